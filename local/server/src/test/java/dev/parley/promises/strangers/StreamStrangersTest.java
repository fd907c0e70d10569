package dev.parley.promises.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.standins.Gate;
import dev.parley.standins.LocalBedrock;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// A streamed turn that runs is its owner's alone: to everybody else, administrators included, it is as if its
/// session were not there. That is so with every route of the REST API.
class StreamStrangersTest {
    private static final String NOBODYS = "0123456789abcdef01234567";
    private static final String CANARY = "canary-of-the-owner";
    private static final LocalBedrock MODEL = LocalBedrock.start();
    private static final LocalServer SERVER = LocalServer.start(
            new Options(Map.of(
                    "PARLEY_PORT",
                    "0",
                    "PARLEY_BEDROCK_ENDPOINT",
                    MODEL.endpoint().toString())),
            Clock.systemUTC());

    private final ApiClient owner = ApiClient.signIn(SERVER.address(), "owner");

    @AfterAll
    static void stop() {
        SERVER.close();
        MODEL.close();
    }

    @Test
    void whatStreamsIsToOthersAsIfItWereNotThere() {
        String session = session(owner);
        List<ApiClient> others = List.of(
                ApiClient.signIn(SERVER.address(), "stranger"), ApiClient.signIn(SERVER.address(), "admin", "admins"));
        try (Gate gate = MODEL.gate(CANARY).pass(1)) {
            CompletableFuture<Answer> turn = CompletableFuture.supplyAsync(
                    () -> owner.post("/stream/" + session, content(CANARY)), Thread::startVirtualThread);
            while (messages(session).isEmpty() && !turn.isDone()) {
                Thread.onSpinWait();
            }

            for (ApiClient other : others) {
                String deleted = session(other);
                other.delete("/sessions/delete/" + deleted).as(200);
                for (String method : List.of("GET", "DELETE", "POST")) {
                    Answer anothers = sent(other, method, session);
                    assertThat(anothers.status()).as(method).isEqualTo(404);
                    assertThat(anothers.text()).doesNotContain(CANARY, session);
                    for (String none : List.of(NOBODYS, deleted)) {
                        assertThat(anothers.text())
                                .as(method)
                                .isEqualTo(sent(other, method, none).text());
                    }
                }
            }

            gate.open();
            // It was not stopped, and nothing was said in it.
            assertThat(turn.join().text()).contains("\"stopReason\":\"end_turn\"");
        }
        assertThat(messages(session)).containsExactly(CANARY, "You said: " + CANARY);
    }

    private static Answer sent(ApiClient user, String method, String session) {
        Optional<String> body = method.equals("POST") ? Optional.of(content("mine")) : Optional.empty();
        return user.send(method + " /stream/" + session, Optional.empty(), body);
    }

    private List<String> messages(String session) {
        return owner.get("/sessions/" + session).as(200).at("/data/messages").findValuesAsText("content");
    }

    private static String session(ApiClient user) {
        return user.post("/sessions", "{\"chatbotId\":\"support\",\"clientId\":\"default\"}")
                .as(201)
                .at("/data/id")
                .asText();
    }

    private static String content(String content) {
        return "{\"content\":\"" + content + "\"}";
    }
}
