package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.server.ApiClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the basic API makes of requests that cannot be meant: each is refused in the document's envelope, or by the
/// gateway, and leaves nothing behind.
class BasicInputTest {
    private static final LocalServer SERVER = ChatbotUser.server();
    private static final ChatbotUser ADA = ChatbotUser.of(SERVER);
    private static final String SESSION = ADA.createTitled("as it was");
    private static final String BEFORE = ADA.get(SESSION).text();
    private static final String SESSIONS = "/api/chat_sessions";
    private static final String GOOD = "{\"title\":\"x\"}";

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest
    @MethodSource({"bodies", "fields", "ids", "others", "routes"})
    void aRequestThatCannotBeMeantIsRefusedAndLeavesNothingBehind(Bad bad) {
        Answer answer = bad.sentBy(ADA.api(), "1");

        if (bad.status() == 404 && !bad.isByGateway()) {
            assertThat(answer.text()).isEqualTo("{\"errors\":\"Not Found\"}");
        } else if (!bad.isByGateway()) {
            assertThat(answer.body().fieldNames()).toIterable().containsExactly("errors", "detail");
            assertThat(answer.body().path("errors").textValue()).isEqualTo("Bad Request");
            assertThat(answer.body().path("detail").textValue()).startsWith(bad.words());
        }
        assertThat(ADA.get(SESSION).text()).isEqualTo(BEFORE);
        assertThat(ADA.ids("limit=100")).containsExactly(SESSION);
    }

    static Stream<Bad> bodies() {
        return Stream.concat(
                Bad.bodies("POST", SESSIONS, GOOD),
                Stream.of(SESSIONS + "/1", "/api/contacts/1")
                        .flatMap(path -> Stream.of("", "{\"title\":\"x\",}", "[]", "null", "\"title\"")
                                .map(body -> Bad.of("body", "PUT", path, body, 400, "body "))));
    }

    static Stream<Bad> fields() {
        String[][] creates = {{"{}", "title is required"}, {"{\"Title\":\"x\"}", "title is required"}};
        String[][] titles = {
            {"{\"title\":null}", "title must not be null"},
            {"{\"title\":\"\"}", "title must not be blank"},
            {"{\"title\":\" \\t\\n\"}", "title must not be blank"},
            {"{\"title\":\"\\u200b\\u2060 \\ufeff\\u00a0\"}", "title must not be blank"},
            {"{\"title\":5}", "title must be a string"},
            {"{\"title\":true}", "title must be a string"},
            {"{\"title\":{}}", "title must be a string"},
            {"{\"title\":[\"x\"]}", "title must be a string"},
            {"{\"title\":\"" + "t".repeat(257) + "\"}", "title must be at most 256 characters"},
            {"{\"title\":\"" + "👧".repeat(257) + "\"}", "title must be at most 256 characters"},
            {"{\"title\":\"a\\u0000b\"}", "title "},
            {"{\"title\":\"\\ud800\"}", "title "},
            {"{\"title\":\"a\",\"title\":\"b\"}", "title must be given once"}
        };
        return Stream.of(
                        Bad.fields("POST", SESSIONS, creates),
                        Bad.fields("POST", SESSIONS, titles),
                        Bad.fields("PUT", SESSIONS + "/1", titles),
                        Bad.fields("PUT", "/api/contacts/1", titles))
                .flatMap(cases -> cases);
    }

    /// What is no number from 1 up, written plainly; and numbers that no session has.
    static Stream<Bad> ids() {
        Stream<Bad> malformed = Stream.of(
                        "0",
                        "00",
                        "-1",
                        "+1",
                        "%2B1",
                        "01",
                        "1.0",
                        "1.5",
                        "1e0",
                        "0x1",
                        "1_0",
                        "%201",
                        "1%20",
                        "1%0A",
                        "1%00",
                        "1,2",
                        "abc",
                        "null",
                        "NaN",
                        "%EF%BC%91",
                        "%D9%A1",
                        "1%23",
                        "1%2F2",
                        "%2F1",
                        "..",
                        "%2e",
                        "{id}",
                        "1;x=1",
                        "1%FF",
                        SESSION,
                        "a".repeat(2_048))
                .flatMap(id -> onEveryPath(id, 400));
        Stream<Bad> unknown = Stream.of(
                        "2",
                        "2147483648",
                        "9007199254740993",
                        "9223372036854775808",
                        "18446744073709551617",
                        "1" + "0".repeat(2_000))
                .flatMap(id -> onEveryPath(id, 404));
        return Stream.concat(malformed, unknown);
    }

