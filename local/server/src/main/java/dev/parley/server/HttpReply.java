package dev.parley.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A response as it goes out.
///
/// @param body read-only
record HttpReply(int status, Headers headers, ByteBuffer body) implements Outgoing {
    HttpReply {
        body = body.asReadOnlyBuffer();
    }

    static HttpReply empty(int status) {
        return new HttpReply(status, Headers.NONE, ByteBuffer.allocate(0));
    }

    static HttpReply json(int status, Object value) {
        return new HttpReply(
                status,
                new Headers(List.of(new Header("content-type", "application/json"))),
                ByteBuffer.wrap(Json.bytes(value)));
    }

    /// An answer of the gateway's own.
    static HttpReply message(int status, String message) {
        return json(status, Json.object().put("message", message));
    }

    static HttpReply notFound() {
        return message(404, "Not Found");
    }

    HttpReply with(String name, String value) {
        List<Header> lines = new ArrayList<>(headers.lines());
        lines.add(new Header(name, value));
        return new HttpReply(status, new Headers(lines), body);
    }

    HttpReply without(Predicate<Header> unwanted) {
        List<Header> lines = headers.lines().stream().filter(unwanted.negate()).toList();
        return new HttpReply(status, new Headers(lines), body);
    }

    /// The body, to be read from its start.
    @Override
    public ByteBuffer body() {
        return body.duplicate();
    }

    String text() {
        return StandardCharsets.UTF_8.decode(body()).toString();
    }
}
