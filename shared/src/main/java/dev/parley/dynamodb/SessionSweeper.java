package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.text;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import dev.parley.chat.Beside;
import dev.parley.chat.Refusal;
import dev.parley.chat.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Removes what a session leaves behind when its header is gone, as the table's stream tells it.
///
/// A record may come any number of times, and after a part of the work was done: whatever is gone stays gone, and
/// nothing is counted twice.
public final class SessionSweeper {
    /// How many batches are deleted side by side: more would meet the limit of one partition, 1,000 write units a
    /// second.
    private static final int AT_ONCE = 4;

    /// How long it is remembered that a session was counted out: longer than template.yaml keeps a record that
    /// nobody could sweep, so that sweeping it after all does not count the session out again.
    private static final Duration MEMORY = Duration.ofDays(120);

    private static final String LEFT = "#pk = :pk AND #sk BETWEEN :first AND :last";

    private final DynamoDbClient client;
    private final String table;
    private final Patience patience;
    private final Writes writes;
    private final Transactions transactions;
    private final BatchDeletes deletes;
    private final Spans spans;

    public SessionSweeper(DynamoDbClient client, String table, Patience patience) {
        this.client = client;
        this.table = table;
        this.patience = patience;
        this.writes = new Writes(table);
        this.transactions = new Transactions(client, patience);
        this.deletes = new BatchDeletes(client, table, patience);
        this.spans = new Spans(client, table);
    }

    /// Sweeps up after the session that the record tells the removal of; if it tells of something else, does
    /// nothing.
    ///
    /// @throws Refusal.TooBusy when the store is overloaded, or the time is over: the same record again goes on
    ///     from there
    /// @throws IllegalArgumentException when the record cannot be understood
    public void sweep(DynamodbStreamRecord record) {
        RemovedSession.of(record).ifPresent(removed -> {
            if (removed.expired()) {
                countOut(removed);
            }
            removeItems(removed);
            if (removed.streamed()) {
                removeChunks(removed);
            }
        });
    }

    /// Counts a session out that nobody deleted. A marker of its own makes sure that this happens once.
    private void countOut(RemovedSession removed) {
        Instant forgotten = patience.clock().instant().plus(MEMORY);
        List<TransactWriteItem> steps = new ArrayList<>();
        steps.add(writes.insert(new ItemBuilder(Keys.swept(removed.id()))
                .number(Attributes.EXPIRES_AT, forgotten.getEpochSecond())
                .build()));
        steps.addAll(Counts.steps(writes, removed.owner(), removed.assistant(), -1));
        // Refused only where the marker is, and then it has been counted.
        transactions.run(steps);
    }

    private void removeItems(RemovedSession removed) {
        lowestItem(removed).ifPresent(lowest -> {
            int next = lowest;
            while (next <= removed.lastSeq()) {
                next = removeMessages(removed, next);
            }
            deletes.delete(List.of(Keys.details(removed.id())));
        });
    }

    /// Removes a few batches of messages from seq `first` on, and returns the seq after them.
    private int removeMessages(RemovedSession removed, int first) {
        checkTime();
        int end = Math.min(removed.lastSeq() + 1, first + AT_ONCE * BatchDeletes.MOST);
        List<Beside<Integer>> batches = new ArrayList<>();
        for (int from = first; from < end; from += BatchDeletes.MOST) {
            List<ItemKey> keys = IntStream.range(from, Math.min(end, from + BatchDeletes.MOST))
                    .mapToObj(seq -> Keys.message(removed.id(), seq))
                    .toList();
            batches.add(Beside.start(() -> {
                deletes.delete(keys);
                return keys.size();
            }));
        }
        return first + batches.stream().mapToInt(Beside::join).sum();
    }

    /// Removes what TTL has left of the chunks of streamed answers, as many at a time as one batch takes.
    private void removeChunks(RemovedSession removed) {
        KeySpan chunks = Keys.chunks(removed.id());
        while (true) {
            List<ItemKey> keys = spans.slice(chunks, 0, BatchDeletes.MOST).stream()
                    .map(item -> new ItemKey(chunks.pk(), item.getString(Attributes.SK)))
                    .toList();
            if (keys.isEmpty()) {
                return;
            }
            checkTime();
            deletes.delete(keys);
        }
    }

    private static void checkTime() {
        if (Request.left(Duration.ofMillis(1)).isZero()) {
            throw new Refusal.TooBusy("out of time");
        }
    }

    /// The seq of the oldest message that is still there, the one after the newest if only details are; nothing
    /// when nothing is left. Batches are removed from the oldest on, so this is where an earlier attempt got
    /// to.
    private Optional<Integer> lowestItem(RemovedSession removed) {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression(LEFT)
                .projectionExpression("#sk")
                .expressionAttributeNames(Attributes.names(List.of(LEFT)))
                .expressionAttributeValues(Map.of(
                        ":pk", text(Keys.session(removed.id())),
                        ":first", text(Keys.messageSort(1)),
                        ":last", text(Keys.DETAILS)))
                .consistentRead(true)
                .limit(1)
                .build();
        return Transactions.calling(() -> client.query(query)).items().stream()
                .map(item -> EnhancedDocument.fromAttributeValueMap(item).getString(Attributes.SK))
                .map(sort -> Keys.isMessage(sort) ? Keys.seqOf(sort) : removed.lastSeq() + 1)
                .findFirst();
    }
}
