package dev.parley.promises.spending;

import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.LocalServer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A user whose turns are counted, and what the table says of that.
record Spender(ApiClient api) {
    private static final int LETTERS = 24;

    static Spender named(String name, LocalServer server) {
        return new Spender(ApiClient.signIn(server.address(), name));
    }

    /// Makes an assistant without a prompt, whose model writes at most so many tokens.
    static void assistant(String id, int maxTokens, LocalServer server) {
        ApiClient admin = ApiClient.signIn(server.address(), "admin", "admins");
        admin.post(
                        "/catalog/models",
                        "{\"id\":\"%s\",\"context_tokens\":100,\"max_tokens\":%d}".formatted(id, maxTokens))
                .as(201);
        admin.post("/catalog/assistants", "{\"id\":\"%s\",\"name\":\"A\",\"model_id\":\"%s\"}".formatted(id, id))
                .as(201);
    }

    /// A text of 6 tokens that nobody else says.
    static String text(RandomGenerator random) {
        return random.ints(LETTERS, 'a', 'z' + 1).mapToObj(Character::toString).collect(Collectors.joining());
    }

    /// The id of a new session.
    String session(String assistant) {
        return api.post("/sessions", "{\"chatbotId\":\"%s\",\"clientId\":\"default\"}".formatted(assistant))
                .as(201)
                .at("/data/id")
                .asText();
    }

    Answer chat(String session, String text) {
        return chat(session, text, Optional.empty());
    }

    Answer chat(String session, String text, Optional<String> key) {
        return api.send("POST /sessions/chat?sessionId=" + session, key, Optional.of("{\"content\":\"" + text + "\"}"));
    }

    /// Which of the newest hundred sessions hold no message.
    List<String> empty() {
        List<String> empty = new ArrayList<>();
        api.get("/sessions?limit=100").as(200).at("/data/results").forEach(session -> {
            if (session.path("messageCount").asInt() == 0) {
                empty.add(session.path("id").asText());
            }
        });
        return empty;
    }

    /// How many tokens count as used up on that day; nothing where nobody counts.
    Optional<Long> counted(LocalDate day, DynamoDbClient table) {
        Map<String, AttributeValue> key =
                Map.of("pk", AttributeValue.fromS("USER#" + api.sub()), "sk", AttributeValue.fromS("TOKENS#" + day));
        return Optional.ofNullable(
                        table.getItem(get -> get.tableName(LocalServer.TABLE).key(key))
                                .item()
                                .get("tokens"))
                .map(count -> Long.parseLong(count.n()));
    }

    /// How many tokens the answers in these sessions have used by their own report.
    static long reported(List<String> sessions, DynamoDbClient table) {
        return sessions.stream()
                .flatMap(session -> table
                        .queryPaginator(query -> query.tableName(LocalServer.TABLE)
                                .keyConditionExpression("pk = :pk")
                                .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS("SESSION#" + session))))
                        .items()
                        .stream())
                .filter(item -> item.containsKey("stopReason"))
                .mapToLong(item -> number(item, "inputTokens") + number(item, "outputTokens"))
                .sum();
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(item.getOrDefault(name, AttributeValue.fromN("0")).n());
    }
}
