package dev.parley.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The caller of a stream of events: each one leaves at once.
public final class EventSink {
    private static final String COMMENT = ":\n\n";

    private final OutputStream body;

    EventSink(OutputStream body) {
        this.body = body;
    }

    /// Sends an event.
    ///
    /// @throws UncheckedIOException when the caller is gone
    public void send(ServerSentEvent event) {
        write(event.lines());
    }

    /// Sends a line that says nothing, or else what lies between might take the connection for a dead one.
    ///
    /// @throws UncheckedIOException when the caller is gone
    public void keepOpen() {
        write(COMMENT);
    }

    private void write(String lines) {
        try {
            body.write(lines.getBytes(StandardCharsets.UTF_8));
            body.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
