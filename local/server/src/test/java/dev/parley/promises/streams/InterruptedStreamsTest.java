package dev.parley.promises.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.Tempo;
import dev.parley.chat.Pace;
import dev.parley.dynamodb.Patience;
import dev.parley.promises.TableAudit;
import dev.parley.server.ApiClient;
import dev.parley.server.JavaProcess;
import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.standins.Gate;
import dev.parley.standins.HandClock;
import dev.parley.standins.LocalBedrock;
import dev.parley.standins.LocalDynamoDb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Answers whose reader, whose session or whose server goes away in the middle, and what is found of them
/// afterwards.
class InterruptedStreamsTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private static final LocalDynamoDb DYNAMODB = LocalDynamoDb.inMemory();
    private static final LocalBedrock BEDROCK = LocalBedrock.start();
    private static final HandClock CLOCK = new HandClock();
    private static final LocalServer SERVER = start();

    private final ApiClient ada = ApiClient.signIn(SERVER.address(), "ada-" + UUID.randomUUID());

    private static LocalServer start() {
        // DynamoDB Local removes by the machine's clock what has expired.
        CLOCK.set(Instant.now());
        Pace pace = Pace.of(CLOCK).with(new Pace.Streaming(Duration.ofSeconds(60), SHORT, SHORT));
        Tempo usual = Tempo.of(CLOCK);
        return LocalServer.start(
                new Options(settings()), new Tempo(pace, Patience.of(CLOCK), usual.storeTry(), usual.storeCall()));
    }

    private static Map<String, String> settings() {
        return Map.of(
                "PARLEY_PORT", "0",
                "PARLEY_DYNAMODB_ENDPOINT", DYNAMODB.endpoint().toString(),
                "PARLEY_BEDROCK_ENDPOINT", BEDROCK.endpoint().toString());
    }

    @AfterAll
    static void stop() {
        SERVER.close();
        BEDROCK.close();
        DYNAMODB.close();
    }

    @AfterEach
    void theTableIsSound() {
        SERVER.drainStream();
        assertThat(TableAudit.violations(DYNAMODB.client(), CLOCK.instant())).isEmpty();
    }

    @Test
    void whoeverWasCutOffFindsTheAnswerAgainAndMissesNothingOfIt() {
        String session = session();
        String text = "You said: cut off in the middle of it";
        try (Gate gate = BEDROCK.gate("cut off in the middle of it").pass(3)) {
            OpenStream cut = OpenStream.send(ada, session, "cut off in the middle of it");
            JsonNode started = cut.next("message.started");
            String before = cut.deltas("You said: cut ".length());
            cut.close();

            try (OpenStream again = OpenStream.follow(ada, session, cut.lastId());
                    OpenStream elsewhere =
                            OpenStream.follow(ApiClient.signIn(SERVER.address(), name()), session, "0")) {
                assertThat(again.next("message.started")).isEqualTo(started);
                assertThat(elsewhere.status()).isEqualTo(404);
                gate.open();
                assertThat(before + again.textUntil("message.completed")).isEqualTo(text);
            }
            try (OpenStream later = OpenStream.follow(ada, session, cut.lastId())) {
                later.next("message.started");
                assertThat(before + later.textUntil("message.completed")).isEqualTo(text);
            }
        }
        assertThat(contents(session)).containsExactly("cut off in the middle of it", text);
    }

    @Test
    void oneTurnRunsAtATimeWhetherItStreamsOrNot() {
        String session = session();
        try (Gate gate = BEDROCK.gate("one at a time").pass(1);
                OpenStream answer = OpenStream.send(ada, session, "one at a time")) {
            answer.next("message.started");
            chat(session, "not now").as(409);
            try (OpenStream second = OpenStream.send(ada, session, "nor now")) {
                assertThat(second.status()).isEqualTo(409);
            }
            gate.open();
            answer.textUntil("message.completed");
        }
        chat(session, "now").as(200);
        assertThat(contents(session))
                .containsExactly("one at a time", "You said: one at a time", "now", "You said: now");
    }

    @Test
    void aSessionThatIsDeletedOrEndedWhileItStreamsDropsTheAnswerAndLeavesNothing() throws InterruptedException {
        for (boolean deleted : List.of(true, false)) {
            String session = session();
            String text = "gone meanwhile " + deleted;
            try (Gate gate = BEDROCK.gate(text).pass(2);
                    OpenStream answer = OpenStream.send(ada, session, text)) {
                answer.next("message.started");
                answer.deltas(10);
                try (OpenStream follower = OpenStream.follow(ada, session, "0")) {
                    follower.next("message.started");
                    // Once that has come, a chunk is kept.
                    follower.deltas(10);
                }
                if (deleted) {
                    ada.delete("/sessions/delete/" + session).as(200);
                } else {
                    ada.post("/sessions/" + session + "/end", "").as(200);
                }
                assertThat(answer.textUntil("error")).isEmpty();
                assertThat(gate.awaitHangUp()).isTrue();
            }
            if (!deleted) {
                assertThat(contents(session)).containsExactly(text);
            }
        }
    }

    @Test
    void aServerThatIsKilledLeavesWhatTheModelHadSaidOnceItsLeaseIsOver() {
        try (JavaProcess victim = JavaProcess.start(LocalServer.class, settings());
                Gate _ = BEDROCK.gate("last words").pass(2)) {
            String name = name();
            ApiClient user = ApiClient.signIn(victim.address(), name);
            String session = session(user);
            ApiClient here = ApiClient.signIn(SERVER.address(), name);
            try (OpenStream answer = OpenStream.send(user, session, "last words");
                    OpenStream follower = OpenStream.follow(here, session, "0")) {
                answer.next("message.started");
                follower.next("message.started");
                assertThat(follower.deltas(10)).isEqualTo("You said: ");
                victim.kill();
                CLOCK.set(Instant.now());
                here.post("/sessions/chat?sessionId=" + session, "{\"content\":\"too early\"}")
                        .as(409);

                CLOCK.moveOn(Pace.LEASE);

                assertThat(follower.textUntil("message.completed")).isEmpty();
            }
            JsonNode messages = here.get("/sessions/" + session).as(200).at("/data/messages");
            assertThat(messages.findValuesAsText("content")).containsExactly("last words", "You said: ");
            here.post("/sessions/chat?sessionId=" + session, "{\"content\":\"the next one\"}")
                    .as(200);
        }
    }

    private String session() {
        return session(ada);
    }

    private static String session(ApiClient user) {
        return user.post("/sessions", "{\"chatbotId\":\"support\",\"clientId\":\"default\"}")
                .as(201)
                .at("/data/id")
                .asText();
    }

    private static String name() {
        return "user-" + UUID.randomUUID();
    }

    private ApiClient.Answer chat(String session, String text) {
        return ada.post("/sessions/chat?sessionId=" + session, "{\"content\":\"" + text + "\"}");
    }

    private List<String> contents(String session) {
        List<String> contents = new ArrayList<>();
        ada.get("/sessions/" + session)
                .as(200)
                .at("/data/messages")
                .forEach(message -> contents.add(message.path("content").asText()));
        return contents;
    }
}
