package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {
    private static final TestApi API = new TestApi();

    @AfterAll
    static void close() {
        API.close();
    }

    @Test
    void aRequestOfARouteReachesItsFunction() {
        HttpResponse<String> response = API.get("/things/7");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.body()).contains("\"routeKey\":\"GET /things/{id}\"");
    }

    @Test
    void everyAnswerNamesItsRequest() {
        assertThat(API.get("/things").headers().firstValue("apigw-requestid")).isPresent();
        assertThat(API.get("/nothing").headers().firstValue("apigw-requestid")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /nothing",
                "GET /",
                "GET /things/",
                "GET //things",
                "GET ///things/7",
                "GET /things//",
                "GET /THINGS",
                "GET /things;x",
                "GET /things/../things",
                "GET /./things",
                "GET /things/7/parts/",
                "GET /things/%/%zz",
                "GET /%2e%2e/%00/x",
                "DELETE /things",
                "PATCH /things/7",
                "HEAD /things",
                "OPTIONS /things",
                "OPTIONS *",
                "FOO /things",
                "get /things",
                "GET /local/nothing"
            })
    void whatNoRouteFitsIsNotFoundWhateverItsShape(String request) {
        String answer = API.raw(request + " HTTP/1.1", API.authorization());

        assertThat(answer)
                .startsWith("HTTP/1.1 404")
                .endsWith(request.startsWith("HEAD") ? "\r\n\r\n" : "\r\n\r\n{\"message\":\"Not Found\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "%, %",
        "%zz, %zz",
        "%00, \\u0000",
        "a%2Fb, a/b",
        "%5c, \\\\",
        "a;b=c, a;b=c",
        "%2e%2e, ..",
        "ä, ä",
        "a|{b}^`<>, a|{b}^`<>",
        "%u0041, %u0041"
    })
    void anyTextMayStandForAVariable(String segment, String value) {
        assertThat(API.raw("GET /things/" + segment + "?%=%&a HTTP/1.1", API.authorization()))
                .startsWith("HTTP/1.1 200")
                .contains("\"rawQueryString\":\"%=%&a\"")
                .contains("\"pathParameters\":{\"id\":\"" + value + "\"}");
    }

    @Test
    void anUnknownPathNeedsNoToken() {
        assertThat(API.send(HttpRequest.newBuilder(API.uri("/nothing"))).statusCode())
                .isEqualTo(404);
    }

    @Test
    void anAbsoluteTargetIsRoutedByItsPath() {
        assertThat(API.raw("GET http://elsewhere.test/things/special HTTP/1.1", API.authorization()))
                .contains("\"routeKey\":\"GET /things/special\"");
    }

    @Test
    void aBodyAboveTenMegabytesIsTooLarge() {
        HttpResponse<String> response =
                API.send(API.request("/things").POST(BodyPublishers.ofByteArray(new byte[HttpCall.BODY_LIMIT + 1])));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).isEqualTo("{\"message\":\"Request Entity Too Large\"}");
    }

    @Test
    void anEventAboveSixMegabytesIsTooLarge() {
        int calls = EchoFunction.CALLS.get();
        HttpResponse<String> response = API.post("/things", "x".repeat(LambdaHost.PAYLOAD_LIMIT));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).isEqualTo("{\"message\":\"Request Entity Too Large\"}");
        assertThat(EchoFunction.CALLS).hasValue(calls);
    }

    @Test
    void aBinaryBodyCountsAsItsBase64() {
        byte[] body = new byte[LambdaHost.PAYLOAD_LIMIT * 3 / 4];

        assertThat(API.send(API.request("/things").POST(BodyPublishers.ofByteArray(body)))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void aLargeBodyWithinTheLimitsIsTaken() {
        HttpResponse<String> response = API.post("/moods/statusless", "x".repeat(5_000_000));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void aLargeBodyWithoutATokenIsHeardOutAndRefused() {
        HttpResponse<String> response = API.send(
                HttpRequest.newBuilder(API.uri("/things")).POST(BodyPublishers.ofByteArray(new byte[12_000_000])));

        assertThat(response.statusCode()).isEqualTo(401);
    }

    @Test
    void aHeadOfTenKilobytesIsTakenAndOneMoreByteIsTooLarge() {
        String line = "GET /things HTTP/1.1";
        String[] fixed = {
            "Host", "local", "Connection", "close", "Authorization", "Bearer " + API.accessToken(), "X-Filler"
        };
        int rest = 10_240
                - line.length()
                - Arrays.stream(fixed).mapToInt(String::length).sum();

        assertThat(API.raw(line, "Authorization: " + fixed[5], "X-Filler: " + "x".repeat(rest)))
                .startsWith("HTTP/1.1 200");
        assertThat(API.raw(line, "Authorization: " + fixed[5], "X-Filler: " + "x".repeat(rest + 1)))
                .startsWith("HTTP/1.1 431")
                .endsWith("{\"message\":\"Request Header Fields Too Large\"}");
    }

    @Test
    void aHeadThatTheServerCannotHoldIsTooLargeAllTheSame() {
        assertThat(API.raw("GET /things HTTP/1.1", "X-Filler: " + "x".repeat(65_530)))
                .startsWith("HTTP/1.1 431")
                .endsWith("{\"message\":\"Request Header Fields Too Large\"}");
    }

    @Test
    void whatIsNoHttpIsABadRequest() {
        assertThat(API.raw("GET /things HTTP/1.1", "no header"))
                .startsWith("HTTP/1.1 400")
                .endsWith("{\"message\":\"Bad Request\"}");
    }
}
