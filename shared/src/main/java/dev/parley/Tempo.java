package dev.parley;

import dev.parley.chat.Pace;
import dev.parley.dynamodb.Patience;
import java.time.Clock;
import java.time.Duration;

/// How long everything that a request waits for may take, within what the request itself has left.
///
/// @param patience with contention in the table
/// @param storeTry one try of a call to DynamoDB
/// @param storeCall a call to DynamoDB with all tries that the SDK makes
public record Tempo(Pace pace, Patience patience, Duration storeTry, Duration storeCall) {

    /// The tempo of a deployed function.
    public static Tempo of(Clock clock) {
        return new Tempo(Pace.of(clock), Patience.of(clock), Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    public Clock clock() {
        return pace.clock();
    }
}
