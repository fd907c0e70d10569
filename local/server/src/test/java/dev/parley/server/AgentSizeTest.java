package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.parley.server.ApiClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How much of a long history an answer carries: at most 5 MB as the response of the function.
class AgentSizeTest {
    private static final LocalServer SERVER = ChatbotUser.server();
    private static final int MOST = 5_000_000;
    private static final int CONTENT = 256 * 1024;

    private final AgentUser ada = AgentUser.of(SERVER);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aHistoryGivesTheFirstAndARecentOneTheNewestThatFit() {
        String id = ada.create();
        List<String> said = IntStream.range(0, 100)
                .mapToObj(i -> (i + " ").concat("x".repeat(CONTENT)).substring(0, CONTENT))
                .toList();
        ada.sayAll(id, said);

        assertThat(shown("history/" + id + "?limit=100")).isEqualTo(said.subList(0, 19));
        assertThat(shown("get/" + id + "?limit=100")).isEqualTo(said.subList(0, 19));
        assertThat(shown("history/recent/" + id + "?limit=100")).isEqualTo(said.subList(81, 100));
        assertThat(shown("history/" + id + "?limit=100&skip=19")).isEqualTo(said.subList(19, 38));
        assertThat(shown("history/recent/" + id + "?limit=100&skip=19")).isEqualTo(said.subList(62, 81));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\u0001", "👧"})
    void messagesOfOneCharacterComeBackWithinTheLimit(String character) {
        int bytes = character.getBytes(StandardCharsets.UTF_8).length;
        String content = "!" + character.repeat((CONTENT - 1) / bytes);
        String id = ada.create();
        ada.sayAll(id, IntStream.range(0, 8).mapToObj(_ -> content).toList());

        long each = carried(AgentUser.message("user", content));
        for (String path : List.of("history/", "history/recent/", "get/")) {
            Answer answer = ada.api().get("/sessions/" + path + id + "?limit=100");
            List<String> shown = contents(path, answer);
            assertThat(shown).isNotEmpty().allMatch(content::equals);
            assertThat(shown.size() == 8 || carried(answer.text()) + each > MOST - 4_000)
                    .as(path)
                    .isTrue();
        }
    }

    private List<String> shown(String path) {
        return contents(path, ada.api().get("/sessions/" + path));
    }

    private static List<String> contents(String path, Answer answer) {
        JsonNode data = answer.as(200).path("data");
        assertThat(carried(answer.text())).isLessThanOrEqualTo(MOST);
        return ChatbotUser.texts(path.startsWith("get/") ? data.path("history") : data, "content");
    }

    /// How many bytes a body takes in the response of the function, where it is a JSON string, in which characters
    /// beyond U+FFFF are two escapes.
    private static long carried(String body) {
        long escaped =
                body.codePoints().filter(Character::isSupplementaryCodePoint).count();
        return TextNode.valueOf(body).toString().getBytes(StandardCharsets.UTF_8).length
                + escaped * ("\\ud83d\\udc67".length() - 4);
    }
}
