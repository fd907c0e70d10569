package dev.parley.standins;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// Copies of what an owner's API calls have stored, put into the table as items: making them all by calls would
/// take minutes.
///
/// @param ids the ids of sessions by owner and number
public record Multiplied(DynamoDbClient client, String table, String owner, SessionIds ids) {
    private static final int BATCH = 25;
    private static final int WRITERS = 4;
    private static final int FIRST = 1;
    private static final String HEADER = "SESSION";
    /// Sorted before every sort key.
    private static final String FIRST_SORT = " ";
    /// A turn's.
    private static final int MESSAGES_REPEATED = 2;

    /// The id of the session that an owner has under a number.
    @FunctionalInterface
    public interface SessionIds {
        String of(String owner, int number);
    }

    /// Makes the owner's sessions up to number `count` out of session 1, and counts them. Each is a second younger
    /// than the one before and active as long after it. Session 1 must be short yet: its messages are copied too.
    public void sessions(int count) {
        int there = (int) number(item(user(owner), "COUNT"), "sessions");
        copies(owner, there + 1, count);
    }

    /// Makes as many sessions for each of these owners, who have none yet, out of this owner's session 1.
    public void owners(List<String> others, int count) {
        others.forEach(other -> copies(other, FIRST, count));
    }

    /// Makes messages of session 1 up to `count` by repeating its first, or its first two, if it has two by now.
    public void messages(int count) {
        Map<String, AttributeValue> header = new HashMap<>(header());
        int there = (int) number(header, "lastSeq");
        List<Map<String, AttributeValue>> repeated = IntStream.rangeClosed(1, Math.min(there, MESSAGES_REPEATED))
                .mapToObj(seq -> item(session(), message(seq)))
                .toList();
        put(IntStream.rangeClosed(there + 1, count).mapToObj(seq -> {
            Map<String, AttributeValue> copy = new HashMap<>(repeated.get((seq - 1) % repeated.size()));
            copy.put("sk", AttributeValue.fromS(message(seq)));
            return copy;
        }));
        long bytes = IntStream.range(there, count)
                .mapToLong(i -> bytes(repeated.get(i % repeated.size())))
                .sum();
        header.put("lastSeq", number(count));
        header.put("bytes", number(number(header, "bytes") + bytes));
        put(Stream.of(header));
    }

    /// What puts the owner back as they stand now: session 1 with its details and no messages beyond the present
    /// ones, their counts, and no sessions beyond the present ones.
    public Runnable restoring() {
        int last = lastNumber();
        String newest = message((int) number(header(), "lastSeq"));
        List<Map<String, AttributeValue>> session = behind(session(), newest);
        List<Map<String, AttributeValue>> counts = behind(user(owner), FIRST_SORT);
        return () -> {
            IntStream.rangeClosed(last + 1, lastNumber())
                    .mapToObj(number -> "SESSION#" + ids.of(owner, number))
                    .forEach(added -> replace(behind(added, FIRST_SORT), List.of()));
            replace(behind(session(), newest), session);
            replace(behind(user(owner), FIRST_SORT), counts);
        };
    }

    private int lastNumber() {
        return (int) number(item(user(owner), "NUMBER"), "number");
    }

    private void replace(List<Map<String, AttributeValue>> items, List<Map<String, AttributeValue>> others) {
        items.forEach(item -> client.deleteItem(delete ->
                delete.tableName(table).key(Map.of("pk", attribute(item, "pk"), "sk", attribute(item, "sk")))));
        put(others.stream());
    }

    /// The items of a partition that are sorted behind this, as far as one query brings them.
    private List<Map<String, AttributeValue>> behind(String partition, String sort) {
        return client.query(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND sk > :sk")
                        .expressionAttributeValues(
                                Map.of(":pk", AttributeValue.fromS(partition), ":sk", AttributeValue.fromS(sort)))
                        .consistentRead(true))
                .items();
    }

    private void copies(String who, int from, int count) {
        List<Map<String, AttributeValue>> first = behind(session(), FIRST_SORT);
        put(IntStream.rangeClosed(from, count)
                .boxed()
                .flatMap(number -> first.stream().map(item -> copy(item, who, number))));
        AttributeValue pk = AttributeValue.fromS(user(who));
        String withAssistant = "COUNT#" + attribute(header(), "assistant").s();
        put(Stream.of(
                Map.of("pk", pk, "sk", AttributeValue.fromS("COUNT"), "sessions", number(count)),
                Map.of("pk", pk, "sk", AttributeValue.fromS(withAssistant), "sessions", number(count)),
                Map.of("pk", pk, "sk", AttributeValue.fromS("NUMBER"), "number", number(count))));
    }

    /// An item of session 1 as one of somebody's session of that number.
    private Map<String, AttributeValue> copy(Map<String, AttributeValue> item, String who, int number) {
        Map<String, AttributeValue> copy = new HashMap<>(item);
        String id = ids.of(who, number);
        copy.put("pk", AttributeValue.fromS("SESSION#" + id));
        if (attribute(item, "sk").s().equals(HEADER)) {
            copy.put("sessionId", AttributeValue.fromS(id));
            copy.put("owner", AttributeValue.fromS(who));
            copy.put("number", number(number));
            copy.put("createdAt", later(number(item, "createdAt"), number));
            copy.put("lastActive", later(number(item, "lastActive"), number));
        }
        return copy;
    }

    private Map<String, AttributeValue> header() {
        return item(session(), HEADER);
    }

    private Map<String, AttributeValue> item(String partition, String sort) {
        return client.getItem(get -> get.tableName(table)
                        .key(Map.of("pk", AttributeValue.fromS(partition), "sk", AttributeValue.fromS(sort)))
                        .consistentRead(true))
                .item();
    }

    private void put(Stream<Map<String, AttributeValue>> items) {
        items.map(item ->
                        WriteRequest.builder().putRequest(put -> put.item(item)).build())
                .gather(Gatherers.windowFixed(BATCH))
                .gather(Gatherers.mapConcurrent(WRITERS, this::put))
                .forEach(_ -> {});
    }

    private BatchWriteItemResponse put(List<WriteRequest> batch) {
        return client.batchWriteItem(write -> write.requestItems(Map.of(table, batch)));
    }

    private String session() {
        return "SESSION#" + ids.of(owner, FIRST);
    }

    private static String user(String who) {
        return "USER#" + who;
    }

    private static String message(int seq) {
        return String.format(Locale.ROOT, "MESSAGE#%010d", seq);
    }

    private static long bytes(Map<String, AttributeValue> message) {
        return attribute(message, "content").s().length();
    }

    private static AttributeValue later(long time, int seconds) {
        return number(time + seconds * 1_000L);
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(attribute(item, name).n());
    }

    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).orElseThrow();
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
