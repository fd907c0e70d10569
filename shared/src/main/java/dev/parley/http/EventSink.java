package dev.parley.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The caller of a stream of events: each one leaves at once.
public final class EventSink {
    private static final String COMMENT = ":\n\n";

    private final OutputStream body;
    private boolean ended;

    EventSink(OutputStream body) {
        this.body = body;
    }

    /// Sends an event.
    ///
    /// @throws UncheckedIOException when the caller is gone
    public void send(ServerSentEvent event) {
        write(event.lines());
    }

    /// Sends the event that ends the stream: whatever fails after it, no other follows.
    ///
    /// @throws UncheckedIOException when the caller is gone
    public void sendLast(ServerSentEvent event) {
        ended = true;
        send(event);
    }

    /// Whether the stream has had its last event.
    boolean hasEnded() {
        return ended;
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
