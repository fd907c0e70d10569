package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.server.ApiClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the chatbot API makes of requests that cannot be meant: each is refused in the document's envelope, or by
/// the gateway, and leaves nothing behind.
class ChatbotInputTest {
    private static final LocalServer SERVER = ChatbotUser.server();
    private static final String ONE = "/sessions/" + Bad.SESSION;
    private static final String END = ONE + "/end";
    private static final String MESSAGE = "/sessions/message?sessionId=" + Bad.SESSION;
    private static final String CHAT = "/sessions/chat?sessionId=" + Bad.SESSION;
    private static final String HELLO = ChatbotUser.content("hello");
    private static final String SAID = ChatbotUser.message("user", "hello");
    private static final String CREATE =
            ChatbotUser.newSession("support", "default").toString();

    private static Untouched untouched = Untouched.begun();

    private final ChatbotUser ada = ChatbotUser.of(SERVER);

    /// A user's only session, as the user sees it and their list.
    private record Untouched(ChatbotUser user, String id, String shown, String listed) {
        static Untouched begun() {
            ChatbotUser user = ChatbotUser.of(SERVER);
            String id = user.createTitled("as it was");
            user.say(id, "user", "said before").as(200);
            return new Untouched(user, id, "", "").now();
        }

        Untouched now() {
            return new Untouched(
                    user, id, user.get(id).text(), user.list("limit=100").toString());
        }
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest
    @MethodSource({"bodies", "fields", "ids", "queries", "keys", "routes"})
    void aRequestThatCannotBeMeantIsRefusedAndLeavesNothingBehind(Bad bad) {
        Untouched before = untouched;

        Answer answer = bad.sentBy(before.user().api(), before.id());

        Untouched after = before.now();
        if (!after.equals(before)) {
            // The other requests are to be judged by themselves.
            untouched = Untouched.begun();
        }

        if (!bad.isByGateway()) {
            JsonNode body = answer.body();
            assertThat(body.properties()).hasSize(2);
            assertThat(body.path("success").isBoolean() && !body.path("success").booleanValue())
                    .isTrue();
            assertThat(body.path("message").textValue()).startsWith(bad.words());
        }
        assertThat(after).isEqualTo(before);
    }

    /// Bodies that are no JSON object in UTF-8: the same for every operation that takes one.
    static Stream<Bad> bodies() {
        return Stream.of(
                        Bad.bodies("POST", "/sessions", CREATE),
                        Bad.bodies("PUT", ONE, "{\"title\":\"x\"}"),
                        Bad.bodies("POST", MESSAGE, SAID),
                        Bad.bodies("POST", CHAT, HELLO))
                .flatMap(cases -> cases);
    }

