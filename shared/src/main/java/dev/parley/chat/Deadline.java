package dev.parley.chat;

import java.time.Duration;
import java.util.function.Supplier;

/// When the request at hand must have been answered. It is set where a request begins; whatever waits on its behalf
/// asks here how long it may.
public final class Deadline {
    private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    /// What `request` gives, which has so much time.
    public static <T> T within(Duration time, Supplier<T> request) {
        Deadline deadline = new Deadline(System.nanoTime() + time.toNanos());
        return ScopedValue.where(CURRENT, deadline).call(request::get);
    }

    /// What is left of the request's time, but no more than `most`, and never less than nothing. Outside a request
    /// there is no hurry.
    public static Duration left(Duration most) {
        if (!CURRENT.isBound()) {
            return most;
        }
        Duration left = Duration.ofNanos(Math.max(0, CURRENT.get().end - System.nanoTime()));
        return left.compareTo(most) < 0 ? left : most;
    }

    /// The same call, under the caller's deadline when another thread makes it.
    static <T> Supplier<T> carried(Supplier<T> call) {
        if (!CURRENT.isBound()) {
            return call;
        }
        Deadline deadline = CURRENT.get();
        return () -> ScopedValue.where(CURRENT, deadline).call(call::get);
    }
}
