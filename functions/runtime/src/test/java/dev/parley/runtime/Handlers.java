package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What the handlers of tests are made of.
final class Handlers {
    static final Map<String, String> TEXT = Map.of("content-type", "text/plain");

    private Handlers() {}

    /// Answers with the event.
    static void echo(InputStream event, StreamedResponse response, Context context) throws IOException {
        assertThat(context).isNotNull();
        event.transferTo(response.begin(200, TEXT));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// The event, which can be read again.
    static String text(InputStream event) throws IOException {
        event.mark(Integer.MAX_VALUE);
        String text = new String(event.readAllBytes(), StandardCharsets.UTF_8);
        event.reset();
        return text;
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
