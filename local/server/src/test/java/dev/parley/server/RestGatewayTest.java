package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestGatewayTest {
    private static final String PAGE = "https://app.example.com";
    private static final TestApi API = new TestApi(Duration.ofSeconds(30), List.of(PAGE, "http://localhost:8080"));
    private static final TestApi CLOSED = new TestApi();

    @AfterAll
    static void close() {
        API.close();
        CLOSED.close();
    }

    @Test
    void theEventIsThatOfARestApi() {
        JsonNode event = event(API.send(API.request("/trickles/event?after=1&after=2&x=a%20b")
                .header("X-One", "1")
                .GET()));

        assertThat(event.path("resource").asText()).isEqualTo("/trickles/{way}");
        assertThat(event.path("path").asText()).isEqualTo("/trickles/event");
        assertThat(event.path("httpMethod").asText()).isEqualTo("GET");
        assertThat(event.path("pathParameters")).hasToString("{\"way\":\"event\"}");
        assertThat(event.path("queryStringParameters")).hasToString("{\"after\":\"2\",\"x\":\"a b\"}");
        assertThat(event.path("multiValueQueryStringParameters"))
                .hasToString("{\"after\":[\"1\",\"2\"],\"x\":[\"a b\"]}");
        assertThat(event.at("/headers/X-One").asText()).isEqualTo("1");
        assertThat(event.at("/multiValueHeaders/X-One")).hasToString("[\"1\"]");
        assertThat(event.path("body").isNull()).isTrue();
        assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
        assertThat(event.at("/requestContext/stage").asText()).isEqualTo("live");
        assertThat(event.at("/requestContext/path").asText()).isEqualTo("/live/trickles/event");
        assertThat(event.at("/requestContext/resourcePath").asText()).isEqualTo("/trickles/{way}");
        assertThat(event.at("/requestContext/requestTimeEpoch").asLong()).isEqualTo(1_767_261_600_000L);
    }

    @Test
    void whatARequestLacksIsNullInTheEvent() {
        JsonNode event = event(API.get("/trickles/event"));

        assertThat(event.path("queryStringParameters").isNull()).isTrue();
        assertThat(event.path("multiValueQueryStringParameters").isNull()).isTrue();
        assertThat(event.path("stageVariables").isNull()).isTrue();
    }

    @Test
    void aBodyIsTextWhateverItsType() {
        HttpResponse<String> response = API.send(API.request("/trickles/event")
                .header("content-type", "application/octet-stream")
                .POST(BodyPublishers.ofString("{\"content\":\"ä😀\"}")));

        assertThat(event(response).path("body").asText()).isEqualTo("{\"content\":\"ä😀\"}");
    }

    @Test
    void claimsAreTextsWithListsJoinedByCommasAndTimesWrittenOut() {
        String token = token(claims -> {
            claims.putArray("cognito:groups").add("admins").add("staff");
            claims.put("exp", 1_767_265_200L).put("email_verified", true);
        });

        JsonNode claims = event(API.send(
                        HttpRequest.newBuilder(API.uri("/trickles/event")).header("Authorization", token)))
                .at("/requestContext/authorizer/claims");

        assertThat(claims.path("cognito:groups").textValue()).isEqualTo("admins,staff");
        assertThat(claims.path("exp").textValue()).isEqualTo("Thu Jan 01 11:00:00 UTC 2026");
        assertThat(claims.path("email_verified").textValue()).isEqualTo("true");
    }

    @Test
    void everyAnswerNamesItsRequest() {
        assertThat(API.get("/trickles/event").headers().firstValue("x-amzn-requestid"))
                .isPresent();
        assertThat(send("/trickles/event", "nonsense").headers().firstValue("x-amzn-requestid"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "Bearer nonsense", ""})
    void aTokenThatIsNoneIsUnauthorized(String authorization) {
        refused(send("/trickles/event", authorization), 401, "Unauthorized", "UnauthorizedException");
    }

    @Test
    void aRequestWithoutATokenIsUnauthorized() {
        refused(
                API.send(HttpRequest.newBuilder(API.uri("/trickles/event"))),
                401,
                "Unauthorized",
                "UnauthorizedException");
    }

    @Test
    void aTokenWithoutTheScopesIsUnauthorized() {
        String token = token(claims -> claims.put("scope", "openid"));

        refused(send("/trickles/event", token), 401, "Unauthorized", "UnauthorizedException");
    }

    @Test
    void aTokenThatHasExpiredIsToldSo() {
        String token = token(claims -> claims.put("exp", 1_767_261_600L));

        refused(send("/trickles/event", token), 401, "The incoming token has expired", "ExpiredTokenException");
    }

    @Test
    void aMethodThatAResourceDoesNotHaveIsForbiddenInTheWordsOfARestApi() {
        HttpResponse<String> response = API.send(API.request("/trickles/event").method("PUT", BodyPublishers.noBody()));

        refused(response, 403, "Missing Authentication Token", "MissingAuthenticationTokenException");
    }

    @Test
    void aPathThatIsNoResourceIsLeftToTheHttpApi() {
        assertThat(API.get("/trickles").statusCode()).isEqualTo(404);
        assertThat(API.get("/things").statusCode()).isEqualTo(200);
    }

    @Test
    void aPreflightOfAListedOriginIsGrantedWithoutAToken() {
        HttpResponse<String> response = preflight(API, PAGE);

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("access-control-allow-origin")).contains(PAGE);
        assertThat(response.headers().firstValue("access-control-allow-methods"))
                .contains("GET,POST");
        assertThat(response.headers().firstValue("access-control-max-age")).contains("600");
    }

    @Test
    void aPreflightOfAnotherOriginGrantsNothing() {
        assertThat(preflight(API, "https://evil.example.com").headers().map().keySet())
                .noneMatch(name -> name.startsWith("access-control-"));
        assertThat(preflight(CLOSED, PAGE).headers().map().keySet())
                .noneMatch(name -> name.startsWith("access-control-"));
    }

    @Test
    void theGatewaysOwnRefusalsAreReadableByPagesWhereSomeMayCall() {
        assertThat(send("/trickles/event", "nonsense").headers().firstValue("access-control-allow-origin"))
                .contains("*");
        assertThat(CLOSED.send(HttpRequest.newBuilder(CLOSED.uri("/trickles/event")))
                        .headers()
                        .firstValue("access-control-allow-origin"))
                .isEmpty();
    }

    private static void refused(HttpResponse<String> response, int status, String message, String type) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo("{\"message\":\"" + message + "\"}");
        assertThat(response.headers().firstValue("x-amzn-errortype")).contains(type);
    }

    private static HttpResponse<String> send(String path, String authorization) {
        return API.send(HttpRequest.newBuilder(API.uri(path)).header("Authorization", authorization));
    }

    private static HttpResponse<String> preflight(TestApi api, String origin) {
        return api.send(HttpRequest.newBuilder(api.uri("/trickles/event"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST"));
    }

    private static String token(Consumer<ObjectNode> change) {
        return TestApi.FORGER.withClaims(change);
    }

    private static JsonNode event(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Json.parseObject(response.body().getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }
}
