package dev.parley.promises.strangers;

import dev.parley.server.LocalServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What the table holds of others, read past the API: their sessions, whether live or deleted, counts, idempotency
/// records and private profiles, and the shared catalog to those who may not write it.
final class OthersItems {
    private static final String SHARED =
            " OR (begins_with(pk, :catalog) AND sk <> :counts AND attribute_not_exists(#owner))";

    private OthersItems() {}

    /// The items that `caller` must not change, by key.
    static Map<String, Map<String, AttributeValue>> read(
            DynamoDbClient client, List<Resident> residents, Resident caller) {
        Map<String, AttributeValue> values = new HashMap<>();
        List<String> partitions = new ArrayList<>();
        List<String> owners = new ArrayList<>();
        for (Resident other : residents) {
            if (!other.equals(caller)) {
                owners.add(name(values, other.api().sub()));
                partitions.add(name(values, "USER#" + other.api().sub()));
                other.filledSessions().forEach(session -> partitions.add(name(values, "SESSION#" + session)));
            }
        }
        String theirs = "pk IN (" + String.join(",", partitions) + ") OR #owner IN (" + String.join(",", owners) + ")";
        if (!caller.isAdmin()) {
            values.put(":catalog", AttributeValue.fromS("CATALOG#"));
            values.put(":counts", AttributeValue.fromS("#"));
        }
        return client
                .scanPaginator(scan -> scan.tableName(LocalServer.TABLE)
                        .consistentRead(true)
                        .filterExpression(caller.isAdmin() ? theirs : theirs + SHARED)
                        .expressionAttributeNames(Map.of("#owner", "owner"))
                        .expressionAttributeValues(values))
                .items()
                .stream()
                .collect(Collectors.toMap(
                        item -> text(item, "pk") + " " + text(item, "sk"),
                        item -> item,
                        (one, _) -> one,
                        TreeMap::new));
    }

    private static String name(Map<String, AttributeValue> values, String text) {
        String name = ":v" + values.size();
        values.put(name, AttributeValue.fromS(text));
        return name;
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return item.getOrDefault(name, AttributeValue.fromS("")).s();
    }
}