    /// Fields that are missing, blank, of another type or beyond a limit.
    static Stream<Bad> fields() {
        String blank = "\\u200b\\u2060 \\ufeff\\t\\u00a0";
        String[][] creates = {
            {"{}", "chatbotId "},
            {"{\"chatbotId\":\"support\"}", "clientId "},
            {"{\"clientId\":\"default\"}", "chatbotId "},
            {create("chatbotId", "null"), "chatbotId "},
            {create("chatbotId", "\"\""), "chatbotId "},
            {create("chatbotId", "\"  \""), "chatbotId "},
            {create("chatbotId", "\"" + blank + "\""), "chatbotId "},
            {create("chatbotId", "1"), "chatbotId "},
            {create("chatbotId", "[\"support\"]"), "chatbotId "},
            {create("chatbotId", "{\"id\":\"support\"}"), "chatbotId "},
            {create("chatbotId", "\"a#b\""), "chatbotId "},
            {create("chatbotId", "\"a/b\""), "chatbotId "},
            {create("chatbotId", "\"" + "a".repeat(129) + "\""), "chatbotId "},
            {create("clientId", "null"), "clientId "},
            {create("clientId", "\"" + blank + "\""), "clientId "},
            {create("clientId", "true"), "clientId "},
            {create("title", "{}"), "title "},
            {create("title", "5"), "title "},
            {create("title", "[]"), "title "},
            {create("title", "\"" + "t".repeat(257) + "\""), "title must be at most 256"},
            {create("title", "\"a\\u0000b\""), "title "},
            {create("title", "\"\\ud800\""), "title "},
            {create("title", "\"\\udc00\\ud800\""), "title "},
            {create("title", "\"a\",\"title\":\"b\""), "title "}
        };
        String[][] updates = {
            {"{\"title\":{}}", "title "},
            {"{\"title\":\"" + "👧".repeat(257) + "\"}", "title must be at most 256"},
            {"{\"title\":\"a\",\"title\":\"b\"}", "title "},
            {"{\"status\":null}", "status "},
            {"{\"status\":\"\"}", "status "},
            {"{\"status\":\"active\"}", "status "},
            {"{\"status\":\"DELETED\"}", "status "},
            {"{\"status\":\"ACTIVE \"}", "status "},
            {"{\"status\":1}", "status "},
            {"{\"title\":\"good\",\"status\":\"BAD\"}", "status "},
            {"{\"endTime\":\"\"}", "endTime "},
            {"{\"endTime\":\"tomorrow\"}", "endTime "},
            {"{\"endTime\":\"2024-01-01\"}", "endTime "},
            {"{\"endTime\":\"2024-13-01T00:00:00Z\"}", "endTime "},
            {"{\"endTime\":\"2024-02-30T00:00:00Z\"}", "endTime "},
            {"{\"endTime\":\"2024-01-01T00:00:00\"}", "endTime "},
            {"{\"endTime\":\"+99999-01-01T00:00:00Z\"}", "endTime "},
            {"{\"endTime\":\"-0001-01-01T00:00:00Z\"}", "endTime "},
            {"{\"endTime\":1704067200000}", "endTime "},
            {"{\"feedback\":\"good\"}", "feedback "},
            {"{\"feedback\":[]}", "feedback "},
            {"{\"feedback\":{\"rating\":-1}}", "feedback.rating "},
            {"{\"feedback\":{\"rating\":-1e-400}}", "feedback.rating "},
            {"{\"feedback\":{\"rating\":5.000000000000000000000001}}", "feedback.rating "},
            {"{\"feedback\":{\"rating\":1000000000}}", "feedback.rating "},
            {"{\"feedback\":{\"rating\":1e999999999}}", "feedback.rating "},
            {"{\"feedback\":{\"rating\":\"5\"}}", "feedback.rating "},
            {"{\"feedback\":{\"rating\":true}}", "feedback.rating "},
            {"{\"feedback\":{\"rating\":null}}", "feedback.rating "},
            {"{\"feedback\":{\"rating\":1,\"rating\":2}}", "feedback.rating "},
            {"{\"feedback\":{\"comment\":5}}", "feedback.comment "},
            {"{\"feedback\":{\"comment\":null}}", "feedback.comment "},
            {"{\"feedback\":{\"comment\":\"" + "c".repeat(4_001) + "\"}}", "feedback.comment must be at most 4000"},
            {"{\"feedback\":{\"comment\":\"\\ud83d\"}}", "feedback.comment "},
            {"{\"metadata\":\"text\"}", "metadata "},
            {"{\"metadata\":[]}", "metadata "},
            {"{\"metadata\":1}", "metadata "},
            {"{\"metadata\":{\"a\":1,\"a\":2}}", "metadata.a "},
            {"{\"metadata\":{\"a\":[{\"b\":\"\\u0000\"}]}}", "metadata.a.b "},
            {"{\"metadata\":{\"a\\u0000\":1}}", "body "},
            {"{\"metadata\":" + "{\"x\":".repeat(9) + "1" + "}".repeat(9) + "}", "metadata must be at most 8"},
            {"{\"metadata\":{\"x\":" + "[".repeat(8) + "]".repeat(8) + "}}", "metadata must be at most 8"},
            {"{\"metadata\":" + "{\"x\":".repeat(33) + "1" + "}".repeat(33) + "}", "body "},
            {"{\"metadata\":{\"k\":\"" + "m".repeat(16 * 1024 - 7) + "\"}}", "metadata must be at most 16384"},
            {"{\"metadata\":" + keys(5_000) + "}", "metadata must be at most 16384"}
        };
        String[][] messages = {
            {"{}", "message "},
            {"{\"role\":\"user\",\"content\":\"hello\"}", "message "},
            {"{\"message\":null}", "message "},
            {"{\"message\":\"hello\"}", "message "},
            {"{\"message\":[]}", "message "},
            {"{\"message\":{}}", "message.role "},
            {"{\"message\":{\"role\":\"user\"}}", "message.content "},
            {"{\"message\":{\"content\":\"hello\"}}", "message.role "},
            {said("role", "null"), "message.role "},
            {said("role", "\"\""), "message.role "},
            {said("role", "\"tool\""), "message.role "},
            {said("role", "\"System\""), "message.role "},
            {said("role", "\" user\""), "message.role "},
            {said("role", "1"), "message.role "},
            {said("role", "\"user\",\"role\":\"system\""), "message.role "},
            {said("content", "null"), "message.content "},
            {said("content", "\"\""), "message.content "},
            {said("content", "\" \\n\""), "message.content "},
            {said("content", "\"" + blank + "\""), "message.content "},
            {said("content", "{}"), "message.content "},
            {said("content", "[\"hello\"]"), "message.content "},
            {said("content", "\"\\u0000\""), "message.content "},
            {said("content", "\"a\\ud800b\""), "message.content "},
            {said("content", "\"" + "x".repeat(256 * 1024 + 1) + "\""), "message.content must be at most 262144"},
            {said("content", "\"" + "é".repeat(128 * 1024) + "x\""), "message.content must be at most 262144"},
            {said("timestamp", "null"), "message.timestamp "},
            {said("timestamp", "\"\""), "message.timestamp "},
            {said("timestamp", "\"now\""), "message.timestamp "},
            {said("timestamp", "\"2024-01-01\""), "message.timestamp "},
            {said("timestamp", "\"2024-01-01T00:00:00\""), "message.timestamp "},
            {said("timestamp", "1704067200"), "message.timestamp "}
        };
        String[][] chats = {
            {"{}", "content "},
            {SAID, "content "},
            {"{\"content\":null}", "content "},
            {"{\"content\":\"\"}", "content "},
            {"{\"content\":\" \\t\\n\"}", "content "},
            {"{\"content\":\"" + blank + "\"}", "content "},
            {"{\"content\":1}", "content "},
            {"{\"content\":[{\"text\":\"hello\"}]}", "content "},
            {"{\"content\":\"a\\u0000\"}", "content "},
            {"{\"content\":\"\\udfff\"}", "content "},
            {"{\"content\":\"a\",\"content\":\"b\"}", "content "},
            {ChatbotUser.content("token ".repeat(200_000)), "content must be at most 262144"},
            {ChatbotUser.content("word".repeat(8_001)), "content must be at most 32000"}
        };
        return Stream.of(
                        Bad.fields("POST", "/sessions", creates),
                        Bad.fields("PUT", ONE, updates),
                        Bad.fields("POST", MESSAGE, messages),
                        Bad.fields("POST", CHAT, chats))
                .flatMap(cases -> cases);
    }

