package dev.parley.peers.micronaut;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// `POST /sessions`.
@Controller("/sessions")
public class SessionsController {
    private final DynamoDbClient dynamoDb;

    public SessionsController(DynamoDbClient dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    /// What a client says of a session.
    @Serdeable
    public record Draft(String chatbotId, String clientId, String title) {}

    /// A session as it is answered.
    @Serdeable
    public record Session(String id, String chatbotId, String clientId, String title, String createdAt) {}

    /// Stores a session by one `PutItem`.
    @Post
    @Status(HttpStatus.CREATED)
    public Session create(@Body Draft draft) {
        String id = UUID.randomUUID().toString();
        String now = Instant.now().toString();
        dynamoDb.putItem(put -> put.tableName(System.getenv("PARLEY_TABLE"))
                .item(Map.of(
                        "pk", AttributeValue.fromS("SESSION#" + id),
                        "sk", AttributeValue.fromS("SESSION"),
                        "chatbot", AttributeValue.fromS(draft.chatbotId()),
                        "client", AttributeValue.fromS(draft.clientId()),
                        "title", AttributeValue.fromS(draft.title()),
                        "created", AttributeValue.fromS(now))));
        return new Session(id, draft.chatbotId(), draft.clientId(), draft.title(), now);
    }
}
