package dev.parley.chatflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.Backend;
import dev.parley.standins.HandClock;
import dev.parley.standins.HttpFunction;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.RecordingContext;
import dev.parley.standins.Template;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The function, called with the very files that `sam local invoke -e` takes: one user's first session, step by
/// step, with a chatflow that the catalog does not have.
class ChatflowFunctionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordingContext context = new RecordingContext();
    private final ChatflowFunction function = function(LocalDynamoDb.shared().freshTable(Template.ofProject()));

    private static ChatflowFunction function(String table) {
        return new ChatflowFunction(new Backend(
                Map.of(
                        "PARLEY_DYNAMODB_ENDPOINT",
                        LocalDynamoDb.shared().endpoint().toString(),
                        "PARLEY_TABLE",
                        table,
                        "PARLEY_CLIENT_ID",
                        "local",
                        "PARLEY_MODEL_ID",
                        "none"),
                new HandClock()));
    }

    @Test
    void theEventsAreTheLifeOfASession() {
        String session = "{\"id\":1,\"guid\":\"5e21e25c1b71305abafd9509\",\"chatflowId\":\"chatflow-guid-12345\","
                + "\"title\":\"My New Session\",\"created_on\":1767261600000}";
        assertThat(answer(event("create"), 200)).hasToString(session);
        assertThat(answer(event("get"), 200)).hasToString(session);
        assertThat(answer(event("list"), 200))
                .hasToString("{\"sessions\":[%s],\"sessionsCount\":1,\"total\":1,\"data\":[%s]}"
                        .formatted(session, session));

        JsonNode updated = answer(event("update"), 200);
        assertThat(updated)
                .hasToString(session.replace("My New Session", "Updated Session Title")
                        .replace(",\"created_on\"", ",\"preview\":\"Hello\",\"messageCount\":2,\"created_on\""));
        assertThat(answer(event("get"), 200)).isEqualTo(updated);
        assertThat(answer(event("list"), 200).path("data").path(0)).isEqualTo(updated);

        assertThat(answer(event("delete"), 200))
                .hasToString("{\"success\":true,\"message\":\"Chat session deleted successfully\"}");
        for (String name : new String[] {"get", "update", "delete"}) {
            assertThat(answer(event(name), 404))
                    .hasToString("{\"success\":false,\"message\":\"Chat session not found\"}");
        }
        assertThat(answer(event("list"), 200))
                .hasToString("{\"sessions\":[],\"sessionsCount\":0,\"total\":0,\"data\":[]}");
        assertThat(context.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "list", "get", "update", "delete"})
    void anEventWithoutClaimsIsRefused(String name) {
        APIGatewayV2HTTPEvent event = event(name);
        event.getRequestContext().setAuthorizer(null);

        assertThat(answer(event, 401)).hasToString("{\"success\":false,\"message\":\"Unauthorized\"}");
    }

    @Test
    void aStoreThatFailsIsLoggedWithTheRequestAndAnsweredInAFixedSentence() {
        APIGatewayV2HTTPResponse response = new HttpFunction(function("no-such-table")).answer(event("get"), context);

        assertThat(response.getStatusCode()).isEqualTo(500);
        assertThat(response.getBody()).isEqualTo("{\"success\":false,\"message\":\"Internal server error\"}");
        assertThat(context.logged()).singleElement().asString().contains(context.getAwsRequestId());
    }

    private static APIGatewayV2HTTPEvent event(String name) {
        return EventLoader.loadApiGatewayHttpEvent("events/chatflow/" + name + ".json");
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
