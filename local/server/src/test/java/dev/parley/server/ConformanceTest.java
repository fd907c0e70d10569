package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.Conformance.Sent;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers and requests that are not as described are found, each by a fault of its own.
class ConformanceTest {
    private static final Sent SENT = new Sent("GET", "/sessions/" + "a".repeat(24), Optional.empty(), Optional.empty());
    private static final String SESSION = """
        {"success":true,"data":{"id":"aaaaaaaaaaaaaaaaaaaaaaaa","chatbotId":null,\
        "clientId":{"id":"client-1","name":null},"startTime":"2024-05-01T10:00:00.000Z","status":"ACTIVE",\
        "messages":[{"role":"user","content":"Hello","timestamp":"2024-05-01T10:01:00.000Z"}],"messageCount":1,\
        "metadata":{"any":["thing"]},"createdAt":"2024-05-01T10:00:00.000Z",\
        "updatedAt":"2024-05-01T10:01:00.000Z"}}\
        """;

    @Test
    void anAnswerAsDescribedHasNoFault() {
        Conformance.check(SENT, answer(200, SESSION));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"success\":true      | \"success\":false",
                "\"success\":true,     | ",
                "{\"success\"          | {\"more\":1,\"success\"",
                "{\"id\":\"aaaa        | {\"more\":1,\"id\":\"aaaa",
                "{\"id\":\"client-1\"  | {\"more\":1,\"id\":\"client-1\"",
                "{\"role\"             | {\"more\":1,\"role\"",
                "\"chatbotId\":null,   | ",
                "\"chatbotId\":null    | \"chatbotId\":\"support\"",
                "{\"id\":\"client-1\", | {",
                "\"ACTIVE\"            | \"active\"",
                "\"ACTIVE\"            | null",
                "\"user\"              | \"robot\"",
                "10:01:00.000Z         | 10:01:00Z",
                "2024-05-01T10:00      | 2024-13-01T10:00",
                "\"messageCount\":1    | \"messageCount\":\"1\"",
                "\"messageCount\":1    | \"messageCount\":-1",
                "\"metadata\":{        | \"title\":null,\"metadata\":{",
                "{\"any\":[\"thing\"]} | []",
            })
    void anAnswerThatIsNotAsDescribedIsFound(String there, String instead) {
        String broken = SESSION.replaceFirst(
                Pattern.quote(there.strip()), Matcher.quoteReplacement(instead == null ? "" : instead.strip()));

        assertThat(broken).isNotEqualTo(SESSION);
        assertThatThrownBy(() -> Conformance.check(SENT, answer(200, broken)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("validation.response.body.schema.");
    }

    @ParameterizedTest
    @CsvSource({
        "418, validation.response.status.unknown",
        "409, validation.response.status.unknown",
        "404, validation.response.body.schema.",
        "500, validation.response.body.schema."
    })
    void aStatusThatIsNotDescribedOrHasAnotherBodyIsFound(int status, String fault) {
        assertThatThrownBy(() -> Conformance.check(SENT, answer(status, SESSION)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(fault);
    }

    @Test
    void anotherEnvelopeIsFound() {
        Answer agents =
                answer(404, "{\"message\":\"Failed to retrieve session details.\",\"error\":\"Session not found.\"}");

        Conformance.check(new Sent("GET", "/sessions/get/x", Optional.empty(), Optional.empty()), agents);
        assertThatThrownBy(() -> Conformance.check(SENT, agents)).isInstanceOf(AssertionError.class);
    }

    @Test
    void aBodyThatIsNoJsonByItsTypeIsFound() {
        Answer text = new Answer(200, ApiClient.parsed(SESSION), headers("text/plain"), SESSION);

        assertThatThrownBy(() -> Conformance.check(SENT, text)).hasMessageContaining("contentType");
    }

    @Test
    void anEmptyAnswerIsFoundWhereThereIsToBeABody() {
        assertThatThrownBy(() -> Conformance.check(SENT, answer(200, "")))
                .hasMessageContaining("validation.response.body.missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"content\":\"\"}", "{\"content\":null}", "{\"content\":[\"Hello\"]}", "", "[]"})
    void aRequestThatIsNotAsDescribedAndIsTakenIsFound(String body) {
        Sent chat = new Sent("POST", "/sessions/chat?sessionId=" + "a".repeat(24), Optional.empty(), Optional.of(body));
        String taken = """
            {"success":true,"message":"Message successfully processed","data":\
            {"role":"assistant","content":"Hello","timestamp":"2024-05-01T10:01:00.000Z"}}\
            """;

        assertThatThrownBy(() -> Conformance.check(chat, answer(200, taken)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("validation.request.body.");
        Conformance.check(chat, answer(400, "{\"success\":false,\"message\":\"content is required\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=x", "skip=1000001", "status=OPEN", "chatbotId=%20"})
    void aParameterThatIsNotAsDescribedAndIsTakenIsFound(String query) {
        Sent list = new Sent("GET", "/sessions?" + query, Optional.empty(), Optional.empty());

        assertThat(Conformance.of("chatbot").faults(list)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "message.started      | message.begun       | no such event",
                "\"seq\":1            | \"seq\":0           | minimum",
                "{\"text\"            | {\"more\":1,\"text\"  | additionalProperties",
                "\"stopReason\":null, |                     | required",
                "message.completed    | message.delta       | another order",
            })
    void anEventThatIsNotAsDescribedIsFound(String there, String instead, String fault) {
        String stream = """
            event: message.started
            data: {"turnId":"x-1","seq":1}

            :

            event: message.delta
            id: 5
            data: {"text":"Hello"}

            event: message.completed
            data: {"message":null,"stopReason":null,"usage":null}

            """;
        String broken = stream.replace(there.strip(), instead == null ? "" : instead.strip());

        assertThat(faults(stream)).isEmpty();
        assertThat(broken).isNotEqualTo(stream);
        assertThat(faults(broken)).anyMatch(found -> found.contains(fault));
    }

    @Test
    void whatNoRouteTakesIsRefusedByTheGatewayAlone() {
        Sent nowhere = new Sent("GET", "/nowhere", Optional.empty(), Optional.empty());

        Conformance.check(nowhere, answer(404, "{\"message\":\"Not Found\"}"));
        assertThatThrownBy(() -> Conformance.check(nowhere, answer(200, "{\"message\":\"Found\"}")))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> Conformance.check(nowhere, answer(404, SESSION)))
                .isInstanceOf(AssertionError.class);
    }

    private static List<String> faults(String stream) {
        Answer answer = new Answer(200, MissingNode.getInstance(), headers("text/event-stream"), stream);
        return Conformance.of("stream").faults("POST", "/stream/{sessionId}", answer);
    }

    private static Answer answer(int status, String json) {
        return new Answer(status, ApiClient.parsed(json), headers("application/json; charset=utf-8"), json);
    }

    private static HttpHeaders headers(String contentType) {
        return HttpHeaders.of(Map.of("content-type", List.of(contentType)), (_, _) -> true);
    }
}