    /// A body for create in which one field has this JSON.
    private static String create(String field, String json) {
        ObjectNode body = ChatbotUser.newSession("support", "default").put("title", "t");
        body.remove(field);
        return "{\"" + field + "\":" + json + "," + body.toString().substring(1);
    }

    private static String said(String field, String json) {
        ObjectNode message =
                Json.object().put("role", "user").put("content", "hello").put("x", 1);
        message.remove(field);
        return "{\"message\":{\"" + field + "\":" + json + ","
                + message.toString().substring(1) + "}";
    }

    private static String keys(int count) {
        ObjectNode metadata = Json.object();
        IntStream.range(0, count).forEach(i -> metadata.put("k" + i, i));
        return metadata.toString();
    }

    /// Ids that no session can have, and some that none has: 400 where the document lists it, else 404.
    static Stream<Bad> ids() {
        String hex = ChatbotUser.NOBODYS;
        Stream<Bad> bad = Malformed.sessionIds().stream()
                .flatMap(id -> Stream.of(
                        Bad.of("id", "GET", "/sessions/" + id, "", 404, "Session not found"),
                        Bad.of("id", "POST", "/sessions/" + id + "/end", "", 404, "Session not found"),
                        Bad.of("id", "PUT", "/sessions/" + id, "{\"title\":\"x\"}", 400, "id "),
                        Bad.of("id", "POST", "/sessions/message?sessionId=" + id, SAID, 400, "sessionId "),
                        Bad.of("id", "POST", "/sessions/chat?sessionId=" + id, HELLO, 400, "sessionId ")));
        Stream<Bad> unknown = Stream.of(
                Bad.of("unknown", "GET", "/sessions/" + hex, "", 404, "Session not found"),
                Bad.of("unknown", "POST", "/sessions/" + hex + "/end", "", 404, "Active session not found"),
                Bad.of("unknown", "PUT", "/sessions/" + hex, "{\"title\":\"x\"}", 404, "Session not found"),
                Bad.of("unknown", "PUT", "/sessions/" + hex, "{}", 404, "Session not found"),
                Bad.of("unknown", "POST", "/sessions/message?sessionId=" + hex, SAID, 404, "Session not found"),
                Bad.of("unknown", "POST", "/sessions/chat?sessionId=" + hex, HELLO, 404, "Session not found"),
                Bad.of("a slash", "GET", "/sessions/%2F%2e%2e%2F" + Bad.SESSION, "", 404, "Session not found"),
                Bad.of("a fragment", "GET", ONE + "%23x", "", 404, "Session not found"),
                Bad.of("the end's name inside", "GET", ONE + "%2Fend", "", 404, "Session not found"));
        return Stream.concat(bad, unknown);
    }

