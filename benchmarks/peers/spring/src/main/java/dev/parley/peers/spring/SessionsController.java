package dev.parley.peers.spring;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// `POST /sessions`.
@RestController
public class SessionsController {
    private final DynamoDbClient dynamoDb;

    public SessionsController(DynamoDbClient dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    /// What a client says of a session.
    public record Draft(String chatbotId, String clientId, String title) {}

    /// A session as it is answered.
    public record Session(String id, String chatbotId, String clientId, String title, String createdAt) {}

    /// Stores a session by one `PutItem`.
    @PostMapping("/sessions")
    @ResponseStatus(HttpStatus.CREATED)
    public Session create(@RequestBody Draft draft) {
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
