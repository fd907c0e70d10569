package dev.parley.dynamodb;

import dev.parley.chat.Beside;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.Listed;
import dev.parley.chat.Order;
import dev.parley.chat.Order.Direction;
import dev.parley.chat.Page;
import dev.parley.chat.Refusal;
import dev.parley.chat.Roster;
import dev.parley.chat.SessionFilter;
import dev.parley.chat.Status;
import dev.parley.chat.UserId;
import dev.parley.chat.Window;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Which sessions there are, in order, by the indexes; those that have expired are left out.
final class SessionLists {
    /// The longest text that a key holds.
    private static final int MOST_KEY_BYTES = 2_048;

    private static final Comparator<EnhancedDocument> LEAST_ACTIVE_FIRST = Comparator.comparingLong(
                    (EnhancedDocument header) ->
                            header.getNumber(Attributes.LAST_ACTIVE).longValue())
            .thenComparing(header -> header.getString(Attributes.SESSION_ID));

    private final DynamoDbClient client;
    private final String table;
    private final Patience patience;
    private final IndexReads indexes;
    private final BatchReads items;

    SessionLists(DynamoDbClient client, String table, Patience patience) {
        this.client = client;
        this.table = table;
        this.patience = patience;
        this.indexes = new IndexReads(client);
        this.items = new BatchReads(client, table, patience);
    }

    Page<Listed> list(UserId owner, SessionFilter filter, Window window) {
        QueryRequest query = IndexQuery.of(owner, filter).on(table, Direction.NEWEST_FIRST);
        if (filter.isCounted()) {
            Beside<Long> total = Beside.start(() -> count(owner, filter));
            if (window.skip() > 0 && window.skip() >= total.join()) {
                return new Page<>(List.of(), window, total.join());
            }
            return new Page<>(part(query, window), window, total.join());
        }
        Sieve sieve = Sieve.counting(window, live().and(entry -> admits(filter, entry)));
        indexes.search(query, sieve, new Refusal.Invalid("query", "looks through too many sessions; narrow it"));
        return new Page<>(sieve.kept(), window, sieve.passed());
    }

    List<Listed> roster(Roster roster, Order order, Window window) {
        QueryRequest query = IndexQuery.of(roster, order.by()).on(table, order.direction());
        boolean byActivity = order.by() == Order.By.LAST_ACTIVE;
        return switch (roster) {
            case Roster.OfOwner(var owner) -> isTooLong(owner) ? List.of() : part(query, window);
            case Roster.OfOwnerWith with ->
                byActivity ? searched(query, with.assistant(), window) : part(query, window);
            case Roster.With _ -> byActivity ? sorted(query, order.direction(), window) : part(query, window);
        };
    }

    private List<Listed> part(QueryRequest query, Window window) {
        Sieve sieve = Sieve.of(window, live());
        indexes.fill(query, sieve);
        return sieve.kept();
    }

    /// Finds those with an assistant in an index that has them in the right order among all others.
    private List<Listed> searched(QueryRequest query, AssistantId assistant, Window window) {
        Sieve sieve = Sieve.of(window, live().and(entry -> isWith(assistant, entry)));
        indexes.search(query, sieve, Roster.tooLongToSort());
        return sieve.kept();
    }

    /// Sorts by activity what the index has in another order: only the headers themselves know it.
    private List<Listed> sorted(QueryRequest query, Direction direction, Window window) {
        Sieve all = Sieve.first(Roster.MOST_SORTED + 1, live());
        indexes.fill(query, all);
        if (all.passed() > Roster.MOST_SORTED) {
            throw Roster.tooLongToSort();
        }
        List<ItemKey> headers =
                all.kept().stream().map(listed -> Keys.header(listed.id())).toList();
        return items.find(headers, false).values().stream()
                .filter(live())
                .sorted(direction == Direction.OLDEST_FIRST ? LEAST_ACTIVE_FIRST : LEAST_ACTIVE_FIRST.reversed())
                .skip(window.skip())
                .limit(window.limit())
                .map(Sieve::listed)
                .toList();
    }

    private Predicate<EnhancedDocument> live() {
        return Headers.live(patience.clock().instant());
    }

    private static boolean isTooLong(UserId owner) {
        return owner.value().getBytes(StandardCharsets.UTF_8).length > MOST_KEY_BYTES;
    }

    private static boolean isWith(AssistantId assistant, EnhancedDocument entry) {
        return assistant.value().equals(entry.getString(Attributes.ASSISTANT));
    }

    private static boolean admits(SessionFilter filter, EnhancedDocument entry) {
        return filter.admits(
                Sieve.listed(entry).profile(),
                Status.valueOf(entry.getString(Attributes.STATUS)),
                entry.getString(Attributes.TITLE));
    }

    private long count(UserId owner, SessionFilter filter) {
        AssistantId assistant = filter.assistant();
        ItemKey key = assistant == null ? Keys.count(owner) : Keys.count(owner, assistant);
        Map<String, AttributeValue> item = Transactions.calling(
                        () -> client.getItem(request -> request.tableName(table).key(Attributes.key(key))))
                .item();
        return item.isEmpty()
                ? 0
                : EnhancedDocument.fromAttributeValueMap(item)
                        .getNumber(Attributes.SESSIONS)
                        .longValue();
    }
}