    /// Query parameters that cannot be meant.
    static Stream<Bad> queries() {
        Stream<Bad> list = Stream.of(
                        "limit=0",
                        "limit=-1",
                        "limit=1.5",
                        "limit=abc",
                        "limit=",
                        "limit",
                        "limit=NaN",
                        "limit=1e1",
                        "limit=0x10",
                        "limit=%2B5",
                        "limit=+5",
                        "limit=%201",
                        "limit=-99999999999999999999",
                        "limit=%EF%BC%91%EF%BC%90",
                        "limit=1,2",
                        "limit=1&limit=2",
                        "limit=1&limit=1",
                        "limit=1&li%6Dit=1",
                        "skip=-1",
                        "skip=1000001",
                        "skip=1000000000",
                        "skip=99999999999999999999",
                        "skip=abc",
                        "skip=",
                        "skip=1.0",
                        "skip=0&skip=0",
                        "status=active",
                        "status=DELETED",
                        "status=",
                        "status=ACTIVE,COMPLETED",
                        "status=null",
                        "status=ACTIVE&status=COMPLETED",
                        "chatbotId=",
                        "chatbotId=a%23b",
                        "chatbotId=a%2Fb",
                        "chatbotId=%00",
                        "chatbotId=a&chatbotId=b",
                        "clientId=",
                        "clientId=a%20b",
                        "clientId=a&clientId=a",
                        "startDate=2024-13-01",
                        "startDate=2023-02-29",
                        "startDate=2024-1-1",
                        "startDate=",
                        "startDate=yesterday",
                        "startDate=2024-01-01T00:00:00",
                        "startDate=2024-01-01T25:00:00Z",
                        "startDate=99999-01-01",
                        "startDate=%2B99999-01-01",
                        "startDate=1704067200",
                        "startDate=2024-01-01&startDate=2024-01-01",
                        "endDate=2024-00-10",
                        "endDate=2024-04-31",
                        "endDate=now",
                        "endDate=2024-01-01T00:00:00%2B99:00",
                        "endDate=%2B99999-12-31T00:00:00Z",
                        "searchString=" + "s".repeat(257),
                        "searchString=" + "(a+)+$".repeat(1_000),
                        "searchString=%00",
                        "searchString=%",
                        "searchString=%ZZ",
                        "searchString=%FF",
                        "searchString=%ED%A0%80",
                        "searchString=a&searchString=b")
                .map(query -> {
                    String name = query.split("=", 2)[0];
                    return Bad.of("query", "GET", "/sessions?" + query, "", 400, name + " ");
                });
        Stream<Bad> ids = Stream.of("message", "chat")
                .flatMap(operation -> Stream.of(
                                "",
                                "?",
                                "?sessionId",
                                "?sessionId=",
                                "?sessionid=" + Bad.SESSION,
                                "?sessionId=" + Bad.SESSION + "&sessionId=" + Bad.SESSION,
                                "?sessionId=" + Bad.SESSION + "," + Bad.SESSION,
                                "?sessionId=" + Bad.SESSION + "&sessionId=" + ChatbotUser.NOBODYS)
                        .map(query -> Bad.of(
                                "query",
                                "POST",
                                "/sessions/" + operation + query,
                                operation.equals("chat") ? HELLO : SAID,
                                400,
                                "sessionId ")));
        return Stream.concat(list, ids);
    }

