package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.server.ApiClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the agent API makes of requests that cannot be meant: each is refused in the document's envelope, or by the
/// gateway, and leaves nothing behind.
class AgentInputTest {
    private static final LocalServer SERVER = ChatbotUser.server();
    private static final String CREATE = "/sessions/create?agent_id=agent123";
    private static final String UPDATE = "/sessions/history/update/";
    private static final String SAID = AgentUser.message("user", "hello");

    private static final AgentUser ADA = AgentUser.of(SERVER);
    private static final String SESSION = ADA.create();

    private final AgentUser ada = AgentUser.of(SERVER);

    @BeforeAll
    static void begin() {
        ADA.say(SESSION, "user", "said before").as(200);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest
    @MethodSource({"bodies", "fields", "ids", "queries", "keys", "routes"})
    void aRequestThatCannotBeMeantIsRefusedAndLeavesNothingBehind(Bad bad) {
        JsonNode before = ADA.session(SESSION);

        Answer answer = bad.sentBy(ADA.api(), SESSION);

        if (!bad.isByGateway()) {
            JsonNode body = answer.body();
            assertThat(body.properties()).hasSize(2);
            assertThat(body.path("message").textValue()).matches("Failed to [a-z ]+\\.");
            assertThat(body.path("error").textValue()).startsWith(bad.words()).endsWith(".");
        }
        assertThat(ADA.session(SESSION)).isEqualTo(before);
        assertThat(ADA.ids("get_all/" + ADA.id())).containsExactly(SESSION);
    }

    static Stream<Bad> bodies() {
        return Bad.bodies("POST", UPDATE + Bad.SESSION, SAID);
    }

    /// Fields of a message that are missing, blank, of another type or beyond the limit.
    static Stream<Bad> fields() {
        String blank = "\"\\u200b\\u2060 \\ufeff\\t\\u00a0\"";
        Stream<Bad> roles = Stream.of(
                        "null", "\"\"", blank, "\"system\"", "\"User\"", "\" user\"", "\"tool\"", "1", "[\"user\"]")
                .map(json -> said("role", json));
        Stream<Bad> contents = Stream.of(
                        "null",
                        "\"\"",
                        "\" \\n\"",
                        blank,
                        "{}",
                        "7",
                        "[\"hello\"]",
                        "\"\\u0000\"",
                        "\"a\\ud800b\"",
                        "\"" + "x".repeat(256 * 1024 + 1) + "\"",
                        "\"" + "é".repeat(128 * 1024) + "x\"",
                        "\"a\",\"content\":\"b\"")
                .map(json -> said("content", json));
        Stream<Bad> missing = Stream.of(
                Bad.of("field", "POST", UPDATE + Bad.SESSION, "{}", 400, "role is required"),
                Bad.of("field", "POST", UPDATE + Bad.SESSION, "{\"role\":\"user\"}", 400, "content is required"),
                Bad.of("field", "POST", UPDATE + Bad.SESSION, "{\"content\":\"x\"}", 400, "role is required"));
        return Stream.of(roles, contents, missing).flatMap(bad -> bad);
    }

    /// A message in which one field has this JSON.
    private static Bad said(String field, String json) {
        ObjectNode message =
                Json.object().put("role", "user").put("content", "hello").put("x", 1);
        message.remove(field);
        String body = "{\"" + field + "\":" + json + "," + message.toString().substring(1);
        return Bad.of("field", "POST", UPDATE + Bad.SESSION, body, 400, field + " ");
    }

    /// Ids that no session can have, and one that none has.
    static Stream<Bad> ids() {
        Stream<Bad> malformed = Malformed.sessionIds().stream()
                .flatMap(id -> Stream.of(
                        about("GET", "/sessions/history/" + id),
                        about("DELETE", "/sessions/delete/" + id),
                        Bad.of("id", "POST", UPDATE + id, SAID, 404, "Session not found.")));
        Stream<Bad> others = Stream.of(
                about("GET", "/sessions/get/abc"),
                about("GET", "/sessions/history/recent/abc"),
                about("GET", "/sessions/history/recent/" + ChatbotUser.NOBODYS),
                about("GET", "/sessions/history/recent"),
                about("GET", "/sessions/get/" + Bad.SESSION + "%2F"),
                about("DELETE", "/sessions/delete/" + Bad.SESSION + "," + Bad.SESSION));
        return Stream.concat(malformed, others);
    }

    private static Bad about(String method, String target) {
        return Bad.of("id", method, target, "", 404, "Session not found.");
    }

    static Stream<Bad> queries() {
        List<String> sessions =
                List.of("history/" + Bad.SESSION, "history/recent/" + Bad.SESSION, "get/" + Bad.SESSION);
        List<String> lists = List.of("get_by_agent/agent123", "get_all/somebody");
        Stream<Bad> windows = Stream.of(
                        "limit=0",
                        "limit=-1",
                        "limit=1.5",
                        "limit=abc",
                        "limit=",
                        "limit=NaN",
                        "limit=1e1",
                        "limit=+5",
                        "limit=%EF%BC%91%EF%BC%90",
                        "limit=1&limit=2",
                        "skip=-1",
                        "skip=1000001",
                        "skip=99999999999999999999",
                        "skip=x",
                        "skip=0&skip=0")
                .flatMap(
                        query -> Stream.concat(sessions.stream(), lists.stream().limit(1))
                                .map(path -> query(path, query)));
        Stream<Bad> orders = Stream.of(
                        "sort_by=",
                        "sort_by=updated_at",
                        "sort_by=PK",
                        "sort_by=Created_At",
                        "sort_by=__proto__",
                        "sort_by=created_at&sort_by=created_at",
                        "sort_order=",
                        "sort_order=0",
                        "sort_order=2",
                        "sort_order=+1",
                        "sort_order=asc",
                        "sort_order=-1&sort_order=1",
                        "limit=0",
                        "skip=-1")
                .flatMap(query -> lists.stream().map(path -> query(path, query)));
        Stream<Bad> creates = Stream.of(
                        "-1", "", "1.0", "1e1", "99999999999999999999", "NaN", "3&max_context_results=3")
                .map(number -> Bad.of(
                        "query", "POST", CREATE + "&max_context_results=" + number, "", 400, "max_context_results "));
        return Stream.of(windows, orders, creates).flatMap(bad -> bad);
    }

    private static Bad query(String path, String query) {
        return Bad.of("query", "GET", "/sessions/" + path + "?" + query, "", 400, query.split("=", 2)[0] + " ");
    }

    static Stream<Bad> keys() {
        return Stream.concat(Malformed.keys(CREATE, ""), Malformed.keys(UPDATE + Bad.SESSION, SAID));
    }

    /// Methods and paths that the gateway knows nothing of.
    static Stream<Bad> routes() {
        return Stream.of(
                Bad.byGateway("GET", "/sessions/delete/" + Bad.SESSION, 404),
                Bad.byGateway("POST", "/sessions/delete/" + Bad.SESSION, 404),
                Bad.byGateway("DELETE", "/sessions/get/" + Bad.SESSION, 404),
                Bad.byGateway("POST", "/sessions/history/" + Bad.SESSION, 404),
                Bad.byGateway("GET", "/sessions/history/update/" + Bad.SESSION, 404),
                Bad.byGateway("POST", "/sessions/history/update", 404),
                Bad.byGateway("POST", "/sessions/create/", 404),
                Bad.byGateway("POST", "/Sessions/create", 404),
                Bad.byGateway("GET", "/sessions/history/" + Bad.SESSION + "/", 404),
                Bad.byGateway("GET", "/sessions/get_all/", 404),
                Bad.byGateway("GET", "/sessions/get_by_agent/agent123", 401).with("authorization: Bearer another"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-type: text/plain", "content-type: application/octet-stream", "x-nothing: 1"})
    void jsonIsTakenWhateverTheContentTypeSays(String header) {
        String id = ada.create();
        byte[] body = ("\uFEFF" + AgentUser.message("user", "élève 👧")).getBytes(StandardCharsets.UTF_8);
        ada.api().raw("POST", UPDATE + id, body, header).as(200);
        assertThat(ada.contents("history/" + id)).containsExactly("élève 👧");
    }

    @Test
    void bodiesAndParametersThatNobodyAskedForAreIgnored() {
        String id = ada.create();
        byte[] junk = "{\"limit\": ".getBytes(StandardCharsets.UTF_8);
        for (String path : List.of("get/" + id, "history/" + id, "history/recent/" + id, "get_all/" + ada.id())) {
            ada.api()
                    .raw("GET", "/sessions/" + path + "?page=x&agent_id=&user_id=" + id, junk)
                    .as(200);
        }
        ada.api()
                .raw("DELETE", "/sessions/delete/" + id + "?cascade=maybe", junk)
                .as(200);
    }

    @Test
    void whatACallerMayNotSetIsIgnored() {
        String eve = AgentUser.of(SERVER).id();
        String query = Arrays.stream(new String[] {"user_id", "owner", "sub", "number", "status", "session_id"})
                .map(name -> "&" + name + "=" + eve)
                .reduce("", String::concat);
        String id =
                ada.api().post(CREATE + query, "").as(201).path("session_id").textValue();
        ObjectNode said =
                Json.object().put("role", "user").put("content", "hello").put("seq", 7);
        Stream.of("id", "session_id", "user_id", "agent_id", "pk", "sk", "timestamp", "created_at", "expiresAt", "turn")
                .forEach(name -> said.put(name, eve));
        ada.api().post(UPDATE + id, said.toString()).as(200);

        assertThat(ada.session(id).path("user_id").textValue()).isEqualTo(ada.id());
        assertThat(ada.session(id).path("agent_id").textValue()).isEqualTo("agent123");
        assertThat(ada.session(id).path("history")).hasToString("[" + SAID + "]");
        assertThat(AgentUser.of(SERVER).ids("get_by_agent/agent123")).isEmpty();
    }
}
