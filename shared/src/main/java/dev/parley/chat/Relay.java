package dev.parley.chat;

import dev.parley.chat.TurnEvent.Delta;
import dev.parley.chat.TurnEvent.Waiting;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The way from a streamed turn to its listener, who is told in a thread of its own: one who is slow, stands still
/// or is gone does not hold the turn up. What the model says meanwhile is told in one piece, so that no more waits
/// here than its answer is long.
final class Relay implements Consumer<TurnEvent>, AutoCloseable {
    private final Consumer<TurnEvent> listener;
    private final Duration parting;
    private final Thread teller = Thread.ofVirtual().unstarted(this::tell);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private final Queue<TurnEvent> events = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private String turn = "";
    private int end;
    private boolean silent;
    private boolean closed;
    private boolean left;

    private Relay(Consumer<TurnEvent> listener, Duration parting) {
        this.listener = listener;
        this.parting = parting;
    }

    /// A way to `listener`, who means by [UncheckedIOException] that nobody listens any more.
    ///
    /// @param parting how long closing waits until everything is told
    static Relay to(Consumer<TurnEvent> listener, Duration parting) {
        Relay relay = new Relay(listener, parting);
        relay.teller.start();
        return relay;
    }

    /// Has the listener told in its time, and does not wait for it.
    @Override
    public void accept(TurnEvent event) {
        if (failure.get() instanceof Error) {
            rethrow();
        }
        add(event);
    }

    /// Waits until everything is told. A listener who does not take it in time is interrupted, which closes the
    /// connection that it waits for.
    ///
    /// @throws RuntimeException what the listener failed with
    @Override
    public void close() {
        finish();
        try {
            if (!teller.join(Request.left(parting))) {
                teller.interrupt();
                teller.join();
            }
        } catch (InterruptedException e) {
            teller.interrupt();
            Thread.currentThread().interrupt();
        }
        rethrow();
    }

    private synchronized void add(TurnEvent event) {
        if (left) {
            return;
        }
        switch (event) {
            case Delta delta -> {
                text.append(delta.chunk().text());
                turn = delta.turn();
                end = delta.chunk().end();
            }
            case Waiting _ -> silent = true;
            case TurnEvent.Started _, TurnEvent.End _ -> {
                said().ifPresent(events::add);
                events.add(event);
            }
        }
        notifyAll();
    }

    private synchronized void finish() {
        closed = true;
        notifyAll();
    }

    private void tell() {
        try {
            for (Optional<TurnEvent> next = next(); next.isPresent(); next = next()) {
                listener.accept(next.get());
            }
        } catch (UncheckedIOException | InterruptedException _) {
            // Nobody is there to be told.
        } catch (RuntimeException | Error unforeseen) {
            failure.set(unforeseen);
        } finally {
            leave();
        }
    }

    private synchronized void leave() {
        left = true;
        text.setLength(0);
        events.clear();
    }

    /// What is to be told next, once there is something; nothing when all is told.
    private synchronized Optional<TurnEvent> next() throws InterruptedException {
        while (events.isEmpty() && text.isEmpty() && !silent && !closed) {
            wait();
        }
        boolean waiting = silent;
        silent = false;
        return Optional.ofNullable(events.poll())
                .or(this::said)
                .or(() -> waiting && !closed ? Optional.of(new Waiting()) : Optional.empty());
    }

    private Optional<TurnEvent> said() {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Delta delta = new Delta(turn, new Chunk(end, text.toString()));
        text.setLength(0);
        return Optional.of(delta);
    }

    private void rethrow() {
        switch (failure.getAndSet(null)) {
            case Error error -> throw error;
            case RuntimeException unforeseen -> throw unforeseen;
            case null, default -> {}
        }
    }
}
