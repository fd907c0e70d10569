package dev.parley.server;

import dev.parley.standins.LocalClients;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A server, and what its table holds.
record SweptServer(LocalServer server, DynamoDbClient client) implements AutoCloseable {
    static SweptServer start(Map<String, String> settings, Clock clock) {
        LocalServer server = LocalServer.start(new Options(settings), clock);
        return new SweptServer(server, LocalClients.dynamoDb(server.database()));
    }

    /// The sort keys of what is left of a session.
    List<String> sorts(String session) {
        return client
                .queryPaginator(query -> query.tableName(Database.TABLE)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS("SESSION#" + session))))
                .items()
                .stream()
                .map(item -> String.valueOf(
                        item.getOrDefault("sk", AttributeValue.fromS("?")).s()))
                .toList();
    }

    Map<String, AttributeValue> header(String session) {
        return client.getItem(get -> get.tableName(Database.TABLE).key(headerKey(session)))
                .item();
    }

    void put(Map<String, AttributeValue> item) {
        client.putItem(put -> put.tableName(Database.TABLE).item(item));
    }

    /// The number that its owner's sessions are counted by.
    String number(String session) {
        return header(session).getOrDefault("number", AttributeValue.fromN("0")).n();
    }

    /// Removes a header as nobody but DynamoDB itself could.
    void removeHeader(String session) {
        client.deleteItem(delete -> delete.tableName(Database.TABLE).key(headerKey(session)));
    }

    private static Map<String, AttributeValue> headerKey(String session) {
        return Map.of("pk", AttributeValue.fromS("SESSION#" + session), "sk", AttributeValue.fromS("SESSION"));
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
