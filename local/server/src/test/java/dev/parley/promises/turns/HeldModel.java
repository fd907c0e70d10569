package dev.parley.promises.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standins.faults.Fault;
import dev.parley.standins.faults.OutboundCall;
import dev.parley.standins.faults.Plan;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A model that answers when a test says so.
final class HeldModel implements Plan, AutoCloseable {
    /// Longer than a machine that has much else to do takes to get there.
    private static final int SECONDS = 120;

    private final Map<Integer, CompletableFuture<Fault>> answers = new ConcurrentHashMap<>();
    private final Semaphore arrived = new Semaphore(0);

    @Override
    public Fault of(OutboundCall call) {
        if (!call.operation().equals("Converse")) {
            return Fault.NONE;
        }
        return exchange -> {
            CompletableFuture<Fault> answer = answer(call.ordinal());
            arrived.release();
            answer.join().befall(exchange);
        };
    }

    /// Waits until the model has been asked so many more times.
    void awaitAsked(int times) throws InterruptedException {
        assertThat(arrived.tryAcquire(times, SECONDS, TimeUnit.SECONDS))
                .as("the model is asked")
                .isTrue();
    }

    /// Lets the model answer to the call of that ordinal.
    void answer(int ordinal, Fault how) {
        answer(ordinal).complete(how);
    }

    /// Holds nothing any more.
    @Override
    public void close() {
        answers.values().forEach(answer -> answer.complete(Fault.NONE));
    }

    private CompletableFuture<Fault> answer(int ordinal) {
        return answers.computeIfAbsent(ordinal, _ -> new CompletableFuture<>());
    }
}
