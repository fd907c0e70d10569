package dev.parley.dynamodb;

import dev.parley.chat.ChatStore;
import dev.parley.chat.ChatStoreContract;
import dev.parley.chat.Retention;
import dev.parley.standins.LocalClients;
import dev.parley.standins.LocalTables;
import dev.parley.standins.Template;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The contract on LocalStack; skipped where there is no Docker.
@EnabledIf(value = "dev.parley.dynamodb.Docker#isThere", disabledReason = "there is no Docker here")
@Testcontainers(disabledWithoutDocker = true)
class LocalStackChatStoreTest extends ChatStoreContract {
    private static final String TABLE = "parley";
    private static final Duration LONGEST_LAG = Duration.ofSeconds(10);

    /// The last tag that needs no token.
    @Container
    private static final LocalStackContainer LOCALSTACK =
            new LocalStackContainer(DockerImageName.parse("localstack/localstack:4.14.0")).withServices("dynamodb");

    private static DynamoDbClient client;

    private ChatStore store;

    @BeforeAll
    static void createTable() {
        client = LocalClients.dynamoDb(LOCALSTACK.getEndpoint());
        LocalTables.create(client, Template.ofProject(), TABLE);
    }

    @BeforeEach
    void open() {
        store = new DynamoChatStore(client, TABLE, new Patience(clock(), Duration.ofSeconds(10), _ -> {}));
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @Override
    public ChatStore store() {
        return store;
    }

    @Override
    public ChatStore keeping(Retention retention) {
        return new DynamoChatStore(client, TABLE, new Patience(clock(), Duration.ofSeconds(10), _ -> {}), retention);
    }

    @Override
    public void eventually(Runnable assertion) {
        Instant end = Instant.now().plus(LONGEST_LAG);
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError e) {
                if (Instant.now().isAfter(end)) {
                    throw e;
                }
            }
        }
    }
}
