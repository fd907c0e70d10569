package dev.parley.benchmarks.ledger;

import dev.parley.benchmarks.traffic.Texts;
import dev.parley.standins.Meter;
import dev.parley.standins.MeteredCalls;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/// What a turn takes of a store that keeps a session in one item.
final class OneItemTurns {
    private static final String SESSION = "a-session";
    private static final AttributeValue QUESTION = OneItemStore.message("human", Texts.QUESTION);
    private static final AttributeValue ANSWER = OneItemStore.message("ai", Texts.ANSWER);

    private final OneItemStore store;
    private final Meter meter;
    private final int most;

    OneItemTurns(DynamoDbClient client) {
        CreateTableRequest table = OneItemStore.table();
        client.createTable(table);
        store = new OneItemStore(client);
        meter = new Meter(client, table);
        most = longest() - 2;
    }

    /// How many messages a session may hold at most for one more turn to find room.
    int most() {
        return most;
    }

    /// As LangChain does it: the history is read for the model, then each of the two messages is added by a read
    /// and a write of the whole. Nothing, if the item would be too large.
    Optional<Meter.Bill> messageByMessage(int before) {
        return bill(before, () -> {
            store.read(SESSION);
            store.add(SESSION, QUESTION);
            store.add(SESSION, ANSWER);
        });
    }

    /// As cheap as the layout allows: one read, and one write once the model has answered. Nothing, if the item
    /// would be too large.
    Optional<Meter.Bill> atOnce(int before) {
        return bill(
                before,
                () -> store.write(
                        SESSION,
                        Stream.concat(store.read(SESSION).stream(), Stream.of(QUESTION, ANSWER))
                                .toList()));
    }

    private Optional<Meter.Bill> bill(int before, Runnable turn) {
        if (before > most) {
            return Optional.empty();
        }
        store.write(SESSION, messages(before));
        return Optional.of(MeteredCalls.read(meter, turn));
    }

    /// How many messages an item holds.
    private int longest() {
        int longest = 0;
        for (int step = 1 << 10; step > 0; step >>= 1) {
            if (holds(longest + step)) {
                longest += step;
            }
        }
        return longest;
    }

    private boolean holds(int messages) {
        try {
            store.write(SESSION, messages(messages));
            return true;
        } catch (DynamoDbException e) {
            if (String.valueOf(e.getMessage()).contains("Item size has exceeded")) {
                return false;
            }
            throw e;
        }
    }

    private static List<AttributeValue> messages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i % 2 == 0 ? QUESTION : ANSWER)
                .toList();
    }
}
