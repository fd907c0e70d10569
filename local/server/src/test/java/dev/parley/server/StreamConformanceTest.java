package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.ApiClient.Answer;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Streams over HTTP, each read to its end: the client holds their events against `docs/openapi/stream.yaml`.
class StreamConformanceTest {
    private static final LocalServer SERVER =
            LocalServer.start(new Options(Map.of("PARLEY_PORT", "0")), Clock.systemUTC());
    private static final ApiClient ADA = ApiClient.signIn(SERVER.address(), "ada");

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aTurnIsStreamedFollowedAndSentAgainAsDescribed() {
        String path = session();

        Answer turn = ADA.postOnce("key", path, "{\"content\":\"Who are you?\"}");

        turn.as(200);
        assertThat(turn.text()).contains("event: message.completed\n", "\"content\":\"You said: Who are you?\"");
        assertThat(ADA.get(path).text()).contains("event: message.delta\n");
        assertThat(ADA.get(path + "?after=22").text()).doesNotContain("event: message.delta\n");
        assertThat(ADA.postOnce("key", path, "{\"content\":\"Who are you?\"}").text())
                .contains("\"content\":\"You said: Who are you?\"");
    }

    @Test
    void aModelThatFailsIsAnErrorEventAsDescribed() {
        assertThat(ADA.post(session(), "{\"content\":\"!error 500\"}").text()).contains("event: error\n");
    }

    @Test
    void everyRefusalIsAsDescribed() {
        String path = session();

        ADA.post(path, "{}").as(400);
        ADA.get(path + "?after=-1").as(400);
        ADA.get(path).as(404);
        ADA.delete(path).as(404);
        ADA.get("/stream/nobody").as(404);
        new ApiClient(SERVER.address(), "")
                .send("DELETE " + path, Optional.empty(), Optional.empty())
                .as(401);
        ADA.put(path, "{}").as(403);
    }

    private static String session() {
        String draft = "{\"chatbotId\":\"support\",\"clientId\":\"client-1\"}";
        return "/stream/" + ADA.post("/sessions", draft).as(201).at("/data/id").asText();
    }
}
