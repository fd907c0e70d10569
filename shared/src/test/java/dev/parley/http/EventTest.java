package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.chat.Caller;
import dev.parley.chat.Refusal;
import dev.parley.chat.UserId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Events of a REST API, in payload format 1.0; those of an HTTP API are what every other test sends.
class EventTest {
    private static final Caller ADA = new Caller(new UserId("ada"), false);

    @Test
    void aRestApisEventSaysInOtherPlacesWhatAnHttpApisDoes() throws IOException {
        assertThat(event("""
            {"resource": "/things/{id}", "path": "/things/1", "httpMethod": "POST",
             "headers": {"Idempotency-Key": "b"},
             "multiValueHeaders": {"Idempotency-Key": ["a", "b"], "X-Other": ["c"]},
             "queryStringParameters": {"after": "2"},
             "multiValueQueryStringParameters": {"after": ["1", "2"], "é & =": ["+ %"]},
             "pathParameters": {"id": "1"}, "stageVariables": null,
             "requestContext": {"requestId": "r", "authorizer": {"claims": {"sub": "ada", "exp": "Thu"}}},
             "body": "{}", "isBase64Encoded": false}
            """))
                .isEqualTo(new Event(
                        "POST /things/{id}",
                        "/things/1",
                        "after=1&after=2&%C3%A9+%26+%3D=%2B+%25",
                        Map.of("idempotency-key", "a,b", "x-other", "c"),
                        Map.of("id", "1"),
                        Map.of("sub", "ada", "exp", "Thu"),
                        "r",
                        "{}",
                        false));
    }

    @Test
    void whatARestApiHasNothingToSayOfIsEmpty() throws IOException {
        assertThat(event("""
            {"resource": "/things", "path": "/things", "httpMethod": "GET", "headers": null,
             "multiValueHeaders": null, "queryStringParameters": null, "multiValueQueryStringParameters": null,
             "pathParameters": null, "requestContext": {"authorizer": null}, "body": null}
            """))
                .isEqualTo(new Event("GET /things", "/things", "", Map.of(), Map.of(), Map.of(), "", "", false));
    }

    @Test
    void whatARestApiHasDecodedIsReadAsItWasSent() throws IOException {
        Call call = new Call(
                event("{\"httpMethod\": \"GET\", \"multiValueQueryStringParameters\":"
                        + " {\"after\": [\"12\"], \"q\": [\"a+b&c=d é 😀 %41\"]}}"),
                ADA);

        assertThat(call.query().text("q")).contains("a+b&c=d é 😀 %41");
        assertThat(call.query().wholeNumber("after")).contains(12L);
    }

    @Test
    void aParameterThatCameTwiceIsRefusedHere() throws IOException {
        Event event =
                event("{\"httpMethod\": \"GET\", \"multiValueQueryStringParameters\": {\"after\": [\"1\", \"1\"]}}");

        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> new Call(event, ADA))
                .withMessage("after must be given once");
    }

    private static Event event(String json) throws IOException {
        return Event.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
