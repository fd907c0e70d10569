package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.http.Reply;
import dev.parley.server.ApiClient.Answer;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The chatflow API over HTTP.
class ChatflowTest {
    private static final LocalServer SERVER = ChatbotUser.server();
    private static final String FLOW = "my.own-Chatflow_1";
    private static final String NOT_FOUND = "{\"success\":false,\"message\":\"Chat session not found\"}";
    private static final ApiClient MANY = ChatbotUser.of(SERVER).api();
    private static final List<String> NEWEST_FIRST = IntStream.range(0, 23)
            .mapToObj(i -> create(MANY, "session " + i))
            .toList()
            .reversed();

    private final ChatbotUser somebody = ChatbotUser.of(SERVER);
    private final ApiClient ada = somebody.api();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void createAnswersTheSession() {
        Instant before = Instant.now().minusMillis(1);
        Answer answer = ada.post("/chat-sessions/create", newSession("My New Session"));

        JsonNode body = answer.as(200);
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(body.fieldNames()).toIterable().containsExactly("id", "guid", "chatflowId", "title", "created_on");
        assertThat(body.path("id").isIntegralNumber()).isTrue();
        assertThat(body.path("id").longValue()).isEqualTo(1);
        assertThat(body.path("guid").textValue()).matches("[0-9a-f]{24}");
        assertThat(body.path("chatflowId").textValue()).isEqualTo(FLOW);
        assertThat(body.path("title").textValue()).isEqualTo("My New Session");
        assertThat(body.path("created_on").isIntegralNumber()).isTrue();
        assertThat(Instant.ofEpochMilli(body.path("created_on").longValue())).isBetween(before, Instant.now());
        assertThat(session(body.path("guid").textValue())).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"title\":null"})
    void aTitleThatIsNotGivenIsNull(String title) {
        JsonNode body = ada.post("/chat-sessions/create", "{\"chatflowId\":\"" + FLOW + "\"" + title + "}")
                .as(200);
        assertThat(body.path("title").isNull()).isTrue();
        assertThat(session(body.path("guid").textValue())).isEqualTo(body);
    }

    @Test
    void aChatflowNeedNotBeInTheCatalog() {
        String longest = "f".repeat(128);
        for (String flow : List.of(longest, "chatflow-guid-12345", "..", "1")) {
            String guid = ada.post("/chat-sessions/create", "{\"chatflowId\":\"" + flow + "\"}")
                    .as(200)
                    .path("guid")
                    .textValue();
            assertThat(session(guid).path("chatflowId").textValue()).isEqualTo(flow);
            assertThat(somebody.session(guid).at("/chatbotId/id").textValue()).isEqualTo(flow);
            assertThat(guids(list(ada, flow, ""))).containsExactly(guid);
        }
        assertThat(somebody.session(guids(list(ada, longest, "")).getFirst())
                        .at("/chatbotId/name")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"title | \"New\" | null", "preview | \"Hello…\" | null", "messageCount | 0 | 9007199254740991"})
    void anUpdateSetsTheFieldThatIsSentAndNoOther(String field, String value, String next) {
        String guid = create(ada, "Old");
        update(guid, "\"title\":\"Old\",\"preview\":\"p\",\"messageCount\":7").as(200);
        JsonNode before = session(guid);

        JsonNode after = update(guid, "\"" + field + "\":" + value).as(200);
        assertThat(after.fieldNames())
                .toIterable()
                .containsExactly("id", "guid", "chatflowId", "title", "preview", "messageCount", "created_on");
        assertThat(after.path(field)).hasToString(value);
        assertThat(session(guid)).isEqualTo(after);
        assertThat(without(after, field)).isEqualTo(without(before, field));

        JsonNode then = update(guid, "\"" + field + "\":" + next).as(200);
        assertThat(then.path(field)).hasToString(field.equals("preview") ? "" : next);
        assertThat(then.has(field)).isEqualTo(!field.equals("preview"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\":1", "\"id\":7,\"guid\":\"x\",\"chatflowId\":\"other\",\"created_on\":1"})
    void anUpdateWithNothingInItChangesNothing(String fields) {
        String guid = create(ada, "Same");
        JsonNode session = session(guid);
        String before = somebody.get(guid).text();

        assertThat(update(guid, fields).as(200)).isEqualTo(session);

        assertThat(somebody.get(guid).text()).isEqualTo(before);
    }

    @Test
    void theCountThatIsShownIsTheClientsOrThatOfTheMessages() {
        String guid = create(ada, "counted");
        assertThat(session(guid).has("messageCount")).isFalse();
        somebody.say(guid, "user", "hello").as(200);
        assertThat(session(guid).path("messageCount").longValue()).isEqualTo(1);
        assertThat(update(guid, "\"messageCount\":40")
                        .as(200)
                        .path("messageCount")
                        .longValue())
                .isEqualTo(40);
        somebody.say(guid, "user", "hello again").as(200);
        assertThat(session(guid).path("messageCount").longValue()).isEqualTo(40);
        assertThat(somebody.session(guid).path("messageCount").longValue()).isEqualTo(2);
    }

    @Test
    void deleteDeletes() {
        String guid = create(ada, "short-lived");
        assertThat(delete(ada, guid).text())
                .isEqualTo("{\"success\":true,\"message\":\"Chat session deleted successfully\"}");
        operations()
                .forEach(operation ->
                        assertThat(operation.apply(ada, guid).as(404)).hasToString(NOT_FOUND));
        assertThat(list(ada, FLOW, "").path("total").longValue()).isZero();
        assertThat(somebody.get(guid).status()).isEqualTo(404);
    }

    @Test
    void ofAnotherOwnersAndOfNoSessionTheAnswerIsTheSame() {
        String guid = create(ada, "private");
        String before = session(guid).toString();
        for (ApiClient other :
                List.of(ChatbotUser.of(SERVER).api(), ChatbotUser.admin(SERVER).api())) {
            operations().forEach(operation -> {
                Answer foreign = operation.apply(other, guid);
                assertThat(foreign.status()).isEqualTo(404);
                assertThat(foreign.text()).isEqualTo(NOT_FOUND);
                assertThat(operation.apply(other, ChatbotUser.NOBODYS).text()).isEqualTo(NOT_FOUND);
            });
            assertThat(list(other, FLOW, "").path("total").longValue()).isZero();
        }
        assertThat(session(guid)).hasToString(before);
    }

    @Test
    void withoutAGoodTokenTheGatewayAnswers() {
        String guid = create(ada, "mine");
        for (String token : List.of("", "junk")) {
            ApiClient nobody = new ApiClient(SERVER.address(), token);
            Stream.concat(
                            operations().map(operation -> operation.apply(nobody, guid)),
                            Stream.of("create", "list")
                                    .map(name -> nobody.post("/chat-sessions/" + name, newSession("x"))))
                    .forEach(answer -> assertThat(answer.as(401)).hasToString("{\"message\":\"Unauthorized\"}"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // page and limit | skipped | on the page
                "'' | 0 | 10",
                "'\"page\":2' | 10 | 10",
                "'\"page\":3' | 20 | 3",
                "'\"page\":4' | 23 | 0",
                "'\"limit\":7' | 0 | 7",
                "'\"page\":2,\"limit\":7' | 7 | 7",
                "'\"page\":23,\"limit\":1' | 22 | 1",
                "'\"limit\":100' | 0 | 23",
                "'\"limit\":101' | 0 | 23",
                "'\"limit\":1000000000' | 0 | 23",
                "'\"limit\":99999999999999999999999' | 0 | 23",
                "'\"page\":2,\"limit\":99999999999999999999999' | 23 | 0",
                "'\"page\":10001,\"limit\":100' | 23 | 0",
                "'\"page\":100001' | 23 | 0"
            })
    void aPageIsShownTwiceNewestFirstWithItsLengthAndTheTotal(String window, int skipped, int count) {
        JsonNode page = list(MANY, FLOW, window);

        assertThat(page.fieldNames()).toIterable().containsExactly("sessions", "sessionsCount", "total", "data");
        assertThat(guids(page)).isEqualTo(NEWEST_FIRST.subList(skipped, skipped + count));
        assertThat(page.path("sessions").isArray()).isTrue();
        assertThat(page.path("data")).isEqualTo(page.path("sessions"));
        assertThat(page.path("sessionsCount").isIntegralNumber()).isTrue();
        assertThat(page.path("sessionsCount").intValue()).isEqualTo(count);
        assertThat(page.path("total").isIntegralNumber()).isTrue();
        assertThat(page.path("total").intValue()).isEqualTo(23);
    }

    @Test
    void aListShowsTheSessionsOfOneChatflowWhicheverApiMadeThem() {
        String titled = create(ada, "titled");
        update(titled, "\"preview\":\"p\",\"messageCount\":3").as(200);
        String ofSupport = somebody.create();
        ada.post("/api/chat_sessions", "{\"title\":\"without one\"}").as(201);

        JsonNode mine = list(ada, FLOW, "");
        assertThat(guids(mine)).containsExactly(titled);
        assertThat(mine.path("sessions").path(0)).isEqualTo(session(titled));
        JsonNode supports = list(ada, "support", "").path("data").path(0);
        assertThat(supports).isEqualTo(session(ofSupport));
        assertThat(supports.path("chatflowId").textValue()).isEqualTo("support");
        assertThat(supports.path("title").isNull()).isTrue();
        assertThat(list(ada, "nobodys", ""))
                .hasToString("{\"sessions\":[],\"sessionsCount\":0,\"total\":0,\"data\":[]}");
    }

    @Test
    void aSessionWithoutAChatflowShowsNull() {
        ada.post("/api/chat_sessions", "{\"title\":\"without one\"}").as(201);
        String guid = somebody.ids("").getFirst();
        assertThat(session(guid).path("chatflowId").isNull()).isTrue();
        assertThat(session(guid).path("title").textValue()).isEqualTo("without one");
    }

    @Test
    void theHeaviestPageFitsIntoAnAnswer() {
        String title = "👧".repeat(256);
        String preview = "👧".repeat(1_000);
        IntStream.range(0, 100)
                .forEach(_ -> update(create(ada, title), "\"preview\":\"" + preview + "\"")
                        .as(200));

        Answer page = ada.post("/chat-sessions/list", "{\"chatflowId\":\"" + FLOW + "\",\"limit\":100}");

        assertThat(page.as(200).path("data")).hasSize(100);
        assertThat(page.body().at("/data/99/title").textValue()).isEqualTo(title);
        assertThat(page.body().at("/sessions/0/preview").textValue()).isEqualTo(preview);
        assertThat(dev.parley.http.Json.weight(page.text())).isBetween(2_900_000L, Reply.MOST_BYTES);
    }

    @Test
    void aRepeatedCreateAnswersTheSameSessionAsItIsNow() {
        JsonNode first = once("once").as(200);
        String guid = first.path("guid").textValue();
        assertThat(once("once").as(200)).isEqualTo(first);
        update(guid, "\"preview\":\"since\"").as(200);
        assertThat(once("once").as(200)).isEqualTo(session(guid));
        assertThat(once("other").as(400).path("message").textValue())
                .isEqualTo("Idempotency-Key was used with another request");
        assertThat(guids(list(ada, FLOW, ""))).containsExactly(guid);
        delete(ada, guid).as(200);
        assertThat(once("once").as(404)).hasToString(NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"👩‍👩‍👧‍👦 שלום", "\"\\/\b\f\n\u0001", " padded ", "", "<script>${jndi:x}</script>"})
    void textComesBackExactly(String text) {
        String guid = create(ada, text);
        String update = Json.object().put("chatId", guid).put("preview", text).toString();
        assertThat(ada.post("/chat-sessions/update", update)
                        .as(200)
                        .path("preview")
                        .textValue())
                .isEqualTo(text);
        assertThat(session(guid).path("title").textValue()).isEqualTo(text);
        assertThat(list(ada, FLOW, "").at("/data/0/preview").textValue()).isEqualTo(text);
    }

    /// Every operation on a session by its id; reading first.
    private static Stream<BiFunction<ApiClient, String, Answer>> operations() {
        return Stream.of(
                (user, guid) -> user.post("/chat-sessions/get", "{\"chatId\":\"" + guid + "\"}"),
                (user, guid) -> user.post("/chat-sessions/update", "{\"chatId\":\"" + guid + "\",\"title\":\"x\"}"),
                (user, guid) -> user.post("/chat-sessions/update", "{\"chatId\":\"" + guid + "\"}"),
                ChatflowTest::delete);
    }

    private static JsonNode without(JsonNode session, String field) {
        return ((ObjectNode) session.deepCopy()).remove(List.of(field));
    }

    private Answer once(String title) {
        return ada.postOnce("key", "/chat-sessions/create", newSession(title));
    }

    private static String create(ApiClient user, String title) {
        return user.post("/chat-sessions/create", newSession(title))
                .as(200)
                .path("guid")
                .textValue();
    }

    private static String newSession(String title) {
        return Json.object().put("chatflowId", FLOW).put("title", title).toString();
    }

    private JsonNode session(String guid) {
        return ada.post("/chat-sessions/get", "{\"chatId\":\"" + guid + "\"}").as(200);
    }

    private Answer update(String guid, String fields) {
        return ada.post("/chat-sessions/update", "{\"chatId\":\"" + guid + "\"," + fields + "}");
    }

    private static Answer delete(ApiClient user, String guid) {
        return user.post("/chat-sessions/delete", "{\"chatId\":\"" + guid + "\"}");
    }

    private static JsonNode list(ApiClient user, String flow, String window) {
        String rest = window.isEmpty() ? "" : "," + window;
        return user.post("/chat-sessions/list", "{\"chatflowId\":\"" + flow + "\"" + rest + "}")
                .as(200);
    }

    private static List<String> guids(JsonNode page) {
        return ChatbotUser.texts(page.path("sessions"), "guid");
    }
}
