package dev.parley.standins;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// An answer of type `application/vnd.amazon.eventstream`: every event is a frame, and leaves at once.
record EventStream(OutputStream out, ObjectMapper json) {

    static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

    void send(String type, Object event) throws IOException {
        var headers = Map.of(
                ":message-type", HeaderValue.fromString("event"),
                ":event-type", HeaderValue.fromString(type),
                ":content-type", HeaderValue.fromString("application/json"));
        send(headers, event);
    }

    /// Ends the stream with an exception.
    void fail(String type, Object exception) throws IOException {
        var headers = Map.of(
                ":message-type", HeaderValue.fromString("exception"),
                ":exception-type", HeaderValue.fromString(type),
                ":content-type", HeaderValue.fromString("application/json"));
        send(headers, exception);
    }

    private void send(Map<String, HeaderValue> headers, Object payload) throws IOException {
        new Message(headers, json.writeValueAsBytes(payload)).encode(out);
        out.flush();
    }
}