    /// Idempotency keys that are none.
    static Stream<Bad> keys() {
        return Stream.of(
                        Malformed.keys("/sessions", CREATE), Malformed.keys(MESSAGE, SAID), Malformed.keys(CHAT, HELLO))
                .flatMap(bad -> bad);
    }

    /// Methods, paths and headers that the gateway knows nothing of.
    static Stream<Bad> routes() {
        return Stream.of(
                Bad.byGateway("PATCH", ONE, 404),
                Bad.byGateway("DELETE", ONE, 404),
                Bad.byGateway("POST", ONE, 404),
                Bad.byGateway("HEAD", ONE, 404),
                Bad.byGateway("OPTIONS", ONE, 404),
                Bad.byGateway("TRACE", ONE, 404),
                Bad.byGateway("get", ONE, 404),
                Bad.byGateway("PUT", "/sessions", 404),
                Bad.byGateway("DELETE", "/sessions", 404),
                Bad.byGateway("GET", END, 404),
                Bad.byGateway("PUT", END, 404),
                Bad.byGateway("PUT", "/sessions/x/message", 404),
                Bad.byGateway("GET", "/sessions/", 404),
                Bad.byGateway("GET", ONE + "/", 404),
                Bad.byGateway("POST", END + "/", 404),
                Bad.byGateway("GET", "//sessions", 404),
                Bad.byGateway("GET", "/sessions//" + Bad.SESSION, 404),
                Bad.byGateway("GET", "/SESSIONS", 404),
                Bad.byGateway("GET", "/Sessions/" + Bad.SESSION, 404),
                Bad.byGateway("GET", "/sessions;jsessionid=1", 404),
                Bad.byGateway("POST", "/sessions/" + Bad.SESSION + "/END", 404),
                Bad.byGateway("GET", "/x/../sessions", 404),
                // To GET, the local server has a page there.
                Bad.byGateway("POST", "/", 404),
                Bad.byGateway("GET", ONE, 431).with("x-large: " + "x".repeat(10_240)),
                Bad.byGateway("GET", "/sessions?searchString=" + "x".repeat(10_240), 431),
                Bad.byGateway("DELETE", ONE, 404).with("x-http-method-override: PUT"),
                Bad.byGateway("GET", ONE, 401).with("authorization: Bearer another"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-type: text/plain",
                "content-type: application/x-www-form-urlencoded",
                "content-type: application/octet-stream",
                "content-type: application/json; charset=iso-8859-1",
                "content-type: multipart/form-data; boundary=x",
                "x-nothing: 1"
            })
    void jsonIsTakenWhateverTheContentTypeSays(String header) {
        byte[] body = ChatbotUser.newSession("support", "default")
                .put("title", "élève 👧")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        Answer answer = ada.api().raw("POST", "/sessions", body, header);
        assertThat(answer.as(201).path("data").path("title").textValue()).isEqualTo("élève 👧");
    }

    @Test
    void aByteOrderMarkIsNoFault() {
        byte[] body = ("\uFEFF" + CREATE).getBytes(StandardCharsets.UTF_8);
        ada.api()
                .raw("POST", "/sessions", body, "content-type: application/json")
                .as(201);
        ada.api().raw("POST", "/sessions", body).as(201);
    }

    @Test
    void aBodyWhereNoneIsMeantIsIgnored() {
        String id = ada.create();
        byte[] junk = "{\"status\": ".getBytes(StandardCharsets.UTF_8);
        ada.api().raw("GET", "/sessions/" + id, junk).as(200);
        ada.api().raw("GET", "/sessions", junk).as(200);
        ada.api().raw("POST", "/sessions/" + id + "/end", junk).as(200);
    }

    @Test
    void whatACallerMayNotSetIsIgnoredOnCreate() {
        ObjectNode body = ChatbotUser.newSession("support", "default");
        putForbidden(body);
        JsonNode created = ada.api()
                .post("/sessions", body.put("status", "COMPLETED").toString())
                .as(201)
                .path("data");
        String id = created.path("id").asText();
        JsonNode plain = ada.session(ada.create());
        assertThat(id).isNotEqualTo(ChatbotUser.NOBODYS);
        assertThat(ada.session(id).fieldNames()).toIterable().containsExactlyElementsOf(() -> plain.fieldNames());
        assertThat(created.path("status").textValue()).isEqualTo("ACTIVE");
        assertThat(created.path("messages")).isEmpty();
        assertThat(created.path("messageCount").intValue()).isZero();
        assertThat(created.path("createdAt").textValue())
                .startsWith("20")
                .isEqualTo(created.path("startTime").textValue());
        assertThat(ada.ids("")).hasSize(2).contains(id);
    }

    @Test
    void whatACallerMayNotSetIsIgnoredOnEveryChange() {
        String id = ada.createTitled("mine");
        ada.say(id, "user", "one").as(200);
        String before = ada.get(id).text();
        ObjectNode update = Json.object();
        putForbidden(update);
        ada.put(
                        id,
                        update.put("chatbotId", "hal_9000")
                                .put("clientId", "detective")
                                .toString())
                .as(200);
        assertThat(ada.get(id).text()).isEqualTo(before);

        ObjectNode said = Json.object();
        putForbidden(said);
        putForbidden(said.putObject("message"));
        ((ObjectNode) said.path("message")).put("role", "user").put("content", "two");
        ada.api().post("/sessions/message?sessionId=" + id, said.toString()).as(200);
        ObjectNode chat = Json.object();
        putForbidden(chat);
        ada.api()
                .post(
                        "/sessions/chat?sessionId=" + id,
                        chat.put("content", "three").toString())
                .as(200);
        JsonNode after = ada.session(id);
        assertThat(ChatbotUser.texts(after.path("messages"), "role"))
                .containsExactly("user", "user", "user", "assistant");
        assertThat(after.path("messages").path(1).properties()).hasSize(3);
        assertThat(after.path("messageCount").intValue()).isEqualTo(4);
        assertThat(after.path("title").textValue()).isEqualTo("mine");
        assertThat(after.path("id").textValue()).isEqualTo(id);
        assertThat(ChatbotUser.of(SERVER).get(id).status()).isEqualTo(404);
    }

    /// Fields of all the APIs and of the table that are not the caller's to set.
    private static void putForbidden(ObjectNode body) {
        Stream.of(
                        "id",
                        "_id",
                        "guid",
                        "pk",
                        "sk",
                        "PK",
                        "SK",
                        "owner",
                        "ownerId",
                        "sub",
                        "userId",
                        "user_id",
                        "createdAt",
                        "created_at",
                        "created_on",
                        "updatedAt",
                        "startTime",
                        "lastActive",
                        "lastSeq",
                        "bytes",
                        "turn",
                        "turnEnds",
                        "assistant",
                        "profile",
                        "agent_id",
                        "character_id",
                        "expiresAt",
                        "generation",
                        "failure",
                        "storedAt",
                        "__proto__",
                        "constructor",
                        "$set",
                        "")
                .forEach(name -> body.put(name, ChatbotUser.NOBODYS));
        Stream.of("number", "messageCount", "seq", "version", "ttl", "is_active", "admin")
                .forEach(name -> body.put(name, 999));
        body.putArray("messages").addObject().put("role", "system").put("content", "planted");
        body.putArray("cognito:groups").add("admins");
        body.put("role", "admins");
    }

    @Test
    void headersThatPretendAreIgnored() {
        String hers = ChatbotUser.of(SERVER).create();
        String sub = Tokens.subOf("parley").toString();
        String[] spoofed = {
            "x-user-id: " + sub,
            "x-forwarded-for: 127.0.0.1",
            "x-forwarded-host: evil.example",
            "x-forwarded-proto: https",
            "x-original-url: /catalog/models",
            "x-http-method-override: DELETE",
            "x-amzn-oidc-identity: " + sub,
            "x-apigateway-event: {\"requestContext\":{\"authorizer\":{\"jwt\":{\"claims\":{\"sub\":\"" + sub
                    + "\"}}}}}",
            "cognito-groups: admins",
            "cookie: " + "c=1; ".repeat(199) + "c=1"
        };
        ada.api().raw("GET", "/sessions/" + hers, new byte[0], spoofed).as(404);
        String mine = ada.create();
        JsonNode list =
                ada.api().raw("GET", "/sessions", new byte[0], spoofed).as(200).path("data");
        assertThat(ChatbotUser.texts(list.path("results"), "id")).containsExactly(mine);
        Answer got = ada.api().raw("GET", "/sessions/" + mine, new byte[0], spoofed);
        assertThat(got.as(200).path("data")).isEqualTo(ada.session(mine));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$where\":\"1\",\"__proto__\":{\"a\":1},\"\":2,\"a.b\":3,\"constructor\":null}",
                "{\"n\":[1,-0.5,12345678901234567890,1E-7,0.10]}",
                "{\"x\":{\"x\":{\"x\":{\"x\":{\"x\":{\"x\":{\"x\":{}}}}}}}}",
                "{\"👧\":\"\\u0001\"}"
            })
    void oddMetadataIsKeptAsItIs(String metadata) {
        String id = ada.create();
        ada.put(id, "{\"metadata\":" + metadata + "}").as(200);
        assertThat(ada.get(id).text()).contains("\"metadata\":" + metadata);
        assertThat(ada.ids("")).containsExactly(id);
    }

    /// The smallest of them is one that the check against the description can still read without writing it out.
    @ParameterizedTest
    @ValueSource(strings = {"0", "5", "4.5", "5.0", "0.1234567890123456789012345678901234567890123456789", "1E-9999"})
    void anyRatingFromZeroToFiveIsKept(String rating) {
        String id = ada.create();
        ada.put(id, "{\"feedback\":{\"rating\":" + rating + "}}").as(200);
        assertThat(ada.get(id).text()).contains("\"feedback\":{\"rating\":" + rating + "}");
    }

    @Test
    void keysMayHaveAnyVisibleCharacterButTheComma() {
        List<String> keys = List.of("a", "k".repeat(255), "!\"#$%&'()*+-./:;<=>?@[\\]^_`{|}~");
        for (String key : keys) {
            String id = ada.api()
                    .postOnce(key, "/sessions", CREATE)
                    .as(201)
                    .path("data")
                    .path("id")
                    .asText();
            assertThat(ada.api()
                            .postOnce(key, "/sessions", CREATE)
                            .as(201)
                            .path("data")
                            .path("id")
                            .asText())
                    .isEqualTo(id);
        }
        assertThat(ada.ids("")).hasSize(3);
    }
}
