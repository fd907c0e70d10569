package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.server.ApiClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the chatflow API makes of requests that cannot be meant: each is refused in its envelope, or by the
/// gateway, and leaves nothing behind.
class ChatflowInputTest {
    private static final LocalServer SERVER = ChatbotUser.server();
    private static final ChatbotUser ADA = ChatbotUser.of(SERVER);
    private static final String SESSION = ADA.createTitled("as it was");
    private static final String BEFORE = ADA.get(SESSION).text();
    private static final String BASE = "/chat-sessions/";
    private static final String FLOW = "{\"chatflowId\":\"support\"}";
    private static final String CHAT = "{\"chatId\":\"" + Bad.SESSION + "\"}";

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest
    @MethodSource({"bodies", "creates", "lists", "updates", "ids", "keys", "routes"})
    void aRequestThatCannotBeMeantIsRefusedAndLeavesNothingBehind(Bad bad) {
        Answer answer = bad.sentBy(ADA.api(), SESSION);

        if (!bad.isByGateway()) {
            assertThat(answer.body().fieldNames()).toIterable().containsExactly("success", "message");
            assertThat(answer.body().path("success")).hasToString("false");
            assertThat(answer.body().path("message").textValue()).startsWith(bad.words());
        }
        assertThat(ADA.get(SESSION).text()).isEqualTo(BEFORE);
        assertThat(ADA.ids("limit=100")).containsExactly(SESSION);
    }

    static Stream<Bad> bodies() {
        Stream<Bad> others = Stream.of("list", "get", "update", "delete")
                .flatMap(name -> Stream.of(
                                "", "{\"chatId\":\"" + Bad.SESSION + "\",}", "[" + CHAT + "]", "null", "\"x\"")
                        .map(body -> Bad.of("body", "POST", BASE + name, body, 400, "body ")));
        return Stream.concat(Bad.bodies("POST", BASE + "create", FLOW), others);
    }

    static Stream<Bad> creates() {
        String[][] flows = {
            {"{}", "chatflowId is required"},
            {"{\"chatflowid\":\"support\"}", "chatflowId is required"},
            {"{\"chatflowId\":null}", "chatflowId must not be null"},
            {"{\"chatflowId\":\"\"}", "chatflowId must not be blank"},
            {"{\"chatflowId\":\"\\u200b \\ufeff\"}", "chatflowId must not be blank"},
            {"{\"chatflowId\":1}", "chatflowId must be a string"},
            {"{\"chatflowId\":{\"id\":\"support\"}}", "chatflowId must be a string"},
            {"{\"chatflowId\":\"a#b\"}", "chatflowId must be 1 to 128 "},
            {"{\"chatflowId\":\"a/b\"}", "chatflowId must be 1 to 128 "},
            {"{\"chatflowId\":\"a b\"}", "chatflowId must be 1 to 128 "},
            {"{\"chatflowId\":\"é\"}", "chatflowId must be 1 to 128 "},
            {"{\"chatflowId\":\"" + "f".repeat(129) + "\"}", "chatflowId must be 1 to 128 "},
            {"{\"chatflowId\":\"a\",\"chatflowId\":\"b\"}", "chatflowId must be given once"}
        };
        String[][] titles = {
            {with(FLOW, "\"title\":5"), "title must be a string"},
            {with(FLOW, "\"title\":{}"), "title must be a string"},
            {with(FLOW, "\"title\":\"" + "t".repeat(257) + "\""), "title must be at most 256 characters"},
            {with(FLOW, "\"title\":\"a\\u0000\""), "title "},
            {with(FLOW, "\"title\":\"\\udc00\""), "title "}
        };
        return Stream.of(
                        Bad.fields("POST", BASE + "create", flows),
                        Bad.fields("POST", BASE + "list", flows),
                        Bad.fields("POST", BASE + "create", titles))
                .flatMap(cases -> cases);
    }

    static Stream<Bad> lists() {
        Stream<String> none = Stream.of("0", "-1", "-99999999999999999999");
        Stream<String> odd = Stream.of("1.5", "1.0", "1e1", "\"1\"", "null", "true", "[1]", "{}", "\"\"", "1e308");
        return Stream.of(
                        Stream.concat(none, odd)
                                .flatMap(value -> Stream.of("page", "limit").map(field -> window(field, value))),
                        Stream.of("100002", "2147483648", "9223372036854775807", "99999999999999999999")
                                .map(value -> window("page", value)),
                        Stream.of(
                                Bad.of(
                                        "far",
                                        "POST",
                                        BASE + "list",
                                        with(FLOW, "\"page\":10002,\"limit\":500"),
                                        400,
                                        "page "),
                                window("limit", "1,\"limit\":1"),
                                Bad.of("NaN", "POST", BASE + "list", with(FLOW, "\"limit\":NaN"), 400, "body ")))
                .flatMap(cases -> cases);
    }

    private static Bad window(String field, String value) {
        String body = with(FLOW, "\"" + field + "\":" + value);
        return Bad.of(field + " " + value, "POST", BASE + "list", body, 400, field + " ");
    }

