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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The chatflow API over HTTP.
class ChatflowTest {
    private static final LocalServer SERVER = ChatbotUser.server();
    private static final String FLOW = ChatflowUser.FLOW;
    private static final String NOT_FOUND = "{\"success\":false,\"message\":\"Chat session not found\"}";

    private final ChatbotUser somebody = ChatbotUser.of(SERVER);
    private final ChatflowUser ada = new ChatflowUser(somebody.api());

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void createAnswersTheSession() {
        Instant before = Instant.now().minusMillis(1);
        Answer answer = ada.api().post("/chat-sessions/create", ChatflowUser.newSession("My New Session"));

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
        assertThat(ada.session(body.path("guid").textValue())).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"title\":null"})
    void aTitleThatIsNotGivenIsNull(String title) {
        JsonNode body = ada.api()
                .post("/chat-sessions/create", "{\"chatflowId\":\"" + FLOW + "\"" + title + "}")
                .as(200);
        assertThat(body.path("title").isNull()).isTrue();
        assertThat(ada.session(body.path("guid").textValue())).isEqualTo(body);
    }

    @Test
    void aChatflowNeedNotBeInTheCatalog() {
        String longest = "f".repeat(128);
        for (String flow : List.of(longest, "chatflow-guid-12345", "..", "1")) {
            String guid = ada.api()
                    .post("/chat-sessions/create", "{\"chatflowId\":\"" + flow + "\"}")
                    .as(200)
                    .path("guid")
                    .textValue();
            assertThat(ada.session(guid).path("chatflowId").textValue()).isEqualTo(flow);
            assertThat(somebody.session(guid).at("/chatbotId/id").textValue()).isEqualTo(flow);
            assertThat(ada.guids(flow)).containsExactly(guid);
        }
        assertThat(somebody.session(ada.guids(longest).getFirst())
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
        String guid = ada.create("Old");
        ada.update(guid, "\"title\":\"Old\",\"preview\":\"p\",\"messageCount\":7")
                .as(200);
        JsonNode before = ada.session(guid);

        JsonNode after = ada.update(guid, "\"" + field + "\":" + value).as(200);
        assertThat(after.fieldNames())
                .toIterable()
                .containsExactly("id", "guid", "chatflowId", "title", "preview", "messageCount", "created_on");
        assertThat(after.path(field)).hasToString(value);
        assertThat(ada.session(guid)).isEqualTo(after);
        assertThat(without(after, field)).isEqualTo(without(before, field));

        JsonNode then = ada.update(guid, "\"" + field + "\":" + next).as(200);
        assertThat(then.path(field)).hasToString(field.equals("preview") ? "" : next);
        assertThat(then.has(field)).isEqualTo(!field.equals("preview"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\":1", "\"id\":7,\"guid\":\"x\",\"chatflowId\":\"other\",\"created_on\":1"})
    void anUpdateWithNothingInItChangesNothing(String fields) {
        String guid = ada.create("Same");
        JsonNode session = ada.session(guid);
        String before = somebody.get(guid).text();

        assertThat(ada.update(guid, fields).as(200)).isEqualTo(session);

        assertThat(somebody.get(guid).text()).isEqualTo(before);
    }

    @Test
    void theCountThatIsShownIsTheClientsOrThatOfTheMessages() {
        String guid = ada.create("counted");
        assertThat(ada.session(guid).has("messageCount")).isFalse();
        somebody.say(guid, "user", "hello").as(200);
        assertThat(ada.session(guid).path("messageCount").longValue()).isEqualTo(1);
        assertThat(ada.update(guid, "\"messageCount\":40")
                        .as(200)
                        .path("messageCount")
                        .longValue())
                .isEqualTo(40);
        somebody.say(guid, "user", "hello again").as(200);
        assertThat(ada.session(guid).path("messageCount").longValue()).isEqualTo(40);
        assertThat(somebody.session(guid).path("messageCount").longValue()).isEqualTo(2);
    }

    @Test
    void thePreviewIsTheClientsOrTheStartOfTheLastMessage() {
        String guid = ada.create("previewed");
        assertThat(ada.session(guid).has("preview")).isFalse();
        somebody.say(guid, "user", " Hello,\nworld\n").as(200);
        assertThat(ada.session(guid).path("preview").textValue()).isEqualTo("Hello,\nworld");
        somebody.say(guid, "assistant", "One two three ".repeat(20)).as(200);
        String start = "One two three ".repeat(7).strip();
        assertThat(ada.session(guid).path("preview").textValue()).isEqualTo(start);
        assertThat(ada.list(FLOW, "").as(200).at("/sessions/0/preview").textValue())
                .isEqualTo(start);

        assertThat(ada.update(guid, "\"preview\":\"Mine\"")
                        .as(200)
                        .path("preview")
                        .textValue())
                .isEqualTo("Mine");
        somebody.say(guid, "user", "More").as(200);
        assertThat(ada.session(guid).path("preview").textValue()).isEqualTo("Mine");

        assertThat(ada.update(guid, "\"preview\":null").as(200).path("preview").textValue())
                .isEqualTo("More");
    }

    @Test
    void deleteDeletes() {
        String guid = ada.create("short-lived");
        assertThat(ada.delete(guid).text())
                .isEqualTo("{\"success\":true,\"message\":\"Chat session deleted successfully\"}");
        operations()
                .forEach(operation ->
                        assertThat(operation.apply(ada, guid).as(404)).hasToString(NOT_FOUND));
        assertThat(ada.list(FLOW, "").as(200).path("total").longValue()).isZero();
        assertThat(somebody.get(guid).status()).isEqualTo(404);
    }

    @Test
    void ofAnotherOwnersAndOfNoSessionTheAnswerIsTheSame() {
        String guid = ada.create("private");
        String before = ada.session(guid).toString();
        for (ChatbotUser another : List.of(ChatbotUser.of(SERVER), ChatbotUser.admin(SERVER))) {
            ChatflowUser other = new ChatflowUser(another.api());
            operations().forEach(operation -> {
                Answer foreign = operation.apply(other, guid);
                assertThat(foreign.status()).isEqualTo(404);
                assertThat(foreign.text()).isEqualTo(NOT_FOUND);
                assertThat(operation.apply(other, ChatbotUser.NOBODYS).text()).isEqualTo(NOT_FOUND);
            });
            assertThat(other.list(FLOW, "").as(200).path("total").longValue()).isZero();
        }
        assertThat(ada.session(guid)).hasToString(before);
    }

    @Test
    void withoutAGoodTokenTheGatewayAnswers() {
        String guid = ada.create("mine");
        for (String token : List.of("", "junk")) {
            ChatflowUser nobody = new ChatflowUser(new ApiClient(SERVER.address(), token));
            Stream.concat(
                            operations().map(operation -> operation.apply(nobody, guid)),
                            Stream.of("create", "list")
                                    .map(name ->
                                            nobody.api().post("/chat-sessions/" + name, ChatflowUser.newSession("x"))))
                    .forEach(answer -> assertThat(answer.as(401)).hasToString("{\"message\":\"Unauthorized\"}"));
        }
    }

    @Test
    void aSessionWithoutAChatflowShowsNull() {
        ada.api().post("/api/chat_sessions", "{\"title\":\"without one\"}").as(201);
        String guid = somebody.ids("").getFirst();
        assertThat(ada.session(guid).path("chatflowId").isNull()).isTrue();
        assertThat(ada.session(guid).path("title").textValue()).isEqualTo("without one");
    }

    @Test
    void aRepeatedCreateAnswersTheSameSessionAsItIsNow() {
        JsonNode first = once("once").as(200);
        String guid = first.path("guid").textValue();
        assertThat(once("once").as(200)).isEqualTo(first);
        ada.update(guid, "\"preview\":\"since\"").as(200);
        assertThat(once("once").as(200)).isEqualTo(ada.session(guid));
        assertThat(once("other").as(400).path("message").textValue())
                .isEqualTo("Idempotency-Key was used with another request");
        assertThat(ada.guids(FLOW)).containsExactly(guid);
        ada.delete(guid).as(200);
        assertThat(once("once").as(404)).hasToString(NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"👩‍👩‍👧‍👦 שלום", "\"\\/\b\f\n\u0001", " padded ", "", "<script>${jndi:x}</script>"})
    void textComesBackExactly(String text) {
        String guid = ada.create(text);
        String update = Json.object().put("chatId", guid).put("preview", text).toString();
        assertThat(ada.api()
                        .post("/chat-sessions/update", update)
                        .as(200)
                        .path("preview")
                        .textValue())
                .isEqualTo(text);
        assertThat(ada.session(guid).path("title").textValue()).isEqualTo(text);
        assertThat(ada.list(FLOW, "").as(200).at("/data/0/preview").textValue()).isEqualTo(text);
    }

    /// Every operation on a session by its id.
    private static Stream<BiFunction<ChatflowUser, String, Answer>> operations() {
        return Stream.of(
                ChatflowUser::get,
                (user, guid) -> user.update(guid, "\"title\":\"x\""),
                (user, guid) -> user.update(guid, "\"x\":1"),
                ChatflowUser::delete);
    }

    private static JsonNode without(JsonNode session, String field) {
        return ((ObjectNode) session.deepCopy()).remove(List.of(field));
    }

    private Answer once(String title) {
        return ada.api().postOnce("key", "/chat-sessions/create", ChatflowUser.newSession(title));
    }
}
