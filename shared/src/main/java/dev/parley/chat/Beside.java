package dev.parley.chat;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// A call that runs beside the caller's own, so that two trips take the time of one.
public final class Beside<T> {
    private final FutureTask<T> task;

    private Beside(FutureTask<T> task) {
        this.task = task;
    }

    public static <T> Beside<T> start(Supplier<T> call) {
        FutureTask<T> task = new FutureTask<>(Deadline.carried(call)::get);
        Thread.startVirtualThread(task);
        return new Beside<>(task);
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
