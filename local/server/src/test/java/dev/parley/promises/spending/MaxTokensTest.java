package dev.parley.promises.spending;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import dev.parley.server.ApiClient;
import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.standins.Trials;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every request to a model bounds its answer, whatever the catalog says of the model and however a turn begins.
class MaxTokensTest {
    private static final Trials TRIALS = Trials.of("every request to the model has maxTokens");
    private static final LocalServer SERVER =
            LocalServer.start(new Options(Map.of("PARLEY_PORT", "0")), Clock.systemUTC());
    private static final List<Integer> SENT = new ArrayList<>();

    private static ApiClient admin = new ApiClient(SERVER.address(), "");

    @BeforeAll
    static void signIn() {
        admin = ApiClient.signIn(SERVER.address(), "admin", "admins");
    }

    @AfterAll
    static void tell() {
        long bound = SENT.stream().filter(maxTokens -> maxTokens > 0).count();
        TRIALS.tell(bound + " of " + SENT.size() + " requests to models have maxTokens");
        SERVER.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1024",
        "', \"max_tokens\": null', 1024",
        "', \"max_tokens\": 1', 1",
        "', \"max_tokens\": 7', 7",
        "', \"max_tokens\": 100000', 100000",
        "', \"temperature\": 0.5', 1024"
    })
    void theModelsOwnBoundIsSentOrElseTheUsualOneInEveryWayToAsk(String fields, int maxTokens) {
        String id = "m-" + UUID.randomUUID();
        JsonNode model = admin.post("/catalog/models", "{\"id\": \"%s\"%s}".formatted(id, fields))
                .as(201);
        admin.post(
                        "/catalog/assistants",
                        "{\"id\": \"%s\", \"name\": \"A\", \"model_id\": \"%s\", \"knowledge_base_id\": \"kb-local\"}"
                                .formatted(id, id))
                .as(201);

        assertThat(askedInEveryWay(id, model.path("number").asInt()))
                .as("first, with history, throttled twice, failed, resumed, with a model of the session's own")
                .hasSize(7)
                .containsOnly(maxTokens);
    }

    /// What bounds the requests had: 0 for one without.
    private static List<Integer> askedInEveryWay(String assistant, int model) {
        int before = bounds().size();
        Spender user = Spender.named("user-" + UUID.randomUUID(), SERVER);
        String session = user.session(assistant);
        user.chat(session, "first").as(200);
        user.chat(session, "with history").as(200);
        user.chat(session, "!throttle").as(500);
        user.chat(session, "!error 500", Optional.of("key")).as(500);
        user.chat(session, "!error 500", Optional.of("key")).as(500);
        int own = user.api()
                .post(
                        "/api/v1/chat-sessions",
                        "{\"character_id\":2,\"user_profile_id\":1,\"ai_model_id\":%d,\"system_prompt_id\":1}"
                                .formatted(model))
                .as(201)
                .path("id")
                .asInt();
        user.chat(SessionId.of(new UserId(user.api().sub()), own).value(), "a model of its own")
                .as(200);
        List<Integer> all = bounds();
        List<Integer> sent = all.subList(0, all.size() - before);
        SENT.addAll(sent);
        return sent;
    }

    /// Of every request to a model so far, the newest first.
    private static List<Integer> bounds() {
        List<Integer> bounds = new ArrayList<>();
        for (JsonNode call : admin.modelCalls(1_000)) {
            if (call.has("messages")) {
                bounds.add(call.at("/inferenceConfig/maxTokens").asInt());
            }
        }
        return bounds;
    }
}
