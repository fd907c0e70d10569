package dev.parley.bedrock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that moves on by one step each time it is read.
final class SteppingClock {
    private SteppingClock() {}

    static Clock of(Duration step) {
        AtomicReference<Instant> next = new AtomicReference<>(Instant.EPOCH);
        InstantSource stepping = () -> next.getAndUpdate(now -> now.plus(step));
        return stepping.withZone(ZoneOffset.UTC);
    }
}
