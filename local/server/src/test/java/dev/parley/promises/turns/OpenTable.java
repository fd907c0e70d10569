package dev.parley.promises.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.ChatStore;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Message;
import dev.parley.chat.Session;
import dev.parley.chat.SessionId;
import dev.parley.chat.Stretch;
import dev.parley.dynamodb.DynamoChatStore;
import dev.parley.dynamodb.Patience;
import dev.parley.promises.TableAudit;
import dev.parley.server.LocalServer;
import dev.parley.standins.LocalClients;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A server's table, seen and reached past the API.
record OpenTable(DynamoDbClient client, ChatStore store, Clock clock) implements AutoCloseable {

    static OpenTable at(URI database, Clock clock) {
        DynamoDbClient client = LocalClients.dynamoDb(database);
        return new OpenTable(client, new DynamoChatStore(client, LocalServer.TABLE, Patience.of(clock)), clock);
    }

    Session session(SessionId id) {
        return store.find(id, Excerpt.NONE).orElseThrow().session();
    }

    List<Message> messages(SessionId id) {
        return store.messages(id, Stretch.all(1, Integer.MAX_VALUE));
    }

    List<String> texts(SessionId id) {
        return messages(id).stream().map(message -> message.said().text()).toList();
    }

    /// The sort keys of everything that a session has left.
    List<String> sorts(SessionId id) {
        return client
                .queryPaginator(query -> query.tableName(LocalServer.TABLE)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS("SESSION#" + id.value()))))
                .items()
                .stream()
                .map(item -> String.valueOf(
                        item.getOrDefault("sk", AttributeValue.fromS("?")).s()))
                .toList();
    }

    /// Whether a turn runs in the session, or one that was never given back holds it.
    boolean held(SessionId id) {
        Map<String, AttributeValue> key =
                Map.of("pk", AttributeValue.fromS("SESSION#" + id.value()), "sk", AttributeValue.fromS("SESSION"));
        return client.getItem(get -> get.tableName(LocalServer.TABLE).key(key).consistentRead(true))
                .item()
                .containsKey("turn");
    }

    void isSound() {
        assertThat(TableAudit.violations(client, clock.instant())).isEmpty();
    }

    @Override
    public void close() {
        client.close();
    }
}
