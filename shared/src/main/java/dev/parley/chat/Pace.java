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
public record Pace(Clock clock, Duration model, Duration reserve, Duration lease) {
    /// The lease of a deployed function.
    public static final Duration LEASE = Duration.ofSeconds(32);

    /// The pace of a deployed function.
    public static Pace of(Clock clock) {
        return new Pace(clock, Duration.ofSeconds(24), Duration.ofSeconds(2), LEASE);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /// How long the model may take: what the request at hand has left, but for the reserve.
    Duration forTheModel() {
        return Request.left(model.plus(reserve)).minus(reserve);
    }
}
