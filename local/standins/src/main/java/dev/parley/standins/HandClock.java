package dev.parley.standins;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that stands until a test moves it.
public final class HandClock extends Clock {
    public static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    private volatile Instant now = START;

    public void moveOn(Duration time) {
        now = now.plus(time);
    }

    public void set(Instant instant) {
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
