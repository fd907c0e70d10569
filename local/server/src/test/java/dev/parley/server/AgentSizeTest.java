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

        long each = ApiClient.carried(AgentUser.message("user", content));
        for (String path : List.of("history/", "history/recent/", "get/")) {
            Answer answer = ada.api().get("/sessions/" + path + id + "?limit=100");
            List<String> shown = contents(path, answer);
            assertThat(shown).isNotEmpty().allMatch(content::equals);
            assertThat(shown.size() == 8 || answer.carried() + each > MOST - 4_000)
                    .as(path)
                    .isTrue();
        }
    }

    private List<String> shown(String path) {
        return contents(path, ada.api().get("/sessions/" + path));
    }

    private static List<String> contents(String path, Answer answer) {
        JsonNode data = answer.as(200).path("data");
        assertThat(answer.carried()).isLessThanOrEqualTo(MOST);
        return ChatbotUser.texts(path.startsWith("get/") ? data.path("history") : data, "content");
    }
}
