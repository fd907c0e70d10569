package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.server.ApiClient.Answer;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The basic API over HTTP, with the odd paths of its document and the others.
class BasicTest {
    private static final LocalServer SERVER = ChatbotUser.server();
    private static final String SESSIONS = "/api/chat_sessions";
    private static final String NOT_FOUND = "{\"errors\":\"Not Found\"}";

    private final ChatbotUser somebody = ChatbotUser.of(SERVER);
    private final ApiClient ada = somebody.api();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void createAnswersTheSession() {
        Instant before = Instant.now().minusMillis(1);
        Answer answer = ada.post(SESSIONS, titled("new chat"));

        JsonNode body = answer.as(201);
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(body.fieldNames()).toIterable().containsExactly("data");
        JsonNode data = body.path("data");
        assertThat(data.fieldNames()).toIterable().containsExactly("id", "title", "is_active", "created_at");
        assertThat(data.path("id").isIntegralNumber()).isTrue();
        assertThat(data.path("id").longValue()).isEqualTo(1);
        assertThat(data.path("title").textValue()).isEqualTo("new chat");
        assertThat(data.path("is_active").textValue()).isEqualTo("true");
        assertThat(data.path("created_at").textValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Instant.parse(data.path("created_at").textValue())).isBetween(before, Instant.now());
        assertThat(session(1)).isEqualTo(data);
    }

