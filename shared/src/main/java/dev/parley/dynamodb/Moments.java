package dev.parley.dynamodb;

import java.time.Instant;

/// Times that never run backwards, though the clocks of two functions differ.
final class Moments {
    private Moments() {}

    static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
