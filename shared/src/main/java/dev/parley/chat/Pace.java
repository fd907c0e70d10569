package dev.parley.chat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// How long a request, the model and a turn may take. API Gateway gives up at 30 s, so we answer before.
///
/// @param request the whole request
/// @param model the model's part of it, at most
/// @param reserve what is kept of the request for storing the answer
/// @param lease after which a turn that was never given back is free again
public record Pace(Clock clock, Duration request, Duration model, Duration reserve, Duration lease) {

    /// The pace of a deployed function.
    public static Pace of(Clock clock) {
        return new Pace(
                clock, Duration.ofSeconds(26), Duration.ofSeconds(24), Duration.ofSeconds(2), Duration.ofSeconds(32));
    }

    Instant now() {
        return clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    }

    /// What is left for the model of a request that began at `begun`.
    Duration left(Instant begun) {
        Duration left = Duration.between(clock.instant(), begun.plus(request).minus(reserve));
        return left.compareTo(model) < 0 ? left : model;
    }
}
