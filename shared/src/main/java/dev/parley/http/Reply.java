package dev.parley.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a method of a group answers: a status, and a wire record that becomes the JSON body.
public record Reply(int status, @Nullable Object body) {
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
