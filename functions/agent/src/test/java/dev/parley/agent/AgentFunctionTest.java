package dev.parley.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import com.amazonaws.services.lambda.runtime.tests.annotations.Event;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.Backend;
import dev.parley.chat.Caller;
import dev.parley.chat.CardChanges;
import dev.parley.chat.Change;
import dev.parley.chat.EntryChanges.AssistantChanges;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.Excerpt;
import dev.parley.chat.NewEntry;
import dev.parley.chat.NewSession;
import dev.parley.chat.Once;
import dev.parley.chat.References;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import dev.parley.standins.HandClock;
import dev.parley.standins.HttpFunction;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.RecordingContext;
import dev.parley.standins.Template;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/// The function, called with the very files that `sam local invoke -e` takes: one user's first session,
/// step by step.
class AgentFunctionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Caller ADMIN = new Caller(new UserId("root"), true);
    private static final SessionId SESSION = new SessionId("5e21e25c1b71305abafd9509");
    private static final String START = "2026-01-01T10:00:00.000Z";

    private final RecordingContext context = new RecordingContext();
    private final Backend backend =
            new Backend(settings(LocalDynamoDb.shared().freshTable(Template.ofProject())), new HandClock());
    private final AgentFunction function = new AgentFunction(backend);

    @BeforeEach
    void fillTheCatalog() {
        CardChanges card = new CardChanges(Change.set("Agent 123"), Change.keep(), Change.keep(), Change.keep());
        AssistantChanges fields =
                new AssistantChanges(card, Change.keep(), Change.keep(), Change.keep(), Change.keep());
        backend.catalog().create(ADMIN, new NewEntry(new AssistantId("agent123"), fields), Once.ALWAYS);
    }

    @ParameterizedTest
    @Event(value = "events/agent/create.json", type = APIGatewayV2HTTPEvent.class)
    void theCreateEventMakesTheSessionThatTheOtherEventsName(APIGatewayV2HTTPEvent event) {
        assertThat(answer(event, 201).path("session_id").textValue()).isEqualTo(SESSION.value());
        assertThat(backend.chats().get(ADMIN, SESSION, Excerpt.NONE).session().contextResults())
                .isEqualTo(3);
    }

    @Test
    void theEventsAreASessionFromItsCreationToItsEnd() {
        answer(event("create"), 201);
        answer(event("update-history"), 200);
        String said = "[{\"role\":\"user\",\"content\":\"What is the capital of France?\"}]";
        assertThat(answer(event("history"), 200).path("data")).hasToString(said);
        assertThat(answer(event("recent-history"), 200).path("data")).hasToString(said);

        String user = event("get-all").getPathParameters().get("user_id");
        String id = "\"session_id\":\"" + SESSION.value() + "\"";
        String created = "\"created_at\":\"" + START + "\"";
        assertThat(answer(event("get-all"), 200).path("data"))
                .hasToString("[{" + id + ",\"agent_id\":\"agent123\"," + created + "}]");
        assertThat(answer(event("get-by-agent"), 200).path("data"))
                .hasToString("[{" + id + ",\"user_id\":\"" + user + "\"," + created + "}]");
        assertThat(answer(event("get"), 200).path("data"))
                .hasToString("{" + id + ",\"agent_id\":\"agent123\",\"user_id\":\"" + user + "\"," + created
                        + ",\"history\":" + said + "}");

        answer(event("delete"), 200);
        for (String name : List.of("delete", "history", "update-history", "recent-history", "get")) {
            assertThat(answer(event(name), 404).path("error").textValue())
                    .as(name)
                    .isEqualTo("Session not found.");
        }
        assertThat(answer(event("get-all"), 200).path("data")).isEmpty();
        assertThat(context.errors()).isEmpty();
    }

    @Test
    void anEventWithoutClaimsIsRefused() {
        List<String> names = List.of(
                "create", "delete", "history", "update-history", "recent-history", "get-all", "get-by-agent", "get");
        for (String name : names) {
            APIGatewayV2HTTPEvent event = event(name);
            event.getRequestContext().setAuthorizer(null);

            JsonNode refused = answer(event, 401);
            assertThat(refused.path("message").textValue()).startsWith("Failed to ");
            assertThat(refused.path("error").textValue()).isEqualTo("Authentication missing or invalid.");
        }
    }

    @Test
    void aSessionOfAnotherApiMayHaveNoAgent() {
        Caller user = new Caller(new UserId("11111111-2222-4333-8444-555555555555"), false);
        backend.chats().create(user, new NewSession(References.NONE, "basic"), Once.ALWAYS, Excerpt.NONE);

        assertThat(answer(event("get"), 200).path("data").path("agent_id").isNull())
                .isTrue();
        assertThat(answer(event("get-all"), 200).at("/data/0/agent_id").isNull())
                .isTrue();
        assertThat(answer(event("get-by-agent"), 200).path("data")).isEmpty();
    }

    @Test
    void whatFailsUnforeseenIsLoggedOnceAndNothingOfItIsTold() {
        AgentFunction adrift = new AgentFunction(new Backend(settings("no-such-table"), new HandClock()));

        APIGatewayV2HTTPResponse response = new HttpFunction(adrift).answer(event("get"), context);

        assertThat(response.getStatusCode()).isEqualTo(500);
        assertThat(response.getBody())
                .isEqualTo(
                        "{\"message\":\"Failed to retrieve session details.\",\"error\":\"Internal server error.\"}");
        assertThat(context.logged()).singleElement().asString().contains(context.getAwsRequestId());
    }

    private static Map<String, String> settings(String table) {
        return Map.of(
                "PARLEY_DYNAMODB_ENDPOINT",
                LocalDynamoDb.shared().endpoint().toString(),
                "PARLEY_TABLE",
                table,
                "PARLEY_CLIENT_ID",
                "local",
                "PARLEY_MODEL_ID",
                "amazon.nova-lite-v1:0");
    }

    private static APIGatewayV2HTTPEvent event(String name) {
        return EventLoader.loadApiGatewayHttpEvent("events/agent/" + name + ".json");
    }

    private JsonNode answer(APIGatewayV2HTTPEvent event, int status) {
        APIGatewayV2HTTPResponse response = new HttpFunction(function).answer(event, context);
        assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(status);
        try {
            return JSON.readTree(response.getBody());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
