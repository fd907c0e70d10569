package dev.parley.promises;

import dev.parley.Tempo;
import dev.parley.chat.Pace;
import dev.parley.dynamodb.Patience;
import java.time.Clock;
import java.time.Duration;

/// For tests that send much at once, which keeps a small machine busy.
public final class Unhurried {
    private Unhurried() {}

    /// The tempo of a deployed function that gives the table longer.
    public static Tempo tempo(Clock clock) {
        return new Tempo(Pace.of(clock), Patience.of(clock), Duration.ofSeconds(10), Duration.ofSeconds(20));
    }
}
