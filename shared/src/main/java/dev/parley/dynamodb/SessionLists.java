package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.text;
import static dev.parley.dynamodb.Attributes.time;

import dev.parley.chat.Beside;
import dev.parley.chat.Conversation;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Page;
import dev.parley.chat.Refusal;
import dev.parley.chat.SessionFilter;
import dev.parley.chat.SessionId;
import dev.parley.chat.Status;
import dev.parley.chat.UserId;
import dev.parley.chat.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Lists of an owner's sessions: the index says which, newest first; the sessions' own partitions say the rest.
record SessionLists(DynamoDbClient client, String table, SessionReads reads) {
    /// A query reads up to 1 MB a page; a filter may read 20 MB, then it has to be narrower.
    private static final int MOST_PAGES = 20;
    /// How many sessions are read at once: about as many as the HTTP client keeps connections for.
    private static final int READ_AT_ONCE = 16;

    Page<Conversation> list(UserId owner, SessionFilter filter, Window window, Excerpt excerpt) {
        List<SessionId> ids = new ArrayList<>();
        int matches = filter.isCounted()
                ? firstOf(query(owner, filter).limit(window.end()).build(), window.end(), ids)
                : allOf(query(owner, filter).build(), filter, ids);
        List<SessionId> wanted =
                ids.subList((int) Math.min(window.skip(), ids.size()), Math.min(window.end(), ids.size()));
        List<Beside<Optional<Conversation>>> conversations = read(wanted, excerpt);
        long total = filter.isCounted() ? count(owner, filter) : matches;
        return new Page<>(
                conversations.stream().flatMap(found -> found.join().stream()).toList(), window, total);
    }

    /// The first `most` entries of an index, into `ids`.
    private int firstOf(QueryRequest query, int most, List<SessionId> ids) {
        QueryRequest next = query;
        while (true) {
            QueryRequest page = next;
            QueryResponse response = Transactions.calling(() -> client.query(page));
            response.items().forEach(item -> ids.add(id(item)));
            if (ids.size() >= most || response.lastEvaluatedKey().isEmpty()) {
                return ids.size();
            }
            next = page.toBuilder()
                    .exclusiveStartKey(response.lastEvaluatedKey())
                    .limit(most - ids.size())
                    .build();
        }
    }

    /// Every entry of an index that the filter admits, into `ids`.
    private int allOf(QueryRequest query, SessionFilter filter, List<SessionId> ids) {
        QueryRequest next = query;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            QueryRequest page = next;
            QueryResponse response = Transactions.calling(() -> client.query(page));
            response.items().stream()
                    .filter(item -> admits(filter, EnhancedDocument.fromAttributeValueMap(item)))
                    .forEach(item -> ids.add(id(item)));
            if (response.lastEvaluatedKey().isEmpty()) {
                return ids.size();
            }
            next = page.toBuilder()
                    .exclusiveStartKey(response.lastEvaluatedKey())
                    .build();
        }
        throw new Refusal.Invalid("query", "matches among too many sessions; narrow it by chatbot or by dates");
    }

    private QueryRequest.Builder query(UserId owner, SessionFilter filter) {
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
                .scanIndexForward(false);
    }

    private static boolean admits(SessionFilter filter, EnhancedDocument entry) {
        String profile = entry.getString(Attributes.PROFILE);
        return filter.admits(
                profile == null ? null : new ProfileId(profile),
                Status.valueOf(entry.getString(Attributes.STATUS)),
                entry.getString(Attributes.TITLE));
    }

    private static SessionId id(Map<String, AttributeValue> entry) {
        return Keys.sessionOf(EnhancedDocument.fromAttributeValueMap(entry).getString(Attributes.PK));
    }

    /// Starts to read the sessions, all at once; one that is gone by now is left out.
    private List<Beside<Optional<Conversation>>> read(List<SessionId> ids, Excerpt excerpt) {
        Semaphore connections = new Semaphore(READ_AT_ONCE);
        return ids.stream()
                .map(id -> Beside.start(() -> {
                    connections.acquireUninterruptibly();
                    try {
                        return reads.find(id, excerpt, false);
                    } finally {
                        connections.release();
                    }
                }))
                .toList();
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
