package dev.parley.chat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// How long the model and a turn may take, within what the request at hand has left.
///
/// @param model the model's part of it, at most
/// @param reserve what is kept of the request for storing the answer
/// @param lease after which a turn that was never given back is free again
/// @param streaming how a streamed turn goes on
public record Pace(Clock clock, Duration model, Duration reserve, Duration lease, Streaming streaming) {
    /// The lease of a deployed function.
    public static final Duration LEASE = Duration.ofSeconds(32);

    /// The pace with the usual one of streamed turns.
    public Pace(Clock clock, Duration model, Duration reserve, Duration lease) {
        this(clock, model, reserve, lease, Streaming.USUAL);
    }

    /// The pace of a deployed function.
    public static Pace of(Clock clock) {
        return new Pace(clock, Duration.ofSeconds(24), Duration.ofSeconds(2), LEASE);
    }

    /// The same, but for streamed turns.
    public Pace with(Streaming other) {
        return new Pace(clock, model, reserve, lease, other);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /// How long the model may take: what the request at hand has left, but for the reserve.
    Duration forTheModel() {
        return Request.left(model.plus(reserve)).minus(reserve);
    }

    /// The same where its answer is streamed.
    Duration forTheStream() {
        return Request.left(streaming.longest().plus(reserve)).minus(reserve);
    }

    /// How a streamed turn goes on.
    ///
    /// @param longest the model's part of it, at most
    /// @param chunk how often what was said is kept, the lease renewed and a stop looked for
    /// @param look how often those who follow look for more
    /// @param parting how long a turn that is over waits for a caller who has not taken all of it
    public record Streaming(Duration longest, Duration chunk, Duration look, Duration parting) {
        /// The pace of a deployed function: a chunk a second, and what the model needs; the function's own time
        /// ends before that.
        public static final Streaming USUAL =
                new Streaming(Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofMillis(500));

        /// The pace with the usual parting.
        public Streaming(Duration longest, Duration chunk, Duration look) {
            this(longest, chunk, look, Duration.ofSeconds(10));
        }
    }
}