    private static Stream<Bad> onEveryPath(String id, int status) {
        return Stream.of(
                Bad.of("id", "GET", SESSIONS + "/" + id, "", status, "sessionId "),
                Bad.of("id", "PUT", "/api/contacts/" + id, GOOD, status, "contactId "),
                Bad.of("id", "DELETE", "/api/chat_session/" + id, "", status, "chatSessionId "));
    }

    /// Idempotency keys and queries.
    static Stream<Bad> others() {
        return Stream.concat(
                Malformed.keys(SESSIONS, GOOD),
                Stream.of(
                        Bad.of("query", "GET", SESSIONS + "/1?x=1&x=2", "", 400, "x must be given once"),
                        Bad.of("query", "PUT", SESSIONS + "/1?x=%FF", GOOD, 400, "x ")));
    }

    static Stream<Bad> routes() {
        return Stream.of(
                Bad.byGateway("GET", SESSIONS, 404),
                Bad.byGateway("PUT", SESSIONS, 404),
                Bad.byGateway("POST", SESSIONS + "/1", 404),
                Bad.byGateway("PATCH", SESSIONS + "/1", 404),
                Bad.byGateway("GET", SESSIONS + "/", 404),
                Bad.byGateway("GET", SESSIONS + "/1/", 404),
                Bad.byGateway("GET", "/api/contacts/1", 404),
                Bad.byGateway("DELETE", "/api/contacts/1", 404),
                Bad.byGateway("POST", "/api/contacts", 404),
                Bad.byGateway("GET", "/api/chat_session/1", 404),
                Bad.byGateway("PUT", "/api/chat_session/1", 404),
                Bad.byGateway("GET", "/API/chat_sessions/1", 404),
                Bad.byGateway("DELETE", SESSIONS + "/1", 401).with("authorization: Bearer another"));
    }

    @Test
    void whatACallerMayNotSetIsIgnored() {
        ChatbotUser eve = ChatbotUser.of(SERVER);
        ObjectNode body = Json.object().put("title", "hers");
        List.of("id", "number", "is_active", "owner", "sub", "created_at", "status", "chatbotId", "pk", "__proto__", "")
                .forEach(name -> body.put(name, 7));
        JsonNode plain = eve.api().post(SESSIONS, GOOD).as(201).path("data");

        JsonNode made = eve.api().post(SESSIONS, body.toString()).as(201).path("data");
        JsonNode changed =
                eve.api().put(SESSIONS + "/1", body.toString()).as(200).path("data");

        assertThat(made.path("id").longValue()).isEqualTo(2);
        assertThat(made.path("is_active").textValue()).isEqualTo("true");
        assertThat(made.path("created_at").textValue()).startsWith("20");
        assertThat(changed).isEqualTo(((ObjectNode) plain.deepCopy()).put("title", "hers"));
        assertThat(eve.list("").path("results").path(0).path("chatbotId").isNull())
                .isTrue();
    }

    @Test
    void jsonIsTakenWhateverTheContentTypeSaysAndABodyWhereNoneIsMeantIsIgnored() {
        ApiClient eve = ChatbotUser.of(SERVER).api();
        byte[] body = ("\uFEFF" + GOOD).getBytes(StandardCharsets.UTF_8);
        eve.raw("POST", SESSIONS, body, "content-type: text/plain").as(201);
        eve.raw("POST", SESSIONS, body).as(201);
        eve.raw("GET", SESSIONS + "/1", body).as(200);
        eve.raw("DELETE", SESSIONS + "/1", "{".getBytes(StandardCharsets.UTF_8)).as(200);
    }
}
