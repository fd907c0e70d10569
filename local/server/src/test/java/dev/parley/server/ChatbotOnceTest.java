package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.server.ApiClient.Answer;
import dev.parley.standins.Gate;
import dev.parley.standins.HandClock;
import dev.parley.standins.LocalDynamoDb;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Idempotency keys on the chatbot API's three POSTs that create or append.
class ChatbotOnceTest {
    private static final LocalServer SERVER = ChatbotUser.server();
    private static final Executor THREADS = command -> Thread.ofVirtual().start(command);
    private static final String CREATE =
            ChatbotUser.newSession("support", "default").toString();

    private final ChatbotUser ada = ChatbotUser.of(SERVER);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aRepeatedCreateAnswersTheSameSessionAsItIsNow() {
        JsonNode first = created("key").as(201).path("data");
        String id = first.path("id").asText();
        assertThat(created("key").as(201).path("data")).isEqualTo(first);
        ada.put(id, "{\"title\": \"since changed\"}").as(200);
        ada.say(id, "user", "since said").as(200);
        JsonNode again = created("key").as(201).path("data");
        assertThat(again.path("id").asText()).isEqualTo(id);
        assertThat(again.path("chatbotId").textValue()).isEqualTo("support");
        assertThat(again.path("title").textValue()).isEqualTo("since changed");
        assertThat(again.path("messages")).hasSize(1);
        assertThat(ada.ids("")).containsExactly(id);
        assertThat(ada.list("").path("paginatorInfo").path("total").intValue()).isEqualTo(1);

        created("another-key").as(201);
        assertThat(ada.ids("")).hasSize(2);
    }

    @Test
    void aRepeatedMessageIsStoredOnce() {
        String id = ada.create();
        JsonNode first = said("key", id, "hello").as(200);
        assertThat(said("key", id, "hello").as(200)).isEqualTo(first);
        assertThat(ada.contents(id)).containsExactly("hello");
        ada.end(id).as(200);
        assertThat(said("key", id, "hello").as(200).path("data").path("status").textValue())
                .isEqualTo("COMPLETED");
        assertThat(ada.contents(id)).containsExactly("hello");
    }

    @Test
    void aRepeatedChatAnswersWithTheSameMessage() {
        String id = ada.create();
        String first = chatted("key", id, "hello").text();
        ada.chat(id, "meanwhile").as(200);
        Answer again = chatted("key", id, "hello");
        again.as(200);
        assertThat(again.text()).isEqualTo(first);
        ada.end(id).as(200);
        assertThat(chatted("key", id, "hello").text()).isEqualTo(first);
        assertThat(ada.contents(id)).containsExactly("hello", "You said: hello", "meanwhile", "You said: meanwhile");
    }

    @Test
    void anotherRequestUnderTheKeyIsRefused() {
        String id = ada.create();
        String other = ada.create();
        said("key", id, "hello").as(200);
        List<Answer> others = List.of(
                said("key", id, "Hello"),
                said("key", other, "hello"),
                chatted("key", id, "hello"),
                created("key"),
                ada.api()
                        .postOnce(
                                "key",
                                "/sessions/message?sessionId=" + id + "&x=1",
                                ChatbotUser.message("user", "hello")));
        others.forEach(answer -> {
            assertThat(answer.as(400).path("success").booleanValue()).isFalse();
            assertThat(answer.body().path("message").textValue()).startsWith("Idempotency-Key ");
        });
        assertThat(ada.contents(id)).containsExactly("hello");
        assertThat(ada.contents(other)).isEmpty();
        assertThat(ada.ids("")).hasSize(2);
    }

    @Test
    void theSameKeyOfAnotherUserIsAnotherKey() {
        ChatbotUser eve = ChatbotUser.of(SERVER);
        String hers = eve.api()
                .postOnce("key", "/sessions", CREATE)
                .as(201)
                .path("data")
                .path("id")
                .asText();
        String mine = created("key").as(201).path("data").path("id").asText();
        assertThat(mine).isNotEqualTo(hers);
        assertThat(ada.ids("")).containsExactly(mine);
        assertThat(eve.ids("")).containsExactly(hers);
    }

    @Test
    void aRefusalIsNotKept() {
        String id = ada.create();
        ada.end(id).as(200);
        said("message", id, "hello").as(404);
        chatted("chat", id, "hello").as(404);
        ada.put(id, "{\"status\": \"ACTIVE\"}").as(200);
        said("message", id, "hello").as(200);
        chatted("chat", id, "hello").as(200);
        assertThat(ada.contents(id)).containsExactly("hello", "hello", "You said: hello");

        ada.api()
                .postOnce("create", "/sessions", "{\"chatbotId\": \"support\"}")
                .as(400);
        created("create").as(201);
    }

    @Test
    void aFailedTurnIsTakenUpAgainWithoutStoringAnythingTwice() {
        String id = ada.create();
        chatted("key", id, "!error 503").as(500);
        chatted("key", id, "!error 503").as(500);
        ada.say(id, "user", "in between").as(200);
        chatted("key", id, "!error 503").as(500);
        assertThat(ada.contents(id)).containsExactly("!error 503", "in between");
        ada.chat(id, "next").as(200);
        assertThat(ada.contents(id)).containsExactly("!error 503", "in between", "next", "You said: next");
    }

    @Test
    void aFailedTurnIsRefusedUnderItsKeyWhileItsModelIsGone() {
        ChatbotUser admin = ChatbotUser.admin(SERVER);
        admin.api().post("/catalog/models", "{\"id\": \"reluctant\"}").as(201);
        admin.api()
                .post("/catalog/assistants", "{\"id\": \"shy\", \"name\": \"Shy\", \"model_id\": \"reluctant\"}")
                .as(201);
        String id = ada.create("shy", "default");
        chatted("key", id, "!error 500").as(500);
        admin.api().delete("/catalog/models/reluctant").as(204);
        chatted("key", id, "!error 500").as(404);
        assertThat(ada.contents(id)).containsExactly("!error 500");
    }

