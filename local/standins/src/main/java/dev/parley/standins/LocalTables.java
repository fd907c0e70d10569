package dev.parley.standins;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/// Puts the template's table into any DynamoDB, as a deployment would.
public final class LocalTables {

    private LocalTables() {}

    /// Creates the table with its indexes and stream if there is none of this name, waits until it is active and
    /// turns its time to live on. A table that is there already keeps its keys and indexes.
    public static void create(DynamoDbClient client, Template template, String name) {
        try {
            client.createTable(template.tableRequest(name));
        } catch (ResourceInUseException _) {
            // It is there: from an earlier run, or made by somebody else this moment.
        }
        try (var waiter = client.waiter()) {
            waiter.waitUntilTableExists(table -> table.tableName(name));
        }
        template.timeToLiveAttribute().ifPresent(attribute -> expireBy(client, name, attribute));
    }

    private static void expireBy(DynamoDbClient client, String table, String attribute) {
        var current = client.describeTimeToLive(request -> request.tableName(table))
                .timeToLiveDescription()
                .timeToLiveStatus();
        if (current == TimeToLiveStatus.DISABLED) {
            client.updateTimeToLive(request -> request.tableName(table)
                    .timeToLiveSpecification(ttl -> ttl.attributeName(attribute).enabled(true)));
        }
    }
}
