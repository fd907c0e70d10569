package dev.parley.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import dev.parley.chat.Session;
import dev.parley.standins.HandClock;
import dev.parley.standins.LocalDynamoDb;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What streamed answers leave in a session that is gone.
class SweptChunksTest {
    private final SweptTable table = SweptTable.fresh();
    private final HandClock clock = new HandClock();
    private final SessionSweeper sweeper = new SessionSweeper(
            LocalDynamoDb.shared().client(),
            table.name(),
            new Patience(clock, Duration.ofSeconds(10), _ -> clock.moveOn(Duration.ofSeconds(1))));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 25, 60})
    void chunksGoWithTheirSessionAndThoseOfOthersStay(int chunks) {
        Session deleted = table.session(3);
        table.keepChunks(deleted, chunks);
        Session other = table.session(0);
        table.keepChunks(other, 2);
        DynamodbStreamRecord removal = Removals.removed(table.item(deleted, Keys.HEADER));
        table.removeHeader(deleted);

        sweeper.sweep(removal);
        sweeper.sweep(removal);

        assertThat(table.sorts(deleted)).isEmpty();
        assertThat(table.sorts(other))
                .filteredOn(sort -> sort.startsWith("CHUNK#"))
                .hasSize(2);
    }

    @Test
    void aChunkIsGoneByItselfAWeekAfterItWasKept() {
        Session session = table.session(0);
        table.keepChunks(session, 1);
        String chunk = table.sorts(session).getFirst();

        assertThat(chunk).matches("CHUNK#[0-9a-z]+-1#0000000001");
        assertThat(table.item(session, chunk))
                .containsEntry(
                        Attributes.EXPIRES_AT,
                        Attributes.number(
                                HandClock.START.plus(Duration.ofDays(7)).getEpochSecond()));
    }
}
