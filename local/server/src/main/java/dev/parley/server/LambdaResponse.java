package dev.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads a function's response in payload format 2.0.
final class LambdaResponse {
    /// What the gateway says itself.
    private static final Set<String> NOT_PASSED_ON =
            Set.of("connection", "content-length", "date", "transfer-encoding");

    private LambdaResponse() {}

    /// The response, unless it is junk. An object without a status code is itself the body of a 200.
    static Optional<HttpReply> parse(byte[] json) {
        return Json.parseObject(json).flatMap(object -> object.has("statusCode") ? read(object) : inferred(object));
    }

    private static Optional<HttpReply> inferred(ObjectNode body) {
        return Optional.of(HttpReply.json(200, body));
    }

    private static Optional<HttpReply> read(ObjectNode response) {
        JsonNode status = response.path("statusCode");
        JsonNode body = response.path("body");
        boolean understood = status.isInt()
                && status.intValue() >= 200
                && status.intValue() <= 599
                && (body.isTextual() || body.isNull() || body.isMissingNode());
        return understood
                ? bytes(body.asText(""), response.path("isBase64Encoded").asBoolean())
                        .map(bytes -> new HttpReply(status.intValue(), headers(response), bytes))
                : Optional.empty();
    }

    private static Optional<ByteBuffer> bytes(String body, boolean isBase64Encoded) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try {
            return Optional.of(
                    ByteBuffer.wrap(isBase64Encoded ? Base64.getDecoder().decode(bytes) : bytes));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Headers headers(ObjectNode response) {
        List<Header> lines = new ArrayList<>();
        response.path("headers").properties().stream()
                .map(field -> new Header(
                        field.getKey().toLowerCase(Locale.ROOT),
                        field.getValue().asText()))
                .filter(line -> !NOT_PASSED_ON.contains(line.name()))
                .forEach(lines::add);
        if (lines.stream().noneMatch(line -> line.name().equals("content-type"))) {
            lines.add(new Header("content-type", "text/plain; charset=utf-8"));
        }
        response.path("cookies").forEach(cookie -> lines.add(new Header("set-cookie", cookie.asText())));
        return new Headers(lines);
    }
}
