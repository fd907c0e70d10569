package dev.parley.chat;

import java.time.Duration;
import java.util.function.Supplier;

/// The request at hand: when it must have been answered, and what it has used. It is set where a request begins;
/// whatever works on its behalf asks here how long it may wait, and adds here what it took.
public final class Request {
    private static final ScopedValue<Request> CURRENT = ScopedValue.newInstance();

    private final long end;
    private final Tally tally;

    private Request(long end, Tally tally) {
        this.end = end;
        this.tally = tally;
    }

    /// What `work` gives, which has so much time and adds to `tally` what it takes.
    public static <T> T within(Duration time, Tally tally, Supplier<T> work) {
        return ScopedValue.where(CURRENT, beginning(time, tally)).call(work::get);
    }

    /// Does `work`, which has so much time and adds to `tally` what it takes.
    public static void within(Duration time, Tally tally, Runnable work) {
        ScopedValue.where(CURRENT, beginning(time, tally)).run(work);
    }

    private static Request beginning(Duration time, Tally tally) {
        return new Request(System.nanoTime() + time.toNanos(), tally);
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

    /// What the request has used so far, to add to. Outside a request nobody asks for it.
    public static Tally tally() {
        return CURRENT.isBound() ? CURRENT.get().tally : new Tally();
    }

    /// The same call, on behalf of the caller's request when another thread makes it.
    static <T> Supplier<T> carried(Supplier<T> call) {
        if (!CURRENT.isBound()) {
            return call;
        }
        Request request = CURRENT.get();
        return () -> ScopedValue.where(CURRENT, request).call(call::get);
    }
}
