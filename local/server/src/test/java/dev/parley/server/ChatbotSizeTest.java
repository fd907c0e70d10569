package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.server.ApiClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How much an answer carries: at most 5 MB as the response of the function.
class ChatbotSizeTest {
    private static final LocalServer SERVER = ChatbotUser.server();
    private static final int MOST = 5_000_000;
    private static final int CONTENT = 256 * 1024;

    private final ChatbotUser ada = ChatbotUser.of(SERVER);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aLongConversationShowsTheNewestMessagesThatFit() {
        String id = ada.create();
        List<String> said = IntStream.range(0, 22)
                .mapToObj(i -> (i + " ").concat("x".repeat(CONTENT)).substring(0, CONTENT))
                .toList();
        said.forEach(content -> ada.say(id, "user", content).as(200));

        Answer whole = ada.get(id);
        List<String> shown = ChatbotUser.texts(whole.as(200).path("data").path("messages"), "content");
        assertThat(whole.carried()).isLessThanOrEqualTo(MOST);
        assertThat(shown).hasSize(19).isEqualTo(said.subList(3, 22));
        assertThat(whole.body().path("data").path("messageCount").intValue()).isEqualTo(22);

        Answer updated = ada.put(id, "{\"title\": \"heavy\"}");
        assertThat(ChatbotUser.texts(updated.as(200).path("data").path("messages"), "content"))
                .isEqualTo(shown);
        assertThat(updated.carried()).isLessThanOrEqualTo(MOST);
        Answer ended = ada.end(id);
        assertThat(ended.as(200).path("data").path("messages")).hasSize(19);
        assertThat(ended.carried()).isLessThanOrEqualTo(MOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\\", "\u0001", "é", "語", "👧", "\n"})
    void messagesOfOneCharacterComeBackWithinTheLimit(String character) {
        int bytes = character.getBytes(StandardCharsets.UTF_8).length;
        String content = "!" + character.repeat((CONTENT - 1) / bytes);
        String id = ada.create();
        IntStream.range(0, 6).forEach(_ -> {
            Answer said = ada.say(id, "user", content);
            assertThat(said.carried()).isLessThanOrEqualTo(MOST);
            said.as(200);
        });
        Answer whole = ada.get(id);
        JsonNode messages = whole.as(200).path("data").path("messages");
        assertThat(whole.carried()).isLessThanOrEqualTo(MOST);
        assertThat(messages).isNotEmpty();
        long each = ApiClient.carried(messages.path(0).toString());
        assertThat(messages.size() == 6 || whole.carried() + each > MOST - 4_000)
                .isTrue();
        messages.forEach(message ->
                assertThat(message.path("content").textValue().equals(content)).isTrue());
    }

    @Test
    void aListOfHeavySessionsStaysWithinTheLimit() {
        String content = "y".repeat(250_000);
        IntStream.range(0, 24).forEach(_ -> {
            String id = ada.create();
            ada.say(id, "user", content).as(200);
        });
        Answer list = ada.api().get("/sessions?limit=100");
        assertThat(list.carried()).isLessThanOrEqualTo(MOST);
        JsonNode results = list.as(200).path("data").path("results");
        assertThat(results)
                .hasSize(24)
                .allSatisfy(session ->
                        assertThat(session.path("messageCount").intValue()).isEqualTo(1));
    }

    @Test
    void aSessionInAListShowsAtMost256KilobytesOfMessages() {
        String id = ada.create();
        IntStream.range(0, 4)
                .forEach(i -> ada.say(id, "user", i + "z".repeat(100_000)).as(200));
        JsonNode session = ada.list("").path("results").path(0);
        assertThat(ChatbotUser.texts(session.path("messages"), "content"))
                .containsExactly("2" + "z".repeat(100_000), "3" + "z".repeat(100_000));
        assertThat(session.path("messageCount").intValue()).isEqualTo(4);
        assertThat(ada.session(id).path("messages")).hasSize(4);
    }

    @Test
    void everyTextMayBeAsLongAsItsLimit() {
        String title = "👧".repeat(256);
        String id = ada.createTitled(title);
        String comment = "é".repeat(4_000);
        String metadata = "{\"k\":\"" + "m".repeat(16 * 1024 - 8) + "\"}";
        ada.put(id, "{\"feedback\":{\"comment\":\"" + comment + "\"},\"metadata\":" + metadata + "}")
                .as(200);
        ada.say(id, "assistant", "é".repeat(CONTENT / 2)).as(200);
        JsonNode session = ada.session(id);
        assertThat(session.path("title").textValue()).isEqualTo(title);
        assertThat(session.path("feedback").path("comment").textValue()).isEqualTo(comment);
        assertThat(session.path("metadata")).hasToString(metadata);
        assertThat(session.path("messages").path(0).path("content").textValue()).hasSize(CONTENT / 2);
        assertThat(ada.ids("searchString=" + "%F0%9F%91%A7".repeat(256))).containsExactly(id);
    }
}
