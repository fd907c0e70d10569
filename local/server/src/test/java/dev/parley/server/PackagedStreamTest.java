package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Pace;
import dev.parley.server.StreamUser.Told;
import dev.parley.standins.Gate;
import dev.parley.standins.LocalBedrock;
import dev.parley.standins.LocalDynamoDb;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The stream function as it is deployed, in execution environments of their own as Lambda runs them, each over a
/// Runtime API.
///
/// This runs where `mvn verify` has packaged it, and fails where it has not; `mvn test` packages nothing, and
/// leaves this out.
@Tag("packaged")
class PackagedStreamTest {
    /// When the lease of a turn that is taken now is over.
    private static final Duration LATER = Pace.LEASE.plusSeconds(1);

    private static final LocalDynamoDb DATABASE = LocalDynamoDb.inMemory();
    private static final LocalBedrock MODEL = LocalBedrock.start();
    private static final LocalServer SERVER = server(Clock.systemUTC());
    private static final Parts SANDBOXES = new Parts();

    @TempDir
    private static Path folder;

    private static StreamPackage unpacked;
    private static StreamSandbox first;
    private static StreamSandbox second;

    private final String name = "user-" + UUID.randomUUID();
    private final ChatbotUser user = ChatbotUser.named(name, SERVER);
    private final StreamEvents events = new StreamEvents(user);

    @BeforeAll
    static void start() throws Exception {
        unpacked = StreamPackage.unpackedIn(folder);
        first = SANDBOXES.own(unpacked.start(environment("on-demand")));
        second = SANDBOXES.own(unpacked.start(environment("on-demand")));
    }

    @AfterAll
    static void close() {
        SANDBOXES.close();
        SERVER.close();
        MODEL.close();
        DATABASE.close();
    }

    @Test
    void streamsATurnAfterItsSnapshotWasRestored() throws Exception {
        try (StreamSandbox snapped = unpacked.start(environment("snap-start"));
                Gate gate = MODEL.gate("Tell me all of it").pass(1)) {
            snapped.api().awaitSnapshot();
            StreamedResult answer = snapped.invoke(events.send(user.create(), "Tell me all of it"));
            snapped.api().restore();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.next().name()).isEqualTo("message.started");
            // The model waits for the gate: it has not finished.
            assertThat(answer.next("message.delta").data().path("text").asText())
                    .isNotEmpty();
            gate.open();
            assertThat(content(answer.next("message.completed"))).isEqualTo("You said: Tell me all of it");
            assertThat(answer.invocation().ended().trailers()).isEmpty();
        }
    }

    @Test
    void aTurnIsStoppedFromAnotherSandbox() throws Exception {
        String session = user.create();
        try (Gate gate = MODEL.gate("Go on for ever").pass(2)) {
            StreamedResult answer = first.invoke(events.send(session, "Go on for ever"));
            answer.status();
            String said = answer.next("message.delta").data().path("text").asText();

            assertThat(second.invoke(events.stop(session)).status()).isEqualTo(204);

            Told completed = answer.next("message.completed");
            assertThat(stopReason(completed)).isEqualTo("stopped");
            assertThat(content(completed)).startsWith(said).isNotEqualTo("You said: Go on for ever");
            assertThat(gate.awaitHangUp()).isTrue();
            StreamedResult told = second.invoke(events.follow(session, "0"));
            told.status();
            assertThat(told.next("message.completed").data()).isEqualTo(completed.data());
            assertThat(user.contents(session)).containsExactly("Go on for ever", content(completed));
        }
    }

    @Test
    void whoWasCutOffIsToldTheRestByAnotherSandbox() throws Exception {
        String session = user.create();
        try (Gate gate = MODEL.gate("Tell me slowly").pass(2)) {
            StreamedResult answer = first.invoke(events.send(session, "Tell me slowly"));
            answer.status();
            Told started = answer.next("message.started");
            Told said = answer.next("message.delta");
            answer.leave();

            StreamedResult resumed = second.invoke(events.follow(session, said.id()));
            assertThat(resumed.status()).isEqualTo(200);
            assertThat(resumed.next("message.started").data()).isEqualTo(started.data());
            gate.open();

            assertThat(said.data().path("text").asText() + resumed.textUntil("message.completed"))
                    .isEqualTo("You said: Tell me slowly");
            assertThat(user.contents(session)).containsExactly("Tell me slowly", "You said: Tell me slowly");
        }
    }

    @Test
    void whatASandboxHadKeptBeforeItWasKilledIsTheAnswerOnceItsLeaseIsOver() throws Exception {
        String session = user.create();
        String kept;
        try (StreamSandbox killed = unpacked.start(environment("on-demand"));
                Gate _ = MODEL.gate("Your last words").pass(2)) {
            StreamedResult answer = killed.invoke(events.send(session, "Your last words"));
            answer.status();
            answer.next("message.started");
            StreamedResult follower = second.invoke(events.follow(session, "0"));
            follower.status();
            // Followers are told what is kept.
            kept = follower.next("message.delta").data().path("text").asText();
            follower.leave();
            killed.kill();
        }

        // What is asked by a clock that is so far on does not wait for it.
        try (LocalServer later = server(Clock.offset(Clock.systemUTC(), LATER))) {
            StreamUser reader = new StreamUser(ChatbotUser.named(name, later));
            Told told = reader.follow(session, "0").next("message.completed");
            assertThat(stopReason(told)).isEqualTo("incomplete");
            assertThat(content(told)).startsWith(kept).isNotEqualTo("You said: Your last words");
            assertThat(reader.chats().contents(session)).containsExactly("Your last words", content(told));
        }
    }

    private static LocalServer server(Clock clock) {
        Map<String, String> options = Map.of(
                "PARLEY_PORT",
                "0",
                "PARLEY_DYNAMODB_ENDPOINT",
                DATABASE.endpoint().toString());
        return LocalServer.start(new Options(options), clock);
    }

    private static String content(Told completed) {
        return completed.data().at("/message/content").asText();
    }

    private static String stopReason(Told completed) {
        return completed.data().path("stopReason").asText();
    }

    private static Map<String, String> environment(String initialization) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PARLEY_TABLE", LocalServer.TABLE);
        environment.put("PARLEY_CLIENT_ID", LocalSettings.CLIENT_ID);
        environment.put("PARLEY_MODEL_ID", "amazon.nova-lite-v1:0");
        environment.put("PARLEY_DYNAMODB_ENDPOINT", DATABASE.endpoint().toString());
        environment.put("PARLEY_BEDROCK_ENDPOINT", MODEL.endpoint().toString());
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", initialization);
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "stream");
        environment.put("AWS_LAMBDA_LOG_LEVEL", "INFO");
        return environment;
    }
}
