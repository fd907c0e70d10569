package dev.parley.server;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parley.server.ApiClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/// Holds answers of the stream API to its description while they come in: the status and the headers as an answer
/// begins, what is no stream at once, and each event as it is read.
public final class DescribedStream {
    private static final String GROUP = "stream";

    /// What keeps a connection open, as the body of a stream of which nothing has come in.
    private static final String NOTHING_YET = ":\n\n";

    private DescribedStream() {}

    /// The body of an answer that has begun as is described.
    public static InputStream begun(HttpResponse<InputStream> response) {
        String method = response.request().method();
        String target = response.request().uri().getRawPath();
        boolean streams =
                response.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
        try {
            byte[] plain = streams ? new byte[0] : response.body().readAllBytes();
            String text = streams ? NOTHING_YET : new String(plain, StandardCharsets.UTF_8);
            Answer answer = new Answer(response.statusCode(), MissingNode.getInstance(), response.headers(), text);
            Conformance.checkBegun(method, target, answer);
            return streams ? response.body() : new ByteArrayInputStream(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Fails where an event is not as described.
    public static void event(String name, String data) {
        Conformance.checkEvent(GROUP, name, data);
    }
}