    @Test
    void aFailedTurnIsFinishedUnderItsKeyWhenTheModelIsBack() {
        try (LocalDynamoDb table = LocalDynamoDb.inMemory();
                LocalServer working = server(
                        Map.of("PARLEY_DYNAMODB_ENDPOINT", table.endpoint().toString()));
                LocalServer speechless = server(Map.of(
                        "PARLEY_DYNAMODB_ENDPOINT",
                        table.endpoint().toString(),
                        "PARLEY_BEDROCK_ENDPOINT",
                        "http://127.0.0.1:9"))) {
            ChatbotUser before = new ChatbotUser(ApiClient.signIn(speechless.address(), "bea"));
            ChatbotUser after = new ChatbotUser(ApiClient.signIn(working.address(), "bea"));
            String id = before.create();
            String chat = "/sessions/chat?sessionId=" + id;
            before.say(id, "user", "earlier").as(200);
            before.api().postOnce("key", chat, "{\"content\":\"hello\"}").as(500);
            before.say(id, "user", "later").as(200);

            JsonNode answer =
                    after.api().postOnce("key", chat, "{\"content\":\"hello\"}").as(200);
            assertThat(answer.path("data").path("content").textValue()).isEqualTo("You said: hello");
            assertThat(before.api()
                            .postOnce("key", chat, "{\"content\":\"hello\"}")
                            .as(200))
                    .isEqualTo(answer);
            assertThat(after.contents(id)).containsExactly("earlier", "hello", "later", "You said: hello");
        }
    }

    @Test
    void aKeyIsGoodForOneDay() {
        HandClock clock = new HandClock();
        try (LocalServer server = LocalServer.start(new Options(Map.of("PARLEY_PORT", "0")), clock)) {
            String first = createdBy("cleo", server);
            clock.set(HandClock.START.plus(Duration.ofDays(1)).minusSeconds(1));
            assertThat(createdBy("cleo", server)).isEqualTo(first);
            clock.set(HandClock.START.plus(Duration.ofDays(1)));
            String second = createdBy("cleo", server);
            assertThat(second).isNotEqualTo(first);
            assertThat(createdBy("cleo", server)).isEqualTo(second);
        }
    }

    private static String createdBy(String username, LocalServer server) {
        return ApiClient.signIn(server.address(), username)
                .postOnce("key", "/sessions", CREATE)
                .as(201)
                .path("data")
                .path("id")
                .asText();
    }

    private static LocalServer server(Map<String, String> options) {
        Map<String, String> environment = new HashMap<>(options);
        environment.put("PARLEY_PORT", "0");
        return LocalServer.start(new Options(environment), Clock.systemUTC());
    }

    @Test
    void whileTheFirstTurnRunsItsTwinIsAConflict() {
        String id = ada.create();
        String answer;
        try (Gate gate = SERVER.model().orElseThrow().gate("twins")) {
            CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> chatted("key", id, "twins"), THREADS);
            ChatbotUser.await(() -> ada.session(id).path("messageCount").intValue() == 1);
            chatted("key", id, "twins").as(409);
            assertThat(chatted("key", id, "other").status()).isEqualTo(400);
            gate.open();
            answer = first.join().text();
        }
        assertThat(chatted("key", id, "twins").text()).isEqualTo(answer);
        assertThat(ada.contents(id)).containsExactly("twins", "You said: twins");
    }

    @Test
    void ofFiftyTwinsThatCreateOneHasAnEffect() {
        List<Answer> answers = fifty(() -> created("key"));
        assertThat(answers).extracting(Answer::status).contains(201).isSubsetOf(201, 409);
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .map(Answer::text)
                        .distinct())
                .hasSize(1);
        assertThat(ada.ids("")).hasSize(1);
        assertThat(ada.list("").path("paginatorInfo").path("total").intValue()).isEqualTo(1);
    }

    @Test
    void ofFiftyTwinsThatSayOneHasAnEffect() {
        String id = ada.create();
        List<Answer> answers = fifty(() -> said("key", id, "hello"));
        assertThat(answers).extracting(Answer::status).contains(200).isSubsetOf(200, 409);
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 200)
                        .map(Answer::text)
                        .distinct())
                .hasSize(1);
        assertThat(ada.contents(id)).containsExactly("hello");
    }

    @Test
    void ofFiftyTwinsThatChatOneHasAnEffect() {
        String id = ada.create();
        List<Answer> answers = fifty(() -> chatted("key", id, "hello"));
        assertThat(answers).extracting(Answer::status).contains(200).isSubsetOf(200, 409);
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 200)
                        .map(Answer::text)
                        .distinct())
                .hasSize(1);
        assertThat(ada.contents(id)).containsExactly("hello", "You said: hello");
    }

    private Answer created(String key) {
        return ada.api().postOnce(key, "/sessions", CREATE);
    }

    private Answer said(String key, String id, String content) {
        return ada.api().postOnce(key, "/sessions/message?sessionId=" + id, ChatbotUser.message("user", content));
    }

    private Answer chatted(String key, String id, String content) {
        return ada.api().postOnce(key, "/sessions/chat?sessionId=" + id, ChatbotUser.content(content));
    }

    private static List<Answer> fifty(Supplier<Answer> request) {
        return IntStream.range(0, 50).mapToObj(_ -> CompletableFuture.supplyAsync(request, THREADS)).toList().stream()
                .map(CompletableFuture::join)
                .toList();
    }
}
