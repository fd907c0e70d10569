package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.http.Reply;
import dev.parley.server.ApiClient.Answer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `POST /chat-sessions/list`: what is on which page, and how much a page may weigh.
class ChatflowListTest {
    private static final LocalServer SERVER = ChatbotUser.server();
    private static final String FLOW = ChatflowUser.FLOW;
    private static final ChatflowUser MANY =
            new ChatflowUser(ChatbotUser.of(SERVER).api());
    private static final List<String> NEWEST_FIRST = IntStream.range(0, 23)
            .mapToObj(i -> MANY.create("session " + i))
            .toList()
            .reversed();

    private final ChatbotUser somebody = ChatbotUser.of(SERVER);
    private final ChatflowUser ada = new ChatflowUser(somebody.api());

    @AfterAll
    static void stop() {
        SERVER.close();
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
        JsonNode page = MANY.list(FLOW, window).as(200);

        assertThat(page.fieldNames()).toIterable().containsExactly("sessions", "sessionsCount", "total", "data");
        assertThat(ChatflowUser.guids(page)).isEqualTo(NEWEST_FIRST.subList(skipped, skipped + count));
        assertThat(page.path("sessions").isArray()).isTrue();
        assertThat(page.path("data")).isEqualTo(page.path("sessions"));
        assertThat(page.path("sessionsCount").isIntegralNumber()).isTrue();
        assertThat(page.path("sessionsCount").intValue()).isEqualTo(count);
        assertThat(page.path("total").isIntegralNumber()).isTrue();
        assertThat(page.path("total").intValue()).isEqualTo(23);
    }

    @Test
    void aListShowsTheSessionsOfOneChatflowWhicheverApiMadeThem() {
        String titled = ada.create("titled");
        ada.update(titled, "\"preview\":\"p\",\"messageCount\":3").as(200);
        String ofSupport = somebody.create();
        ada.api().post("/api/chat_sessions", "{\"title\":\"without one\"}").as(201);

        JsonNode mine = ada.list(FLOW, "").as(200);
        assertThat(ChatflowUser.guids(mine)).containsExactly(titled);
        assertThat(mine.path("sessions").path(0)).isEqualTo(ada.session(titled));
        JsonNode supports = ada.list("support", "").as(200).path("data").path(0);
        assertThat(supports).isEqualTo(ada.session(ofSupport));
        assertThat(supports.path("chatflowId").textValue()).isEqualTo("support");
        assertThat(supports.path("title").isNull()).isTrue();
        assertThat(ada.list("nobodys", "").as(200))
                .hasToString("{\"sessions\":[],\"sessionsCount\":0,\"total\":0,\"data\":[]}");
    }

    @Test
    void theHeaviestPageFitsIntoAnAnswer() {
        String title = "👧".repeat(256);
        String preview = "👧".repeat(1_000);
        IntStream.range(0, 100)
                .forEach(_ -> ada.update(ada.create(title), "\"preview\":\"" + preview + "\"")
                        .as(200));

        Answer page = ada.api().post("/chat-sessions/list", "{\"chatflowId\":\"" + FLOW + "\",\"limit\":100}");

        assertThat(page.as(200).path("data")).hasSize(100);
        assertThat(page.body().at("/data/99/title").textValue()).isEqualTo(title);
        assertThat(page.body().at("/sessions/0/preview").textValue()).isEqualTo(preview);
        assertThat(dev.parley.http.Json.weight(page.text())).isBetween(2_900_000L, Reply.MOST_BYTES);
    }
}
