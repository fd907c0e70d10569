package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.text;
import static dev.parley.dynamodb.Attributes.time;

import dev.parley.chat.Beside;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.Listed;
import dev.parley.chat.Page;
import dev.parley.chat.Refusal;
import dev.parley.chat.SessionFilter;
import dev.parley.chat.Status;
import dev.parley.chat.UserId;
import dev.parley.chat.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Which sessions an owner has, newest first, by the indexes.
record SessionLists(DynamoDbClient client, String table) {
    /// A query reads up to 1 MB a page; a filter may read 20 MB, then it has to be narrower.
    private static final int MOST_PAGES = 20;

    Page<Listed> list(UserId owner, SessionFilter filter, Window window) {
        if (filter.isCounted()) {
            Beside<Long> total = Beside.start(() -> count(owner, filter));
            if (window.skip() > 0 && window.skip() >= total.join()) {
                return new Page<>(List.of(), window, total.join());
            }
            List<Listed> first = firstOf(query(owner, filter), window.end());
            return new Page<>(part(first, window), window, total.join());
        }
        List<Listed> all = allOf(query(owner, filter), filter);
        return new Page<>(part(all, window), window, all.size());
    }

    private static List<Listed> part(List<Listed> listed, Window window) {
        int size = listed.size();
        return listed.subList((int) Math.min(window.skip(), size), Math.min(window.end(), size));
    }

    /// The first `most` entries of an index.
    private List<Listed> firstOf(QueryRequest query, int most) {
        List<Listed> listed = new ArrayList<>();
        Map<String, AttributeValue> lastKey = Map.of();
        do {
            QueryResponse page =
                    page(query.toBuilder().limit(most - listed.size()).build(), lastKey);
            page.items().forEach(item -> listed.add(listed(EnhancedDocument.fromAttributeValueMap(item))));
            lastKey = page.lastEvaluatedKey();
        } while (listed.size() < most && !lastKey.isEmpty());
        return listed;
    }

    /// Every entry of an index that the filter admits.
    private List<Listed> allOf(QueryRequest query, SessionFilter filter) {
        List<Listed> listed = new ArrayList<>();
        Map<String, AttributeValue> lastKey = Map.of();
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            QueryResponse page = page(query, lastKey);
            page.items().stream()
                    .map(EnhancedDocument::fromAttributeValueMap)
                    .filter(entry -> admits(filter, entry))
                    .forEach(entry -> listed.add(listed(entry)));
            lastKey = page.lastEvaluatedKey();
            if (lastKey.isEmpty()) {
                return listed;
            }
        }
        throw new Refusal.Invalid("query", "looks through too many sessions; narrow it by chatbot or by dates");
    }

    private QueryResponse page(QueryRequest query, Map<String, AttributeValue> lastKey) {
        QueryRequest page = lastKey.isEmpty()
                ? query
                : query.toBuilder().exclusiveStartKey(lastKey).build();
        return Transactions.calling(() -> client.query(page));
    }

    private QueryRequest query(UserId owner, SessionFilter filter) {
        Map<String, AttributeValue> values = new HashMap<>();
        StringBuilder condition = new StringBuilder("#owner = :owner");
        values.put(":owner", text(owner.value()));
        AssistantId assistant = filter.assistant();
        if (assistant != null) {
            condition.append(" AND #assistant = :assistant");
            values.put(":assistant", text(assistant.value()));
        }
        if (filter.from() != null && filter.to() != null) {
            condition.append(" AND #createdAt BETWEEN :from AND :to");
        } else if (filter.from() != null) {
            condition.append(" AND #createdAt >= :from");
        } else if (filter.to() != null) {
            condition.append(" AND #createdAt <= :to");
        }
        Optional.ofNullable(filter.from()).ifPresent(from -> values.put(":from", time(from)));
        Optional.ofNullable(filter.to()).ifPresent(to -> values.put(":to", time(to)));
        return QueryRequest.builder()
                .tableName(table)
                .indexName(assistant == null ? Indexes.BY_OWNER : Indexes.BY_OWNER_ASSISTANT)
                .keyConditionExpression(condition.toString())
                .expressionAttributeNames(Attributes.names(List.of(condition.toString())))
                .expressionAttributeValues(values)
                .scanIndexForward(false)
                .build();
    }

    private static boolean admits(SessionFilter filter, EnhancedDocument entry) {
        return filter.admits(
                listed(entry).profile(),
                Status.valueOf(entry.getString(Attributes.STATUS)),
                entry.getString(Attributes.TITLE));
    }

    private static Listed listed(EnhancedDocument entry) {
        String assistant = entry.getString(Attributes.ASSISTANT);
        String profile = entry.getString(Attributes.PROFILE);
        return new Listed(
                Keys.sessionOf(entry.getString(Attributes.PK)),
                assistant == null ? null : new AssistantId(assistant),
                profile == null ? null : new ProfileId(profile));
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
