package dev.parley.standins;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/// Puts the template's table into any DynamoDB, as a deployment would.
public final class LocalTables {

    private LocalTables() {}

    /// Creates the table with its indexes and stream if there is none of this name, and waits until it is
    /// active. A table that is there already keeps its keys and indexes. Its time to live stays off: DynamoDB
    /// Local would remove items by the machine's clock, whatever the clock of those who use it says.
    public static void create(DynamoDbClient client, Template template, String name) {
        try {
            client.createTable(template.tableRequest(name));
        } catch (ResourceInUseException _) {
            // It is there: from an earlier run, or made by somebody else this moment.
        }
        try (var waiter = client.waiter()) {
            waiter.waitUntilTableExists(table -> table.tableName(name));
        }
    }

    /// Turns the table's time to live on, for a DynamoDB in whose time its users live.
    public static void expire(DynamoDbClient client, Template template, String name) {
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
