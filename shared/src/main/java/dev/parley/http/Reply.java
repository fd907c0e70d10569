package dev.parley.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a method of a group answers: a status, and a wire record that becomes the JSON body.
public record Reply(int status, @Nullable Object body) {
    /// How many bytes a body may weigh ({@link Json#weight}); a function's answer may not be larger than 6 MB.
    public static final long MOST_BYTES = 5_000_000 - 2_000;

    public static Reply ok(Object body) {
        return new Reply(200, body);
    }

    public static Reply created(Object body) {
        return new Reply(201, body);
    }

    public static Reply noContent() {
        return new Reply(204, null);
    }

    Optional<String> json() {
        return Optional.ofNullable(body).map(Json::write);
    }
}
