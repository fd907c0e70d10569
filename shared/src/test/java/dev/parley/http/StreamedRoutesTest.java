package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.chat.Refusal;
import dev.parley.chat.Thing;
import dev.parley.chat.Usage;
import dev.parley.standins.HandClock;
import dev.parley.standins.RecordingContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Responses that stream: how they begin, what is sent, and how they end.
class StreamedRoutesTest {
    private static final ServerSentEvent HELLO = new ServerSentEvent("hello", "7", Map.of("text", "a\n\nb"));

    private final RecordingContext context = new RecordingContext();
    private final Map<String, String> headers = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<Integer> statuses = new ArrayList<>();

    @Test
    void eventsAreSentAsTheyComeAbout() throws IOException {
        List<String> seen = new ArrayList<>();
        handle(routes(_ -> Reply.events(sink -> {
            sink.send(HELLO);
            seen.add(sent());
            sink.keepOpen();
            seen.add(sent());
            sink.send(new ServerSentEvent("bye", List.of()));
        })));

        assertThat(statuses).containsExactly(200);
        assertThat(headers)
                .isEqualTo(Map.of(
                        "content-type", "text/event-stream; charset=utf-8",
                        "cache-control", "no-store",
                        "x-content-type-options", "nosniff"));
        String hello = "event: hello\nid: 7\ndata: {\"text\":\"a\\n\\nb\"}\n\n";
        assertThat(seen).containsExactly(hello, hello + ":\n\n");
        assertThat(sent()).isEqualTo(hello + ":\n\n" + "event: bye\ndata: []\n\n");
    }

    @Test
    void whatIsRefusedBeforeItStreamsIsAPlainAnswer() throws IOException {
        handle(routes(_ -> {
            throw new Refusal.NotFound(Thing.SESSION);
        }));

        assertThat(statuses).containsExactly(404);
        assertThat(headers).containsEntry("content-type", "application/json; charset=utf-8");
        assertThat(sent()).isEqualTo("{\"error\":\"NotFound\"}");
    }

    @Test
    void anAnswerWithoutABodyHasNone() throws IOException {
        handle(routes(_ -> Reply.noContent()));

        assertThat(statuses).containsExactly(204);
        assertThat(sent()).isEmpty();
    }

    @Test
    void whatIsRefusedWhileItStreamsIsTheLastEventInTheRoutesEnvelope() throws IOException {
        handle(routes(_ -> Reply.events(sink -> {
            sink.send(HELLO);
            throw new Refusal.NotFound(Thing.SESSION);
        })));

        assertThat(statuses).containsExactly(200);
        assertThat(sent()).endsWith("\n\nevent: error\ndata: {\"error\":\"NotFound\"}\n\n");
        assertThat(context.errors()).isEmpty();
    }

    @Test
    void whatFailsOnOurSideWhileItStreamsIsLoggedOnceWithoutWhatItSays() throws IOException {
        for (RuntimeException failure :
                List.of(new Refusal.NoAnswer("throttled", Usage.NONE), new IllegalStateException("canary"))) {
            handle(routes(_ -> Reply.events(_ -> {
                throw failure;
            })));
        }
        assertThat(context.errors())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("\"status\":200").doesNotContain("canary"));
        assertThat(sent()).endsWith("event: error\ndata: {\"error\":\"Unexpected\"}\n\n");
    }

    @Test
    void whatFailsAfterTheLastEventIsLoggedAndNotSent() throws IOException {
        handle(routes(_ -> Reply.events(sink -> {
            sink.sendLast(HELLO);
            throw new Refusal.NoAnswer("broken off", Usage.UNKNOWN);
        })));

        assertThat(sent()).isEqualTo("event: hello\nid: 7\ndata: {\"text\":\"a\\n\\nb\"}\n\n");
        assertThat(context.errors()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCallerWhoIsGoneIsNoFailure(boolean beforeItBegan) throws IOException {
        Outlet gone = (_, _) -> {
            if (beforeItBegan) {
                throw new IOException("gone");
            }
            return new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    throw new IOException("gone");
                }
            };
        };

        routes(_ -> Reply.events(sink -> sink.send(HELLO))).handle(event(""), gone, context);

        assertThat(context.errors()).isEmpty();
        assertThat(context.logged()).hasSize(1);
    }

    @Test
    void aFunctionWhoseResponsesDoNotStreamCannotAnswerWithEvents() {
        Routes routes = routes(_ -> Reply.events(sink -> sink.send(HELLO)));

        assertThatIllegalStateException()
                .isThrownBy(() -> routes.handle(event(""), OutputStream.nullOutputStream(), context));
    }

    private void handle(Routes routes) throws IOException {
        routes.handle(event(""), this::begin, context);
    }

    private OutputStream begin(int status, Map<String, String> begun) {
        statuses.add(status);
        headers.putAll(begun);
        return body;
    }

    private String sent() {
        return body.toString(StandardCharsets.UTF_8);
    }

    private static Routes routes(Routes.Endpoint endpoint) {
        return new Routes(
                        Callers.byClaims("client"),
                        new HandClock(),
                        refusal -> Map.of("error", refusal.getClass().getSimpleName()))
                .on("GET /things", endpoint);
    }

    private static InputStream event(String origin) {
        String event = "{\"resource\":\"/things\",\"path\":\"/things\",\"httpMethod\":\"GET\","
                + "\"multiValueHeaders\":{\"Origin\":[\"" + origin + "\"]},"
                + "\"requestContext\":{\"authorizer\":{\"claims\":"
                + "{\"token_use\":\"access\",\"client_id\":\"client\",\"sub\":\"ada\"}}}}";
        return new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
    }
}
