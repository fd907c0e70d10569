package dev.parley.server;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Cross-origin resource sharing as an HTTP API does it: it answers preflight requests itself and does not let the
/// functions' own words through.
record Cors(List<String> origins, Allowed allowed, List<String> exposedHeaders, Optional<String> maxAge) {
    private static final String PREFIX = "access-control-";

    /// What a page may send.
    record Allowed(List<String> methods, List<String> headers) {}

    /// The answer to a preflight request; nothing for any other.
    Optional<HttpReply> preflight(HttpCall call) {
        boolean preflight = call.method().equals("OPTIONS")
                && call.headers().first("origin").isPresent()
                && call.headers().first("access-control-request-method").isPresent();
        return preflight ? Optional.of(granted(call)) : Optional.empty();
    }

    /// The answer to any other request, with what lets the page of a listed origin read it.
    HttpReply readable(HttpCall call, HttpReply reply) {
        HttpReply own =
                reply.without(header -> header.name().toLowerCase(Locale.ROOT).startsWith(PREFIX));
        return origin(call)
                .map(origin -> exposing(own.with(PREFIX + "allow-origin", origin)))
                .orElse(own);
    }

    private HttpReply granted(HttpCall call) {
        HttpReply refused = HttpReply.empty(204);
        return origin(call)
                .map(origin -> refused.with(PREFIX + "allow-origin", origin)
                        .with(PREFIX + "allow-methods", String.join(",", allowed.methods()))
                        .with(PREFIX + "allow-headers", String.join(",", allowed.headers())))
                .map(granted ->
                        maxAge.map(age -> granted.with(PREFIX + "max-age", age)).orElse(granted))
                .orElse(refused);
    }

    private HttpReply exposing(HttpReply reply) {
        return exposedHeaders.isEmpty()
                ? reply
                : reply.with(PREFIX + "expose-headers", String.join(",", exposedHeaders));
    }

    private Optional<String> origin(HttpCall call) {
        return call.headers().first("origin").filter(origins::contains);
    }
}
