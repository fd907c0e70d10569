package dev.parley.http;

import org.jspecify.annotations.Nullable;

/// An event of `text/event-stream`.
///
/// @param id what a client that was cut off says that it has seen; none where that has not moved on
/// @param data a wire record, which is sent as JSON
/// @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
public record ServerSentEvent(String name, @Nullable String id, Object data) {
    /// An event without an id.
    public ServerSentEvent(String name, Object data) {
        this(name, null, data);
    }

    /// The event that ends a stream which has failed.
    ///
    /// @param envelope in which the group says a refusal
    public static ServerSentEvent error(Object envelope) {
        return new ServerSentEvent("error", envelope);
    }

    String lines() {
        String idLine = id == null ? "" : "id: " + id + "\n";
        // JSON on one line: line breaks in texts are escapes there.
        return "event: " + name + "\n" + idLine + "data: " + Json.write(data) + "\n\n";
    }
}
