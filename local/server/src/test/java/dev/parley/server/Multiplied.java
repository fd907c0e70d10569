package dev.parley.server;

import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// Copies of what an owner's API calls have stored, put into the table as items: making them all by calls would
/// take minutes.
record Multiplied(DynamoDbClient client, String table, UserId owner) {
    private static final int BATCH = 25;

    /// Makes sessions 2 to `count` out of session 1, each a second younger than the one before and active as long
    /// after it, and counts them.
    void sessions(int count) {
        Map<String, AttributeValue> first = item("SESSION");
        put(IntStream.rangeClosed(2, count).boxed().toList(), number -> {
            Map<String, AttributeValue> copy = new HashMap<>(first);
            String id = SessionId.of(owner, number).value();
            copy.put("pk", AttributeValue.fromS("SESSION#" + id));
            copy.put("sessionId", AttributeValue.fromS(id));
            copy.put("number", number(number));
            copy.put("createdAt", later(number(first, "createdAt"), number));
            copy.put("lastActive", later(number(first, "lastActive"), number));
            return copy;
        });
        String assistant = attribute(first, "assistant").s();
        for (String name : List.of("COUNT", "COUNT#" + assistant)) {
            client.putItem(put -> put.tableName(table)
                    .item(Map.of(
                            "pk", AttributeValue.fromS("USER#" + owner.value()),
                            "sk", AttributeValue.fromS(name),
                            "sessions", number(count))));
        }
    }

    /// Makes messages 2 to `count` of session 1 out of its first.
    void messages(int count) {
        Map<String, AttributeValue> first = item(message(1));
        put(IntStream.rangeClosed(2, count).boxed().toList(), seq -> {
            Map<String, AttributeValue> copy = new HashMap<>(first);
            copy.put("sk", AttributeValue.fromS(message(seq)));
            return copy;
        });
        Map<String, AttributeValue> header = new HashMap<>(item("SESSION"));
        long bytes = number(header, "bytes");
        header.put("lastSeq", number(count));
        header.put("bytes", number(bytes * count));
        client.putItem(put -> put.tableName(table).item(header));
    }

    private Map<String, AttributeValue> item(String sort) {
        return client.getItem(get -> get.tableName(table)
                        .key(Map.of(
                                "pk",
                                AttributeValue.fromS(
                                        "SESSION#" + SessionId.of(owner, 1).value()),
                                "sk",
                                AttributeValue.fromS(sort))))
                .item();
    }

    private void put(List<Integer> numbers, IntFunction<Map<String, AttributeValue>> item) {
        for (int from = 0; from < numbers.size(); from += BATCH) {
            List<WriteRequest> batch = numbers.subList(from, Math.min(from + BATCH, numbers.size())).stream()
                    .map(item::apply)
                    .map(copy -> WriteRequest.builder()
                            .putRequest(PutRequest.builder().item(copy).build())
                            .build())
                    .toList();
            client.batchWriteItem(write -> write.requestItems(Map.of(table, batch)));
        }
    }

    private static String message(int seq) {
        return String.format(Locale.ROOT, "MESSAGE#%010d", seq);
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
