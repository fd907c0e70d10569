package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.server.ApiClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the character API makes of requests that cannot be meant: each is refused in the envelope
/// `{"message":…}`, or by the gateway, and leaves nothing behind.
class CharacterInputTest {
    private static final LocalServer SERVER = ChatbotUser.server();
    private static final CharacterUser ADA = CharacterUser.of(SERVER);
    private static final String SESSIONS = CharacterUser.SESSIONS;
    private static final String ONE = SESSIONS + "/1";
    private static final String GOOD = CharacterUser.newSession(1, 1, ",\"pre_prompt\":\"p\"");
    private static final List<String> REFERENCES =
            List.of("character_id", "user_profile_id", "ai_model_id", "system_prompt_id");
    private static final String BEFORE;
    private static final String LISTED;

    static {
        ADA.create(GOOD);
        BEFORE = ADA.get(1).text();
        LISTED = ADA.list("").toString();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest
    @MethodSource({"bodies", "references", "prompts", "ids", "queries", "keys", "routes"})
    void aRequestThatCannotBeMeantIsRefusedAndLeavesNothingBehind(Bad bad) {
        Answer answer = bad.sentBy(ADA.api(), "1");

        if (!bad.isByGateway()) {
            assertThat(answer.body().fieldNames()).toIterable().containsExactly("message");
            assertThat(answer.body().path("message").textValue()).startsWith(bad.words());
        }
        assertThat(ADA.get(1).text()).isEqualTo(BEFORE);
        assertThat(ADA.list("")).hasToString(LISTED);
    }

    static Stream<Bad> bodies() {
        return Stream.concat(
                Bad.bodies("POST", SESSIONS, GOOD),
                Stream.of("", "{\"pre_prompt\":\"x\",}", "[]", "null", "\"pre_prompt\"")
                        .map(body -> Bad.of("body", "PUT", ONE, body, 400, "body ")));
    }

    /// Numbers that are none, or nothing's.
    static Stream<Bad> references() {
        Stream<Bad> malformed = REFERENCES.stream()
                .flatMap(field -> Stream.of("null", "\"1\"", "1.0", "1.5", "1e0", "true", "{}", "[1]", "\"\"")
                        .flatMap(json -> onBoth(field, json, 400, field + " ")));
        Stream<Bad> missing = REFERENCES.stream().map(field -> {
            ObjectNode body = good();
            body.remove(field);
            return Bad.of("missing", "POST", SESSIONS, body.toString(), 400, field + " is required");
        });
        List<String> words = List.of("Character not", "User profile not", "AI model not", "System prompt not");
        Stream<Bad> unknown = Stream.of("0", "-1", "99", "9223372036854775807", "18446744073709551617")
                .flatMap(number -> REFERENCES.stream()
                        .flatMap(field -> onBoth(field, number, 404, words.get(REFERENCES.indexOf(field)) + " found")));
        return Stream.of(malformed, missing, unknown).flatMap(cases -> cases);
    }

    static Stream<Bad> prompts() {
        return Stream.of("pre_prompt", "post_prompt")
                .flatMap(field -> Stream.concat(
                        Stream.of(
                                        "1",
                                        "true",
                                        "{}",
                                        "[\"x\"]",
                                        "\"a\\u0000b\"",
                                        "\"\\ud800\"",
                                        "\"" + "x".repeat(16 * 1024 + 1) + "\"",
                                        "\"" + "é".repeat(8 * 1024) + "x\"")
                                .flatMap(json -> onBoth(
                                        field,
                                        json,
                                        400,
                                        field + (json.length() > 100 ? " must be at most 16384 bytes" : " "))),
                        Stream.of("null", "\"true\"", "1", "0", "{}", "[]")
                                .flatMap(json -> onBoth(field + "_enabled", json, 400, field + "_enabled must"))));
    }

    /// What is no number of a session, and numbers that no session has.
    static Stream<Bad> ids() {
        return Stream.concat(
                        Malformed.sessionIds().stream().filter(id -> !id.equals("1")),
                        Stream.of(
                                "0",
                                "01",
                                "+1",
                                "1.0",
                                "1e0",
                                "0x1",
                                "%201",
                                "1%0A",
                                "1,2",
                                "%D9%A1",
                                "2",
                                "99999999999999999999"))
                .flatMap(id -> Stream.of("GET", "PUT", "DELETE")
                        .map(method -> Bad.of("id", method, SESSIONS + "/" + id, "{}", 404, "Chat session not found")));
    }

    static Stream<Bad> queries() {
        Stream<Bad> sizes = Stream.of("page", "per_page")
                .flatMap(name -> Stream.of("0", "-1", "1.5", "abc", "", "NaN", "1e1", "%EF%BC%91", "1,2", "%201")
                        .map(value -> query(name + "=" + value, name + " ")));
        Stream<Bad> filters = Stream.of("user_profile_id", "character_id")
                .flatMap(name -> Stream.of("1.0", "abc", "", "sherlock_holmes", "1e0", "%EF%BC%91", "1,2", "null")
                        .map(value -> query(name + "=" + value, name + " must be a whole number")));
        return Stream.of(
                        sizes,
                        filters,
                        Stream.of(
                                query("page=2147483648", "page "),
                                query("page=50002", "page "),
                                query("page=10002&per_page=1000", "page must"),
                                query("page=1&page=1", "page must be given once"),
                                query("character_id=1&character_id=2", "character_id must be given once"),
                                query("x=%FF", "x ")))
                .flatMap(cases -> cases);
    }

    private static Bad query(String query, String words) {
        return Bad.of("query", "GET", SESSIONS + "?" + query, "", 400, words);
    }

    static Stream<Bad> keys() {
        return Malformed.keys(SESSIONS, GOOD);
    }

    static Stream<Bad> routes() {
        return Stream.of(
                Bad.byGateway("PUT", SESSIONS, 404),
                Bad.byGateway("DELETE", SESSIONS, 404),
                Bad.byGateway("POST", ONE, 404),
                Bad.byGateway("PATCH", ONE, 404),
                Bad.byGateway("GET", SESSIONS + "/", 404),
                Bad.byGateway("GET", ONE + "/", 404),
                Bad.byGateway("GET", "/api/v1/chat_sessions", 404),
                Bad.byGateway("GET", "/api/v2/chat-sessions", 404),
                Bad.byGateway("GET", "/API/v1/chat-sessions", 404),
                Bad.byGateway("DELETE", ONE, 401).with("authorization: Bearer another"));
    }

    /// A field of this JSON in an otherwise good create and update.
    private static Stream<Bad> onBoth(String field, String json, int status, String words) {
        String begun = "{\"" + field + "\":" + json + ",";
        String what = begun.substring(0, Math.min(60, begun.length()));
        String create = begun + good().without(field).toString().substring(1);
        String other = field.equals("post_prompt") ? "pre_prompt" : "post_prompt";
        return Stream.of(
                Bad.of(what, "POST", SESSIONS, create, status, words),
                Bad.of(what, "PUT", ONE, begun + "\"" + other + "\":\"x\"}", status, words));
    }

    private static ObjectNode good() {
        return (ObjectNode) Json.parse(GOOD);
    }

    @Test
    void theFirstThatTheCatalogDoesNotHaveIsNamed() {
        String body = "{\"character_id\":99,\"user_profile_id\":99,\"ai_model_id\":99,\"system_prompt_id\":99%s}";
        assertThat(ADA.post(body.formatted("")).as(404)).hasToString("{\"message\":\"Character not found\"}");
        assertThat(ADA.put(1, body.formatted("")).as(404)).hasToString("{\"message\":\"Character not found\"}");
        assertThat(ADA.post(body.formatted(",\"pre_prompt\":7"))
                        .as(400)
                        .path("message")
                        .textValue())
                .startsWith("pre_prompt ");
    }

    @ParameterizedTest
    @CsvSource({"x, 16384", "é, 8192", "👧, 4096"})
    void aPromptMayHaveSixteenKilobytes(String character, int times) {
        CharacterUser eve = CharacterUser.of(SERVER);
        String prompt = character.repeat(times);
        eve.create(CharacterUser.newSession(1, 1, ",\"pre_prompt\":\"" + prompt + "\""));
        eve.put(1, "{\"post_prompt\":\"" + prompt + "\"}").as(200);
        assertThat(eve.session(1).path("pre_prompt").textValue()).isEqualTo(prompt);
        assertThat(eve.session(1).path("post_prompt").textValue()).isEqualTo(prompt);
    }

    @Test
    void whatACallerMayNotSetIsIgnored() {
        CharacterUser eve = CharacterUser.of(SERVER);
        ObjectNode body = good();
        List.of("id", "owner", "sub", "start_time", "updated_at", "status", "title", "number", "pk", "__proto__", "")
                .forEach(name -> body.put(name, 7));
        JsonNode plain = eve.post(GOOD).as(201);

        JsonNode made = eve.post(body.toString()).as(201);

        assertThat(made.path("id").intValue()).isEqualTo(2);
        assertThat(made.fieldNames())
                .toIterable()
                .containsExactlyElementsOf(
                        plain.properties().stream().map(Map.Entry::getKey).toList());
        assertThat(made.path("start_time").textValue()).startsWith("20");
        JsonNode elsewhere = eve.asChatbotUser().list("").path("results").path(0);
        assertThat(elsewhere.path("title").isMissingNode()).isTrue();
        assertThat(elsewhere.path("status").textValue()).isEqualTo("ACTIVE");
    }

    @Test
    void jsonIsTakenWhateverTheContentTypeSaysAndABodyWhereNoneIsMeantIsIgnored() {
        ApiClient eve = CharacterUser.of(SERVER).api();
        byte[] body = ("\uFEFF" + GOOD).getBytes(StandardCharsets.UTF_8);
        eve.raw("POST", SESSIONS, body, "content-type: text/plain").as(201);
        eve.raw("POST", SESSIONS, body).as(201);
        byte[] broken = {'{', (byte) 0xFF};
        eve.raw("GET", SESSIONS, broken).as(200);
        eve.raw("GET", ONE, broken).as(200);
        eve.raw("DELETE", ONE, broken).as(200);
    }
}
