package dev.parley.standins.faults;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A reply as it came over HTTP, or is made up.
public final class Reply {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    Reply(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body.clone();
    }

    /// A reply that AWS, or a proxy before it, might give, whose body is JSON or says that it is.
    public static Reply of(int status, Map<String, String> headers, String body) {
        return new Reply(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /// The same with another body.
    Reply with(byte[] otherBody) {
        return new Reply(status, headers, otherBody);
    }

    public int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body.clone();
    }
}
