package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.chat.Refusal;
import dev.parley.chat.Thing;
import dev.parley.chat.Usage;
import dev.parley.standins.HandClock;
import dev.parley.standins.HttpFunction;
import dev.parley.standins.RecordingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RoutesTest {
    private static final String CANARY = "canary: what the caller wrote";
    private static final String FIXED = "{\"error\":\"Unexpected\"}";

    private final RecordingContext context = new RecordingContext();

    private static Stream<Answered> refusals() {
        return Stream.of(
                new Answered(new Refusal.Invalid("title", "is required"), 400),
                new Answered(new Refusal.Unauthenticated(), 401),
                new Answered(new Refusal.Forbidden(), 403),
                new Answered(new Refusal.NotFound(Thing.SESSION), 404),
                new Answered(new Refusal.Conflict(Refusal.Conflict.Reason.TURN_RUNNING), 409),
                new Answered(new Refusal.BudgetSpent(Duration.ofHours(1)), 429),
                new Answered(new Refusal.TooBusy("throttled"), 500),
                new Answered(new Refusal.NoAnswer("out of time", Usage.UNKNOWN), 500),
                new Answered(new Refusal.Unexpected(), 500));
    }

    @Test
    void everyRefusalHasItsStatusHere() {
        assertThat(refusals().<Class<?>>map(answered -> answered.refusal().getClass()))
                .containsExactlyInAnyOrder(Refusal.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalIsAnsweredWithItsStatusInTheGroupsEnvelope(Answered answered) {
        APIGatewayV2HTTPResponse response = response(_ -> {
            throw answered.refusal();
        });

        assertThat(response.getStatusCode()).isEqualTo(answered.status());
        assertThat(response.getBody())
                .isEqualTo("{\"error\":\"" + answered.refusal().getClass().getSimpleName() + "\"}");
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalIsALineAndAnErrorOnlyIfItIsOurFault(Answered answered) {
        response(_ -> {
            throw answered.refusal();
        });

        JsonNode line = line();
        assertThat(line.path("status").intValue()).isEqualTo(answered.status());
        assertThat(line.path("level").textValue()).isEqualTo(answered.status() < 500 ? "INFO" : "ERROR");
        assertThat(line.path("errors")).hasSize(answered.status() < 500 ? 0 : 1);
    }

    @Test
    void whatTheEndpointAnswersIsTheResponse() {
        APIGatewayV2HTTPResponse response = response(
                call -> Reply.created(Map.of("user", call.caller().user().value(), "id", call.path("id"))));

        assertThat(response.getStatusCode()).isEqualTo(201);
        assertThat(tree(response.getBody())).isEqualTo(tree("{\"user\":\"ada\",\"id\":\"1\"}"));
        assertThat(response.getIsBase64Encoded()).isFalse();
    }

    @Test
    void anAnswerWithoutContentHasNoBody() {
        APIGatewayV2HTTPResponse response = response(_ -> Reply.noContent());

        assertThat(response.getStatusCode()).isEqualTo(204);
        assertThat(response.getBody()).isNull();
    }

    @Test
    void everyAnswerIsJsonThatIsNeitherSniffedNorStored() {
        List<Routes.Endpoint> endpoints = List.of(
                _ -> Reply.ok(Map.of()),
                _ -> {
                    throw new Refusal.Forbidden();
                },
                _ -> {
                    throw new IllegalStateException(CANARY);
                });

        assertThat(endpoints)
                .allSatisfy(endpoint -> assertThat(response(endpoint).getHeaders())
                        .isEqualTo(Map.of(
                                "content-type", "application/json; charset=utf-8",
                                "cache-control", "no-store",
                                "x-content-type-options", "nosniff")));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1000, 1", "1001, 2", "86399999, 86400", "86400000, 86400"})
    void aSpentBudgetSaysAfterHowManyWholeSecondsToComeAgain(long milliseconds, String seconds) {
        APIGatewayV2HTTPResponse response = response(_ -> {
            throw new Refusal.BudgetSpent(Duration.ofMillis(milliseconds));
        });

        assertThat(response.getHeaders())
                .containsEntry("retry-after", seconds)
                .containsEntry("content-type", "application/json; charset=utf-8");
    }

    @Test
    void anUnexpectedExceptionIsAnsweredWithTheFixedSentence() {
        APIGatewayV2HTTPResponse response = response(_ -> {
            throw new IllegalStateException(CANARY);
        });

        assertThat(response.getStatusCode()).isEqualTo(500);
        assertThat(response.getBody()).isEqualTo(FIXED);
    }

    @Test
    void anUnexpectedExceptionIsLoggedOnceWithoutWhatItSays() {
        RuntimeException failure = new IllegalStateException(CANARY + "\n\u001B[31m", new RuntimeException(CANARY));
        failure.addSuppressed(new IllegalArgumentException(CANARY));
        response(_ -> {
            throw failure;
        });

        JsonNode line = line();
        assertThat(line.get("requestId").textValue()).isEqualTo(RecordingContext.REQUEST_ID);
        assertThat(line.get("route").textValue()).isEqualTo(Events.ROUTE);
        JsonNode error = error(line);
        assertThat(error.get("event").textValue()).isEqualTo("request_failed");
        assertThat(error.get("causes"))
                .extracting(JsonNode::textValue)
                .containsExactly("java.lang.IllegalStateException", "java.lang.RuntimeException");
        assertThat(error.get("at").get(0).textValue()).startsWith("dev.parley.http.RoutesTest.");
    }

    @Test
    void aChainOfCausesWithoutEndIsCutOff() {
        RuntimeException first = new IllegalStateException(CANARY);
        first.initCause(new IllegalArgumentException(CANARY, first));
        response(_ -> {
            throw first;
        });

        assertThat(error(line()).get("causes")).hasSize(12);
    }

    @Test
    void aBodyThatCannotBeWrittenIsAnUnexpectedFailure() {
        APIGatewayV2HTTPResponse response = response(_ -> Reply.ok(new Object()));

        assertThat(response.getStatusCode()).isEqualTo(500);
        assertThat(response.getBody()).isEqualTo(FIXED);
        assertThat(error(line()).get("event").textValue()).isEqualTo("request_failed");
    }

    @Test
    void aBusyStoreIsLoggedByThatName() {
        response(_ -> {
            throw new Refusal.TooBusy("ProvisionedThroughputExceededException");
        });

        assertThat(error(line()).get("event").textValue()).isEqualTo("store_busy");
        assertThat(error(line()).get("causes").get(0).textValue()).isEqualTo("ProvisionedThroughputExceededException");
    }

    @Test
    void aModelThatGaveNoAnswerIsLoggedByThatName() {
        response(_ -> {
            throw new Refusal.NoAnswer("status 503 ServiceUnavailableException", Usage.NONE);
        });

        assertThat(error(line()).get("event").textValue()).isEqualTo("model_failed");
        assertThat(error(line()).get("causes").get(0).textValue())
                .isEqualTo("no answer: status 503 ServiceUnavailableException");
    }

    @Test
    void aCallerWhoIsNobodyDoesNotReachTheEndpoint() {
        APIGatewayV2HTTPEvent event = Events.withClaims(Map.of());
        event.setRouteKey(Events.ROUTE);

        APIGatewayV2HTTPResponse response = answer(
                routes(_ -> {
                    throw new AssertionError("reached");
                }),
                event);

        assertThat(response.getStatusCode()).isEqualTo(401);
        assertThat(context.errors()).isEmpty();
    }

    @Test
    void aBodyThatCannotBeReadIsTheCallersFault() {
        APIGatewayV2HTTPEvent event = Events.withBody("%");
        event.setIsBase64Encoded(true);

        APIGatewayV2HTTPResponse response = answer(routes(call -> Reply.ok(call.body())), event);

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(context.errors()).isEmpty();
    }

    @Test
    void aRouteThatNobodyAddedIsAFailureOfOurs() {
        APIGatewayV2HTTPEvent event = Events.withBody("{}");
        event.setRouteKey("GET /nowhere");

        assertThat(answer(routes(_ -> Reply.ok(Map.of())), event).getStatusCode())
                .isEqualTo(500);
        assertThat(line().get("route").textValue()).isEqualTo("GET /nowhere");
    }

    @Test
    void anEventWithoutRouteIsAFailureOfOurs() {
        assertThat(answer(routes(_ -> Reply.ok(Map.of())), new APIGatewayV2HTTPEvent())
                        .getStatusCode())
                .isEqualTo(500);
        assertThat(line().has("route")).isFalse();
    }

    @Test
    void theRouteKeysAreInTheOrderInWhichTheyWereAdded() {
        Routes routes = routes(_ -> Reply.ok(Map.of()))
                .on("PUT /b", _ -> Reply.noContent())
                .on("GET /c", _ -> Reply.noContent())
                .on("GET /a", _ -> Reply.noContent())
                .on("DELETE /d", _ -> Reply.noContent());

        assertThat(routes.keys()).containsExactly(Events.ROUTE, "PUT /b", "GET /c", "GET /a", "DELETE /d");
    }

    private APIGatewayV2HTTPResponse response(Routes.Endpoint endpoint) {
        return answer(routes(endpoint), Events.withBody("{}"));
    }

    private APIGatewayV2HTTPResponse answer(Routes routes, APIGatewayV2HTTPEvent event) {
        return new HttpFunction(routes::handle).answer(event, context);
    }

    private static Routes routes(Routes.Endpoint endpoint) {
        return new Routes(
                        Callers.byClaims(Events.CLIENT),
                        new HandClock(),
                        refusal -> Map.of("error", refusal.getClass().getSimpleName()))
                .on(Events.ROUTE, endpoint);
    }

    /// The one line that was logged.
    private JsonNode line() {
        assertThat(context.logged())
                .singleElement()
                .satisfies(line -> assertThat(line).doesNotContain("canary").doesNotContainPattern("\\p{Cntrl}"));
        return tree(context.logged().getFirst());
    }

    /// The one failure that the line tells of.
    private static JsonNode error(JsonNode line) {
        assertThat(line.path("errors")).hasSize(1);
        return line.path("errors").path(0);
    }

    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }

    record Answered(Refusal refusal, int status) {}
}
