package dev.parley.chat;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A call that runs beside the caller's own, so that two trips take the time of one.
public final class Beside<T> {
    /// How many of many calls are under way at once.
    public static final int AT_ONCE = 16;

    private final FutureTask<T> task;

    private Beside(FutureTask<T> task) {
        this.task = task;
    }

    public static <T> Beside<T> start(Supplier<T> call) {
        FutureTask<T> task = new FutureTask<>(Request.carried(call)::get);
        Thread.startVirtualThread(task);
        return new Beside<>(task);
    }

    /// The results of all these calls, in their order; a few at a time run side by side, the first of them here.
    public static <T> List<T> all(List<Supplier<T>> calls) {
        if (calls.isEmpty()) {
            return List.of();
        }
        Semaphore turns = new Semaphore(AT_ONCE);
        List<Beside<T>> others = calls.stream()
                .skip(1)
                .map(call -> start(() -> inTurn(turns, call)))
                .toList();
        T first = inTurn(turns, calls.getFirst());
        return Stream.concat(Stream.of(first), others.stream().map(Beside::join))
                .toList();
    }

    private static <T> T inTurn(Semaphore turns, Supplier<T> call) {
        turns.acquireUninterruptibly();
        try {
            return call.get();
        } finally {
            turns.release();
        }
    }

    /// The call's result, once it is there; what it threw is thrown here.
    public T join() {
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal.TooBusy("interrupted");
        }
    }
}