    static Stream<Bad> updates() {
        String[][] updates = {
            {with(CHAT, "\"title\":1"), "title must be a string"},
            {with(CHAT, "\"title\":\"" + "👧".repeat(257) + "\""), "title must be at most 256 characters"},
            {with(CHAT, "\"preview\":[]"), "preview must be a string"},
            {with(CHAT, "\"preview\":\"" + "p".repeat(1_001) + "\""), "preview must be at most 1000 characters"},
            {with(CHAT, "\"preview\":\"\\u0000\""), "preview "},
            {with(CHAT, "\"messageCount\":null"), "messageCount must not be null"},
            {with(CHAT, "\"messageCount\":-1"), "messageCount must be from 0 to 9007199254740991"},
            {with(CHAT, "\"messageCount\":9007199254740992"), "messageCount must be from 0 to 9007199254740991"},
            {with(CHAT, "\"messageCount\":9007199254740993"), "messageCount must be from 0 to 9007199254740991"},
            {with(CHAT, "\"messageCount\":99999999999999999999"), "messageCount must be from 0 to 9007199254740991"},
            {with(CHAT, "\"messageCount\":1e308"), "messageCount must be a whole number"},
            {with(CHAT, "\"messageCount\":1.5"), "messageCount must be a whole number"},
            {with(CHAT, "\"messageCount\":\"3\""), "messageCount must be a whole number"},
            {with(CHAT, "\"messageCount\":true"), "messageCount must be a whole number"},
            {with(CHAT, "\"title\":\"good\",\"messageCount\":-1"), "messageCount "},
            {with(CHAT, "\"title\":\"a\",\"title\":\"b\""), "title must be given once"},
            {with(CHAT, "\"chatId\":\"" + ChatbotUser.NOBODYS + "\""), "chatId must be given once"}
        };
        return Bad.fields("POST", BASE + "update", updates);
    }

    static Stream<Bad> ids() {
        Stream<Bad> missing = Stream.of(
                        "{}",
                        "{\"chatId\":null}",
                        "{\"chatId\":\"\"}",
                        "{\"chatId\":\" \\u200b\"}",
                        "{\"chatId\":1}",
                        "{\"chatId\":[\"" + Bad.SESSION + "\"]}",
                        "{\"chatid\":\"" + Bad.SESSION + "\"}")
                .flatMap(body -> onEveryOperation(body, 400, "chatId "));
        Stream<Bad> unknown = Stream.of(
                        "1",
                        "session-guid-12345",
                        ChatbotUser.NOBODYS,
                        ChatbotUser.NOBODYS.toUpperCase(Locale.ROOT),
                        Bad.SESSION + " ",
                        Bad.SESSION + "#x",
                        "SESSION#" + Bad.SESSION,
                        "../" + Bad.SESSION,
                        "１".repeat(24),
                        "a".repeat(2_048))
                .flatMap(id -> onEveryOperation("{\"chatId\":\"" + id + "\"}", 404, "Chat session not found"));
        return Stream.concat(missing, unknown);
    }

    private static Stream<Bad> onEveryOperation(String body, int status, String words) {
        return Stream.of("get", "update", "delete").map(name -> Bad.of("id", "POST", BASE + name, body, status, words));
    }

    static Stream<Bad> keys() {
        return Malformed.keys(BASE + "create", FLOW);
    }

    static Stream<Bad> routes() {
        return Stream.of(
                Bad.byGateway("GET", BASE + "list", 404),
                Bad.byGateway("PUT", BASE + "update", 404),
                Bad.byGateway("DELETE", BASE + "delete", 404),
                Bad.byGateway("POST", "/chat-sessions", 404),
                Bad.byGateway("POST", BASE, 404),
                Bad.byGateway("POST", BASE + "create/", 404),
                Bad.byGateway("POST", BASE + "Create", 404),
                Bad.byGateway("GET", BASE + SESSION, 404),
                Bad.byGateway("POST", BASE + "get", 401).with("authorization: Bearer another"));
    }

    /// A good body with more fields.
    private static String with(String body, String fields) {
        return body.substring(0, body.length() - 1) + "," + fields + "}";
    }

    @Test
    void whatACallerMayNotSetIsIgnored() {
        ChatbotUser eve = ChatbotUser.of(SERVER);
        String plain = eve.create();
        ObjectNode body = Json.object().put("chatflowId", "support").put("chatId", plain);
        List.of(
                        "id",
                        "number",
                        "guid",
                        "owner",
                        "sub",
                        "created_on",
                        "status",
                        "clientId",
                        "messages",
                        "pk",
                        "__proto__")
                .forEach(name -> body.put(name, 7));

        JsonNode made = eve.api().post(BASE + "create", body.toString()).as(200);
        String before = eve.get(plain).text();
        eve.api()
                .post(BASE + "update", body.put("chatflowId", "hal_9000").toString())
                .as(200);

        assertThat(made.fieldNames()).toIterable().containsExactly("id", "guid", "chatflowId", "title", "created_on");
        assertThat(made.path("id").longValue()).isEqualTo(2);
        assertThat(made.path("guid").textValue()).isNotEqualTo(plain);
        assertThat(eve.session(made.path("guid").textValue()).path("status").textValue())
                .isEqualTo("ACTIVE");
        assertThat(eve.get(plain).text()).isEqualTo(before);
    }

    @Test
    void jsonIsTakenWhateverTheContentTypeSays() {
        ApiClient eve = ChatbotUser.of(SERVER).api();
        byte[] body = ("\uFEFF" + FLOW).getBytes(StandardCharsets.UTF_8);
        eve.raw("POST", BASE + "create", body, "content-type: application/x-www-form-urlencoded")
                .as(200);
        assertThat(eve.raw("POST", BASE + "list", body).as(200).path("total").longValue())
                .isEqualTo(1);
    }
}
