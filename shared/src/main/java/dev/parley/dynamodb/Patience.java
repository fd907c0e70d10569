package dev.parley.dynamodb;

import dev.parley.chat.Refusal;
import dev.parley.chat.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// How long contention is tried again: with growing, jittered pauses until so much time is used, or the
/// request's is.
///
/// @param pause waits for that long
public record Patience(Clock clock, Duration most, Consumer<Duration> pause) {
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 400;

    /// The patience of a deployed function: 10 s.
    public static Patience of(Clock clock) {
        return new Patience(clock, Duration.ofSeconds(10), Patience::sleep);
    }

    Attempts begin() {
        return new Attempts(clock.instant().plus(Request.left(most)));
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal.TooBusy("interrupted");
        }
    }

    /// The attempts at one piece of work.
    final class Attempts {
        private final Instant end;
        private long longest = FIRST_PAUSE_MILLIS;

        private Attempts(Instant end) {
            this.end = end;
        }

        /// Pauses before the next attempt.
        ///
        /// @throws Refusal.TooBusy when the time is used up
        void next(String cause) {
            Request.tally().metConflict();
            if (!clock.instant().isBefore(end)) {
                throw new Refusal.TooBusy(cause);
            }
            // Seeded here and not at start-up, so that functions resumed from one snapshot do not move in step.
            pause.accept(Duration.ofMillis(new SplittableRandom(System.nanoTime()).nextLong(longest + 1)));
            longest = Math.min(LONGEST_PAUSE_MILLIS, longest * 2);
        }
    }
}
