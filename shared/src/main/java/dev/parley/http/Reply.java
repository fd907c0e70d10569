package dev.parley.http;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a method of a group answers.
public sealed interface Reply {
    /// How many bytes a body may weigh ([Json#weight]); a function's answer may not be larger than 6 MB.
    long MOST_BYTES = 5_000_000 - 2_000;

    /// A status, and a wire record that becomes the JSON body.
    record Whole(int status, @Nullable Object body) implements Reply {}

    /// Events, sent one by one as they come about; only from a function whose responses stream.
    record Streamed(Consumer<EventSink> events) implements Reply {}

    static Reply ok(Object body) {
        return new Whole(200, body);
    }

    static Reply created(Object body) {
        return new Whole(201, body);
    }

    static Reply noContent() {
        return new Whole(204, null);
    }

    /// A refusal after this is an `error` event, in the envelope of the route.
    static Reply events(Consumer<EventSink> events) {
        return new Streamed(events);
    }
}
