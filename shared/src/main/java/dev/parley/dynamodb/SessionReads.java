package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.text;

import dev.parley.chat.Beside;
import dev.parley.chat.Conversation;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Message;
import dev.parley.chat.Session;
import dev.parley.chat.SessionId;
import dev.parley.chat.Stretch;
import dev.parley.chat.Tokens;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Reading one session's partition.
record SessionReads(DynamoDbClient client, String table, Clock clock) {
    private static final String BETWEEN = "#pk = :pk AND #sk BETWEEN :first AND :last";

    /// How many messages more than the average says are read at once, so that one page mostly does.
    private static final double MARGIN = 1.1;

    private static final int FEWEST = 4;
    private static final int MOST = 1_000;

    /// The session, unless it has expired, with its newest messages: one reverse query, which meets details,
    /// header and messages in that order.
    Optional<Conversation> find(SessionId id, Excerpt excerpt, boolean consistent) {
        return look(id, excerpt, consistent).conversation();
    }

    /// The same with the header as it was read, every earlier write included.
    FoundSession.Sight see(SessionId id, Excerpt excerpt) {
        return look(id, excerpt, true);
    }

    /// The header of the session, unless it has expired: one unit, whatever its details hold. Every earlier write
    /// is included, for an older header may name the turn before this one, and its lease may seem to be over.
    Optional<EnhancedDocument> header(SessionId id) {
        return Transactions.item(client, table, Keys.header(id)).filter(Headers.live(clock.instant()));
    }

    private FoundSession.Sight look(SessionId id, Excerpt excerpt, boolean consistent) {
        QueryRequest.Builder query = query(consistent)
                .keyConditionExpression(BETWEEN)
                .expressionAttributeNames(Attributes.names(List.of(BETWEEN)))
                .expressionAttributeValues(Map.of(
                        ":pk", text(Keys.session(id)),
                        ":first", text(excerpt.messages() > 0 ? Keys.messageSort(1) : Keys.HEADER),
                        ":last", text(Keys.DETAILS)))
                .scanIndexForward(false);
        if (excerpt.messages() < MOST) {
            query.limit(excerpt.messages() + 2);
        }
        FoundSession found = new FoundSession(excerpt);
        pages(query.build(), found::wantsMore, found::add);
        return found.sight(Headers.live(clock.instant()));
    }

    /// The sessions, read side by side; those that are gone by now are left out.
    List<Conversation> open(List<SessionId> ids, Excerpt excerpt) {
        List<Supplier<Optional<Conversation>>> reads = ids.stream()
                .map(id -> (Supplier<Optional<Conversation>>) () -> find(id, excerpt, false))
                .toList();
        return Beside.all(reads).stream().flatMap(Optional::stream).toList();
    }

    List<Message> messages(SessionId id, Stretch stretch) {
        if (stretch.isEmpty()) {
            return List.of();
        }
        boolean forward = stretch.from() == Stretch.End.OLDEST;
        List<Message> messages = new ArrayList<>();
        long[] bytes = {0};
        QueryRequest query = between(id, stretch.first(), stretch.last())
                .scanIndexForward(forward)
                .build();
        pages(query, () -> bytes[0] < stretch.bytes(), item -> {
            if (bytes[0] < stretch.bytes()) {
                Message message = Items.message(item);
                bytes[0] += message.said().bytes();
                messages.add(message);
            }
        });
        return forward ? messages : messages.reversed();
    }

    List<Message> newest(SessionId id, int last, Session.Tally tally, int tokens) {
        if (last < 1) {
            return List.of();
        }
        List<Message> messages = new ArrayList<>();
        int[] read = {0};
        QueryRequest query = between(id, 1, last)
                .scanIndexForward(false)
                .limit(guess(tally, tokens))
                .build();
        pages(query, () -> read[0] <= tokens, item -> {
            if (read[0] <= tokens) {
                Message message = Items.message(item);
                read[0] += message.said().tokens();
                messages.add(message);
            }
        });
        return messages.reversed();
    }

    private static int guess(Session.Tally tally, int tokens) {
        double average = Math.max(1, (double) tally.bytes() / Math.max(1, tally.count()));
        return (int) Math.clamp(Math.ceil((double) tokens * Tokens.BYTES / average * MARGIN), FEWEST, MOST);
    }

    private QueryRequest.Builder between(SessionId id, int first, int last) {
        return query(true)
                .keyConditionExpression(BETWEEN)
                .expressionAttributeNames(Attributes.names(List.of(BETWEEN)))
                .expressionAttributeValues(Map.of(
                        ":pk", text(Keys.session(id)),
                        ":first", text(Keys.messageSort(first)),
                        ":last", text(Keys.messageSort(last))));
    }

    private QueryRequest.Builder query(boolean consistent) {
        return QueryRequest.builder().tableName(table).consistentRead(consistent);
    }

    /// Goes through the pages of a query, by its last key and not by emptiness, as long as more is wanted.
    private void pages(QueryRequest query, BooleanSupplier wanted, Consumer<EnhancedDocument> each) {
        QueryRequest next = query;
        while (true) {
            QueryRequest page = next;
            QueryResponse response = Transactions.calling(() -> client.query(page));
            response.items().stream()
                    .map(EnhancedDocument::fromAttributeValueMap)
                    .forEach(each);
            Map<String, AttributeValue> lastKey = response.lastEvaluatedKey();
            if (lastKey.isEmpty() || !wanted.getAsBoolean()) {
                return;
            }
            next = page.toBuilder().exclusiveStartKey(lastKey).build();
        }
    }
}