    @Test
    void numbersCountEachOwnersSessionsAndAreNeverUsedAgain() {
        assertThat(List.of(create("one"), create("two"))).containsExactly(1L, 2L);
        ada.delete(SESSIONS + "/2").as(200);
        assertThat(create("three")).isEqualTo(3);
        assertThat(ChatbotUser.of(SERVER)
                        .api()
                        .post(SESSIONS, titled("hers"))
                        .as(201)
                        .at("/data/id")
                        .longValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {SESSIONS, "/api/contacts"})
    void updateSetsTheTitle(String path) {
        create("new chat");
        ObjectNode before = session(1).deepCopy();

        JsonNode updated = ada.put(path + "/1", titled("new chat updated")).as(200);

        assertThat(updated.fieldNames()).toIterable().containsExactly("data");
        assertThat(updated.path("data")).isEqualTo(before.put("title", "new chat updated"));
        assertThat(session(1)).isEqualTo(updated.path("data"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"unknown\":1}", "{\"id\":7,\"is_active\":\"false\",\"created_at\":\"x\"}"})
    void anUpdateWithoutATitleChangesNothing(String body) {
        String id = somebody.createTitled("as it was");
        String before = somebody.get(id).text();

        assertThat(ada.put(SESSIONS + "/1", body).as(200).path("data")).isEqualTo(session(1));
        assertThat(ada.put("/api/contacts/1", body).as(200).path("data")).isEqualTo(session(1));

        assertThat(somebody.get(id).text()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {SESSIONS, "/api/chat_session"})
    void removeRemoves(String path) {
        create("short-lived");
        assertThat(ada.delete(path + "/1").text()).isEqualTo("{\"data\":true}");
        operations()
                .forEach(operation ->
                        assertThat(operation.apply(ada, "1").as(404)).hasToString(NOT_FOUND));
        assertThat(somebody.ids("")).isEmpty();
    }

    @Test
    void aSessionIsActiveUntilItIsEnded() {
        String id = somebody.createTitled("elsewhere");
        assertThat(session(1).path("is_active").textValue()).isEqualTo("true");
        somebody.end(id).as(200);
        assertThat(session(1).path("is_active").textValue()).isEqualTo("false");
        for (String status : List.of("TERMINATED", "SCHEDULED")) {
            somebody.put(id, "{\"status\":\"" + status + "\"}").as(200);
            assertThat(session(1).path("is_active").textValue()).as(status).isEqualTo("false");
        }
        somebody.put(id, "{\"status\":\"ACTIVE\"}").as(200);
        assertThat(ada.put(SESSIONS + "/1", "{}").as(200).at("/data/is_active").textValue())
                .isEqualTo("true");
    }

    @Test
    void aSessionWithoutATitleShowsNull() {
        somebody.create();
        assertThat(session(1).path("title").isNull()).isTrue();
        ada.put(SESSIONS + "/1", titled("titled")).as(200);
        assertThat(session(1).path("title").textValue()).isEqualTo("titled");
    }

    @Test
    void aSessionOfThisApiHasNeitherChatbotNorClient() {
        create("bare");
        JsonNode listed = somebody.list("").path("results").path(0);
        assertThat(listed.path("title").textValue()).isEqualTo("bare");
        assertThat(listed.path("chatbotId").isNull()).isTrue();
        assertThat(listed.path("clientId").isNull()).isTrue();
    }

    @Test
    void ofAnotherOwnersAndOfNoSessionTheAnswerIsTheSame() {
        create("one");
        create("two");
        ApiClient eve = ChatbotUser.of(SERVER).api();
        eve.post(SESSIONS, titled("hers")).as(201);
        ApiClient admin = ChatbotUser.admin(SERVER).api();
        String before = ada.get(SESSIONS + "/2").text();
        operations().forEach(operation -> {
            for (ApiClient other : List.of(eve, admin)) {
                Answer foreign = operation.apply(other, "2");
                assertThat(foreign.status()).isEqualTo(404);
                assertThat(foreign.text()).isEqualTo(NOT_FOUND);
                assertThat(operation.apply(other, "3").text()).isEqualTo(NOT_FOUND);
            }
        });
        assertThat(ada.get(SESSIONS + "/2").text()).isEqualTo(before);
    }

    @Test
    void withoutAGoodTokenTheGatewayAnswers() {
        create("mine");
        for (String token : List.of("", "junk")) {
            ApiClient nobody = new ApiClient(SERVER.address(), token);
            Stream.concat(
                            operations().map(operation -> operation.apply(nobody, "1")),
                            Stream.of(nobody.post(SESSIONS, titled("x"))))
                    .forEach(answer -> assertThat(answer.as(401)).hasToString("{\"message\":\"Unauthorized\"}"));
        }
    }

    @Test
    void aRepeatedCreateAnswersTheSameSessionAsItIsNow() {
        JsonNode first = ada.postOnce("key", SESSIONS, titled("once")).as(201);
        assertThat(ada.postOnce("key", SESSIONS, titled("once")).as(201)).isEqualTo(first);
        ada.put(SESSIONS + "/1", titled("changed")).as(200);
        assertThat(ada.postOnce("key", SESSIONS, titled("once")).as(201).path("data"))
                .isEqualTo(session(1));

        JsonNode other = ada.postOnce("key", SESSIONS, titled("another")).as(400);
        assertThat(other.path("errors").textValue()).isEqualTo("Bad Request");
        assertThat(other.path("detail").textValue()).isEqualTo("Idempotency-Key was used with another request");
        assertThat(somebody.ids("")).hasSize(1);

        ada.delete(SESSIONS + "/1").as(200);
        assertThat(ada.postOnce("key", SESSIONS, titled("once")).as(404)).hasToString(NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👩‍👩‍👧‍👦 שלום",
                "\"\\/\b\f\n\u0001",
                " padded ",
                "<script>${jndi:x}</script>",
                "e\u0301 \u202E"
            })
    void aTitleComesBackExactly(String title) {
        create(title);
        assertThat(session(1).path("title").textValue()).isEqualTo(title);
        ada.put("/api/contacts/1", titled(title + title)).as(200);
        assertThat(session(1).path("title").textValue()).isEqualTo(title + title);
    }

    @Test
    void aTitleMayHave256Characters() {
        create("👧".repeat(256));
        assertThat(session(1).path("title").textValue()).isEqualTo("👧".repeat(256));
    }

    /// Every operation on a session by its number.
    private static Stream<BiFunction<ApiClient, String, Answer>> operations() {
        return Stream.of(
                (user, id) -> user.get(SESSIONS + "/" + id),
                (user, id) -> user.put(SESSIONS + "/" + id, titled("changed")),
                (user, id) -> user.put(SESSIONS + "/" + id, "{}"),
                (user, id) -> user.put("/api/contacts/" + id, titled("changed")),
                (user, id) -> user.delete(SESSIONS + "/" + id),
                (user, id) -> user.delete("/api/chat_session/" + id));
    }

    private long create(String title) {
        return ada.post(SESSIONS, titled(title)).as(201).at("/data/id").longValue();
    }

    private JsonNode session(long id) {
        return ada.get(SESSIONS + "/" + id).as(200).path("data");
    }

    private static String titled(String title) {
        return Json.object().put("title", title).toString();
    }
}
