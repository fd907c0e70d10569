package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Backend;
import dev.parley.runtime.Bootstrap;
import dev.parley.server.StreamUser.Told;
import dev.parley.standins.Gate;
import dev.parley.standins.LocalBedrock;
import dev.parley.standins.LocalRuntimeApi;
import dev.parley.stream.StreamFunction;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Many streams at once, each in an execution environment of its own, as Lambda has it: fifty loops, each with its
/// function and its Runtime API, in the threads of one process. [PackagedStreamTest] has processes.
class StreamLoopsTest {
    private static final int STREAMS = 50;

    private static final LocalBedrock MODEL = LocalBedrock.start();
    private static final LocalServer SERVER = ChatbotUser.server();

    private final ChatbotUser user = ChatbotUser.of(SERVER);
    private final StreamEvents events = new StreamEvents(user);

    @AfterAll
    static void close() {
        SERVER.close();
        MODEL.close();
    }

    /// A turn that is held in the middle.
    private record Turn(String session, String content, Gate gate, StreamedResult answer) {}

    @Test
    void fiftyStreamsAtOnceBeginBeforeTheModelHasFinishedAndEndComplete() throws Exception {
        try (Parts parts = new Parts()) {
            var turns = IntStream.range(0, STREAMS)
                    .mapToObj(i -> begin(parts, "Tell me tale " + i))
                    .toList();
            for (Turn turn : turns) {
                assertThat(turn.answer().status()).isEqualTo(200);
                assertThat(turn.answer().next().name()).isEqualTo("message.started");
                assertThat(turn.answer()
                                .next("message.delta")
                                .data()
                                .path("text")
                                .asText())
                        .isNotEmpty();
            }
            // All of them are in the middle now.
            turns.forEach(turn -> turn.gate().open());
            for (Turn turn : turns) {
                Told completed = turn.answer().next("message.completed");
                assertThat(completed.data().at("/message/content").asText()).isEqualTo("You said: " + turn.content());
                assertThat(turn.answer().invocation().ended().trailers()).isEmpty();
                assertThat(user.contents(turn.session()))
                        .containsExactly(turn.content(), "You said: " + turn.content());
            }
        }
    }

    private Turn begin(Parts parts, String content) {
        Gate gate = parts.own(MODEL.gate(content).pass(1));
        LocalRuntimeApi api = parts.own(LocalRuntimeApi.start());
        Thread loop = Thread.ofPlatform().daemon().start(() -> run(api.address()));
        parts.own(() -> {
            api.end();
            loop.join();
        });
        String session = user.create();
        return new Turn(
                session,
                content,
                gate,
                new StreamedResult(api.invoke(events.send(session, content).toString())));
    }

    private static void run(String api) {
        Map<String, String> settings =
                LocalSettings.of(SERVER.database(), Optional.of(MODEL.endpoint()), new Options(Map.of()));
        Map<String, String> environment = Map.of("AWS_LAMBDA_RUNTIME_API", api);
        try {
            Bootstrap.run(
                    environment,
                    () -> new StreamFunction(new Backend(settings, Clock.systemUTC())),
                    new PrintStream(OutputStream.nullOutputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
