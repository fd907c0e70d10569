package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server on a data folder, killed without warning in the middle of a conversation.
class KilledServerTest {
    private static final int BEFORE_THE_KILL = 40;

    @TempDir
    private Path data;

    @Test
    void everyAcknowledgedMessageIsThereAfterAKillAndTheSessionTakesTheNextOne() throws Exception {
        List<String> acknowledged = new CopyOnWriteArrayList<>();
        String session;
        try (JavaProcess server = serverOn(data)) {
            ApiClient ada = ApiClient.signIn(server.address(), "ada");
            session = ada.post("/sessions", "{\"chatbotId\":\"support\",\"clientId\":\"client-1\"}")
                    .body()
                    .at("/data/id")
                    .asText();
            CountDownLatch enough = new CountDownLatch(BEFORE_THE_KILL);
            Thread talking = Thread.startVirtualThread(() -> talk(ada, session, acknowledged, enough));
            enough.await();
            server.kill();
            talking.join();
        }
        try (JavaProcess server = serverOn(data)) {
            ApiClient ada = ApiClient.signIn(server.address(), "ada");
            JsonNode found = ada.get("/sessions/" + session).body().at("/data");
            List<String> stored = new ArrayList<>();
            found.path("messages")
                    .forEach(message -> stored.add(message.path("content").asText()));

            assertThat(stored).startsWith(acknowledged.toArray(String[]::new));
            assertThat(stored)
                    .as("at most the one on its way besides")
                    .hasSizeBetween(acknowledged.size(), acknowledged.size() + 1);
            assertThat(found.path("messageCount").asInt()).isEqualTo(stored.size());
            assertThat(ada.post("/sessions/chat?sessionId=" + session, "{\"content\":\"Still there?\"}")
                            .status())
                    .isEqualTo(200);
        }
    }

    private static void talk(ApiClient ada, String session, List<String> acknowledged, CountDownLatch enough) {
        try {
            for (int i = 1; ; i++) {
                String content = "message " + i;
                ApiClient.Answer answer = ada.post(
                        "/sessions/message?sessionId=" + session,
                        "{\"message\":{\"role\":\"user\",\"content\":\"" + content + "\"}}");
                assertThat(answer.status()).isEqualTo(200);
                acknowledged.add(content);
                enough.countDown();
            }
        } catch (UncheckedIOException killed) {
            // The server is gone, as it should be.
        }
    }

    /// A server whose data is there.
    private static JavaProcess serverOn(Path data) {
        return JavaProcess.start(LocalServer.class, Map.of("PARLEY_DATA", data.toString(), "PARLEY_PORT", "0"));
    }
}
