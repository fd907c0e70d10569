package dev.parley.basic;

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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The function, called with the very files that `sam local invoke -e` takes: one user's first session, step by
/// step.
class BasicFunctionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordingContext context = new RecordingContext();
    private final BasicFunction function = new BasicFunction(new Backend(
            Map.of(
                    "PARLEY_DYNAMODB_ENDPOINT",
                    LocalDynamoDb.shared().endpoint().toString(),
                    "PARLEY_TABLE",
                    LocalDynamoDb.shared().freshTable(Template.ofProject()),
                    "PARLEY_CLIENT_ID",
                    "local",
                    "PARLEY_MODEL_ID",
                    "none"),
            new HandClock()));

    @ParameterizedTest
    @ValueSource(strings = {"remove", "remove-as-documented"})
    void theEventsAreTheLifeOfASession(String removing) {
        JsonNode created = answer(event("create"), 201);
        assertThat(created)
                .hasToString("{\"data\":{\"id\":1,\"title\":\"new chat\",\"is_active\":\"true\",\"created_at\":\"%s\"}}"
                        .formatted("2026-01-01T10:00:00.000Z"));
        assertThat(answer(event("get"), 200)).isEqualTo(created);

        for (String updating : List.of("update", "update-as-documented")) {
            JsonNode updated = answer(event(updating), 200);
            assertThat(updated.at("/data/title").textValue()).startsWith("new chat updated");
            assertThat(answer(event("get"), 200)).isEqualTo(updated);
        }

        assertThat(answer(event(removing), 200)).hasToString("{\"data\":true}");
        for (String name : List.of("get", "update", "update-as-documented", "remove", "remove-as-documented")) {
            assertThat(answer(event(name), 404)).as(name).hasToString("{\"errors\":\"Not Found\"}");
        }
        assertThat(context.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "get", "update", "update-as-documented", "remove", "remove-as-documented"})
    void anEventWithoutClaimsIsRefused(String name) {
        APIGatewayV2HTTPEvent event = event(name);
        event.getRequestContext().setAuthorizer(null);

        assertThat(answer(event, 401)).hasToString("{\"errors\":\"Unauthorized\"}");
    }

    @Test
    void aStoreThatFailsIsLoggedWithTheRequestAndAnsweredWithoutDetail() {
        BasicFunction broken = new BasicFunction(new Backend(
                Map.of(
                        "PARLEY_DYNAMODB_ENDPOINT",
                                LocalDynamoDb.shared().endpoint().toString(),
                        "PARLEY_TABLE", "no-such-table",
                        "PARLEY_CLIENT_ID", "local",
                        "PARLEY_MODEL_ID", "none"),
                new HandClock()));

        APIGatewayV2HTTPResponse response = new HttpFunction(broken).answer(event("get"), context);

        assertThat(response.getStatusCode()).isEqualTo(500);
        assertThat(response.getBody()).isEqualTo("{\"errors\":\"Internal Server Error\"}");
        assertThat(context.logged()).singleElement().asString().contains(context.getAwsRequestId());
    }

    private static APIGatewayV2HTTPEvent event(String name) {
        return EventLoader.loadApiGatewayHttpEvent("events/basic/" + name + ".json");
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
