package dev.parley.server;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// Plays the table's time to live, by the server's clock: DynamoDB Local leaves expired items where they are.
///
/// @param removed the keys that have been removed, until the stream tells of it
record TimeToLive(DynamoDbClient client, String table, String attribute, Clock clock, Set<List<String>> removed) {
    private static final String OVER = "#expires <= :now";

    TimeToLive(DynamoDbClient client, String table, String attribute, Clock clock) {
        this(client, table, attribute, clock, ConcurrentHashMap.newKeySet());
    }

    /// Removes every item whose time is over.
    void play() {
        Map<String, AttributeValue> now = Map.of(
                ":now", AttributeValue.fromN(String.valueOf(clock.instant().getEpochSecond())));
        client.scanPaginator(scan -> scan.tableName(table)
                        .filterExpression(OVER)
                        .projectionExpression("pk, sk")
                        .expressionAttributeNames(Map.of("#expires", attribute))
                        .expressionAttributeValues(now))
                .items()
                .forEach(key -> remove(key, now));
    }

    /// The record as DynamoDB would have written it.
    StreamRecord marked(StreamRecord record) {
        return record.isRemoval() && removed.remove(record.key()) ? record.expired() : record;
    }

    private void remove(Map<String, AttributeValue> key, Map<String, AttributeValue> now) {
        List<String> name = key.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue().s())
                .toList();
        removed.add(name);
        try {
            client.deleteItem(delete -> delete.tableName(table)
                    .key(key)
                    .conditionExpression(OVER)
                    .expressionAttributeNames(Map.of("#expires", attribute))
                    .expressionAttributeValues(now));
        } catch (ConditionalCheckFailedException _) {
            // It has got more time meanwhile, or somebody has deleted it.
            removed.remove(name);
        }
    }
}
