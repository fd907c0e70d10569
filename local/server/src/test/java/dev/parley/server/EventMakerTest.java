package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.standins.HandClock;
import dev.parley.standins.Template.Route;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventMakerTest {
    private static final TestApi API = new TestApi();
    private static final RequestId ID = new RequestId(UUID.fromString("00112233-4455-4677-8899-aabbccddeeff"));
    private static final String NOTHING = "";

    private final EventMaker events = new EventMaker(new Address("127.0.0.1", 3000), new HandClock());

    @AfterAll
    static void close() {
        API.close();
    }

    @Test
    void anEventIsWhatApiGatewaySends() {
        String expected = """
            {
              "version": "2.0",
              "routeKey": "POST /things/{id}",
              "rawPath": "/things/a b",
              "rawQueryString": "x=1&y=%20z",
              "cookies": ["a=1", "b=2"],
              "headers": {
                "authorization": "Bearer token",
                "content-length": "7",
                "content-type": "application/json",
                "host": "127.0.0.1:3000",
                "user-agent": "test/1",
                "x-amzn-trace-id": "Root=1-695645a0-445546778899aabbccddeeff",
                "x-forwarded-for": "127.0.0.1",
                "x-forwarded-port": "3000",
                "x-forwarded-proto": "http"
              },
              "queryStringParameters": {"x": "1", "y": " z"},
              "requestContext": {
                "accountId": "123456789012",
                "apiId": "local",
                "domainName": "127.0.0.1",
                "domainPrefix": "127",
                "requestId": "VUZ3iJmqu8zd7v8=",
                "stage": "$default",
                "time": "01/Jan/2026:10:00:00 +0000",
                "timeEpoch": 1767261600000,
                "http": {
                  "method": "POST",
                  "path": "/things/a b",
                  "protocol": "HTTP/1.1",
                  "sourceIp": "127.0.0.1",
                  "userAgent": "test/1"
                },
                "routeKey": "POST /things/{id}",
                "authorizer": {"jwt": {"claims": {"sub": "ada"}, "scopes": ["parley/chat"]}}
              },
              "pathParameters": {"id": "a b"},
              "body": "{\\"a\\":1}",
              "isBase64Encoded": false
            }
            """;

        ObjectNode event = event(
                "/things/a%20b?x=1&y=%20z",
                "{\"a\":1}".getBytes(StandardCharsets.UTF_8),
                "Authorization: Bearer token",
                "Content-Length: 7",
                "Content-Type: application/json",
                "Cookie: a=1; b=2",
                "Host: 127.0.0.1:3000",
                "User-Agent: test/1",
                "Connection: keep-alive",
                "Transfer-Encoding: chunked");

        assertThat(event)
                .hasToString(Json.parseObject(expected.getBytes(StandardCharsets.UTF_8))
                        .orElseThrow()
                        .toString());
    }

    @Test
    void whatARequestLacksTheEventLacks() {
        ObjectNode event = event("/things", new byte[0]);

        assertThat(event.properties().stream().map(Map.Entry::getKey))
                .containsExactly(
                        "version",
                        "routeKey",
                        "rawPath",
                        "rawQueryString",
                        "headers",
                        "requestContext",
                        "pathParameters",
                        "isBase64Encoded");
        assertThat(event.path("rawQueryString").asText()).isEmpty();
        assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
    }

    @Test
    void repeatedHeadersAreJoinedWithCommasUnderTheirNameInLowerCase() {
        assertThat(event("/things", new byte[0], "X-One: 1", "x-one: 2", "X-ONE: 3, 4")
                        .at("/headers/x-one")
                        .asText())
                .isEqualTo("1,2,3, 4");
    }

    @Test
    void everyCookieLineIsSplit() {
        assertThat(event("/things", new byte[0], "Cookie: a=1; b=2", "Cookie: c=3")
                        .path("cookies")
                        .toString())
                .isEqualTo("[\"a=1\",\"b=2\",\"c=3\"]");
    }

    @Test
    void aProxysAddressStaysBeforeTheCallers() {
        assertThat(event("/things", new byte[0], "X-Forwarded-For: 203.0.113.9")
                        .at("/headers/x-forwarded-for")
                        .asText())
                .isEqualTo("203.0.113.9, 127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1&a=2&b=3 | {\"a\":\"1,2\",\"b\":\"3\"}",
                "a=1,2&a=3 | {\"a\":\"1,2,3\"}",
                "a | {\"a\":\"\"}",
                "a=&b | {\"a\":\"\",\"b\":\"\"}",
                "a=b=c | {\"a\":\"b=c\"}",
                "a+b=c+d%2B | {\"a b\":\"c d+\"}",
                "%C3%A4=%F0%9F%98%80 | {\"ä\":\"😀\"}",
                "=x | {\"\":\"x\"}",
                "&&a=1& | {\"a\":\"1\"}",
                "a=%zz | {\"a\":\"%zz\"}"
            })
    void queryParametersAreDecodedAndRepeatedOnesJoined(String query, String parameters) {
        ObjectNode event = event("/things?" + query, new byte[0]);

        assertThat(event.path("queryStringParameters")).hasToString(parameters);
        assertThat(event.path("rawQueryString").asText()).isEqualTo(query);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON; charset=utf-8",
                "text/plain",
                "text/anything",
                "application/xml",
                "application/javascript"
            })
    void aBodyOfATextTypeIsText(String type) {
        ObjectNode event = event("/things", "ä😀".getBytes(StandardCharsets.UTF_8), "Content-Type: " + type);

        assertThat(event.path("body").asText()).isEqualTo("ä😀");
        assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                NOTHING,
                "application/x-www-form-urlencoded",
                "application/octet-stream",
                "multipart/form-data; boundary=x",
                "application/problem+json",
                "image/png"
            })
    void aBodyOfAnyOtherTypeIsBase64(String type) {
        byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        ObjectNode event = type.isEmpty() ? event("/things", body) : event("/things", body, "Content-Type: " + type);

        assertThat(event.path("body").asText()).isEqualTo("eyJhIjoxfQ==");
        assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
    }

    @Test
    void aBodyThatIsNoUtf8IsBase64WhateverItsType() {
        byte[] body = {'"', (byte) 0xC3, '"'};
        ObjectNode event = event("/things", body, "Content-Type: application/json");

        assertThat(Base64.getDecoder().decode(event.path("body").asText())).isEqualTo(body);
        assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"text\" | text",
                "1787996002 | 1787996002",
                "1.5 | 1.5",
                "1e3 | 1000",
                "true | true",
                "[\"admins\",\"staff\"] | [admins staff]",
                "[\"admins\"] | [admins]",
                "[] | []",
                "[1,[\"x admin\"]] | [1 [x admin]]",
                "{\"a\":1,\"b\":\"c\"} | map[a:1 b:c]"
            })
    void everyClaimIsAText(String claim, String text) {
        ObjectNode claims = Json.parseObject(("{\"claim\":" + claim + "}").getBytes(StandardCharsets.UTF_8))
                .orElseThrow();

        assertThat(Claims.asTexts(claims).path("claim").textValue()).isEqualTo(text);
    }

    @Test
    void aTokenWithoutScopesHasNoneInTheEvent() {
        ObjectNode event =
                events.event(call("/things", new byte[0]), match(), new Verdict.Allowed(Json.object(), List.of()), ID);

        assertThat(event.at("/requestContext/authorizer/jwt/scopes").isNull()).isTrue();
    }

    @Test
    void theFunctionGetsTheEventAsLambdaReadsIt() {
        JsonNode event = Json.parseObject(
                        API.get("/things/a%20b?x=1&x=2").body().getBytes(StandardCharsets.UTF_8))
                .orElseThrow();

        assertThat(event.path("version").asText()).isEqualTo("2.0");
        assertThat(event.path("routeKey").asText()).isEqualTo("GET /things/{id}");
        assertThat(event.path("rawPath").asText()).isEqualTo("/things/a b");
        assertThat(event.path("rawQueryString").asText()).isEqualTo("x=1&x=2");
        assertThat(event.at("/queryStringParameters/x").asText()).isEqualTo("1,2");
        assertThat(event.at("/pathParameters/id").asText()).isEqualTo("a b");
        assertThat(event.path("cookies").isNull()).isTrue();
        assertThat(event.path("body").isNull()).isTrue();
        assertThat(event.at("/requestContext/routeKey").asText()).isEqualTo("GET /things/{id}");
        assertThat(event.at("/requestContext/timeEpoch").asLong()).isEqualTo(1_767_261_600_000L);
        assertThat(event.at("/requestContext/http/method").asText()).isEqualTo("GET");
        assertThat(event.at("/requestContext/authorizer/jwt/claims/exp").textValue())
                .isEqualTo("1767265200");
        assertThat(event.at("/requestContext/authorizer/jwt/scopes")).hasToString("[\"parley/chat\"]");
    }

    private ObjectNode event(String target, byte[] body, String... headers) {
        Verdict.Allowed caller = new Verdict.Allowed(Json.object().put("sub", "ada"), List.of("parley/chat"));
        return events.event(call(target, body, headers), match(), caller, ID);
    }

    private static HttpCall call(String target, byte[] body, String... headers) {
        String[] parts = target.split("\\?", 2);
        List<Header> lines = Arrays.stream(headers)
                .map(header -> header.split(": ", 2))
                .map(header -> new Header(header[0], header[1]))
                .toList();
        return new HttpCall(
                new HttpCall.Line("POST", parts[0], parts.length < 2 ? "" : parts[1], "HTTP/1.1"),
                new Headers(lines),
                ByteBuffer.wrap(body),
                "127.0.0.1");
    }

    private static RouteTable.Match match() {
        return new RouteTable.Match(new Route("POST", "/things/{id}", "H::h", "F"), Map.of("id", "a b"));
    }
}
