package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.server.StreamUser.Stream;
import dev.parley.server.StreamUser.Told;
import dev.parley.standins.Gate;
import dev.parley.standins.LocalBedrock;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Answers that stream, over real sockets, with a model that is held in the middle of an answer.
class StreamTest {
    private static final String PAGE = "https://app.example.com";
    private static final LocalBedrock MODEL = LocalBedrock.start();
    private static final LocalServer SERVER = LocalServer.start(
            new Options(Map.of(
                    "PARLEY_PORT",
                    "0",
                    "PARLEY_BEDROCK_ENDPOINT",
                    MODEL.endpoint().toString(),
                    "PARLEY_ALLOWED_ORIGINS",
                    PAGE)),
            Clock.systemUTC());

    private final StreamUser user = StreamUser.of(SERVER);

    @AfterAll
    static void close() {
        SERVER.close();
        MODEL.close();
    }

    @Test
    void theFirstDeltaReachesTheClientBeforeTheModelHasFinished() {
        String session = user.chats().create();
        try (Gate gate = MODEL.gate("Tell me all of it").pass(1)) {
            Stream stream = user.send(session, "Tell me all of it");

            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.header("content-type")).startsWith("text/event-stream");
            assertThat(stream.next("message.started").data().path("seq").asInt())
                    .isEqualTo(1);
            assertThat(stream.next("message.delta").data().path("text").asText())
                    .isNotEmpty();
            gate.open();
            Told completed = stream.next("message.completed");
            assertThat(completed.data().at("/message/content").asText()).isEqualTo("You said: Tell me all of it");
            assertThat(completed.data().path("usage").path("outputTokens").asInt())
                    .isPositive();
            assertThat(stream.rest()).isEmpty();
        }
    }

    @Test
    void fiftyStreamsAtOnceEndComplete() {
        List<String> sessions =
                IntStream.range(0, 50).mapToObj(_ -> user.chats().create()).toList();
        try (Gate gate = MODEL.gate("All together now")) {
            List<CompletableFuture<Stream>> streams = sessions.stream()
                    .map(session -> CompletableFuture.supplyAsync(
                            () -> user.send(session, "All together now"), Thread::startVirtualThread))
                    .toList();
            List<Stream> open = new ArrayList<>();
            streams.forEach(stream -> open.add(stream.join()));
            assertThat(open).allSatisfy(stream -> stream.next("message.started"));

            gate.open();

            assertThat(open)
                    .allSatisfy(stream -> assertThat(stream.next("message.completed")
                                    .data()
                                    .at("/message/content")
                                    .asText())
                            .isEqualTo("You said: All together now"));
        }
        assertThat(sessions)
                .allSatisfy(session ->
                        assertThat(texts(session)).containsExactly("All together now", "You said: All together now"));
    }

    @Test
    void aTurnThatIsStoppedFromAnotherConnectionEndsForEveryFollower() throws Exception {
        String session = user.chats().create();
        try (Gate gate = MODEL.gate("Go on for ever").pass(2)) {
            Stream stream = user.send(session, "Go on for ever");
            Told delta = stream.next("message.delta");
            Stream follower = user.follow(session, "0");
            assertThat(follower.next("message.started").data().path("seq").asInt())
                    .isEqualTo(1);

            assertThat(user.stop(session)).isEqualTo(204);

            String kept = stream.next("message.completed")
                    .data()
                    .at("/message/content")
                    .asText();
            assertThat(kept).startsWith(delta.data().path("text").asText()).isNotEqualTo("You said: Go on for ever");
            Told told = follower.next("message.completed");
            assertThat(told.data().path("stopReason").asText()).isEqualTo("stopped");
            assertThat(told.data().at("/message/content").asText()).isEqualTo(kept);
            assertThat(texts(session)).containsExactly("Go on for ever", kept);
            assertThat(gate.awaitHangUp()).isTrue();
        }
    }

    @Test
    void whoHangsUpFindsTheRestUnderTheLastId() {
        String session = user.chats().create();
        try (Gate gate = MODEL.gate("Tell me slowly").pass(1)) {
            Stream stream = user.send(session, "Tell me slowly");
            Told first = stream.next("message.delta");
            stream.leave();

            Stream resumed = user.follow(session, first.id());
            resumed.next("message.started");
            gate.open();

            StringBuilder text = new StringBuilder(first.data().path("text").asText());
            Told told = resumed.next();
            while (told.name().equals("message.delta") || told.name().isEmpty()) {
                text.append(told.data().path("text").asText());
                told = resumed.next();
            }
            assertThat(told.name()).isEqualTo("message.completed");
            assertThat(text).hasToString("You said: Tell me slowly");
        }
    }

    @Test
    void whatIsRefusedBeforeTheStreamIsAPlainAnswer() {
        Stream refused = user.send(ChatbotUser.NOBODYS, "Is anybody there?");

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.header("content-type")).startsWith("application/json");
        assertThat(refused.rest()).isEqualTo("{\"message\":\"Session not found\"}");
    }

    @Test
    void aStrangersSessionIsOneThatNeverExisted() {
        String session = StreamUser.of(SERVER).chats().create();

        assertThat(user.send(session, "Is anybody there?").rest())
                .isEqualTo(user.send(ChatbotUser.NOBODYS, "Is anybody there?").rest());
        assertThat(user.follow(session, "0").rest())
                .isEqualTo(user.follow(ChatbotUser.NOBODYS, "0").rest());
        assertThat(user.stop(session)).isEqualTo(404);
    }

    @Test
    void neitherNobodyNorAnIdTokenComesIn() {
        String idToken = ApiClient.tokens(SERVER.address(), "username=ada")
                .path("id_token")
                .asText();

        assertThat(StreamUser.open(user.anonymous(ChatbotUser.NOBODYS).GET()).status())
                .isEqualTo(401);
        assertThat(StreamUser.open(user.anonymous(ChatbotUser.NOBODYS)
                                .header("authorization", "Bearer " + idToken)
                                .GET())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aPageOfAListedOriginMayReadStreamsAndRefusalsAndNoOtherMay() {
        String session = user.chats().create();
        String asked = Json.object().put("content", "Hello").toString();

        Stream listed =
                StreamUser.open(user.request(session).header("origin", PAGE).POST(BodyPublishers.ofString(asked)));
        Stream refused = StreamUser.open(
                user.request(ChatbotUser.NOBODYS).header("origin", PAGE).GET());
        Stream other = StreamUser.open(user.request(session)
                .header("origin", "https://evil.example.com")
                .GET());

        assertThat(listed.header("access-control-allow-origin")).isEqualTo(PAGE);
        listed.next("message.completed");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.header("access-control-allow-origin")).isEqualTo(PAGE);
        assertThat(other.header("access-control-allow-origin")).isEmpty();
    }

    private List<String> texts(String session) {
        JsonNode messages = user.chats().get(session).as(200).at("/data/messages");
        return ChatbotUser.texts(messages, "content");
    }
}
