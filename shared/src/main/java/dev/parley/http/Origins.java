package dev.parley.http;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The origins whose pages may read responses (CORS). An HTTP API says so itself, whatever its functions say; a
/// REST API passes on what they say.
///
/// @param allowed none where the gateway says it, or no page may
public record Origins(Set<String> allowed) {
    /// Those of an HTTP API's functions.
    public static final Origins UNSAID = new Origins(Set.of());

    private static final String READABLE = "retry-after,x-amzn-requestid";

    public Origins {
        allowed = Set.copyOf(allowed);
    }

    /// The origins of a list.
    ///
    /// @param origins as the template's parameter `AllowedOrigins` has them: separated by commas, or none
    public static Origins parse(String origins) {
        return new Origins(Arrays.stream(origins.split(","))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .collect(Collectors.toUnmodifiableSet()));
    }

    /// What lets the page that an event comes from read the response, if it may.
    Map<String, String> headers(Event event) {
        if (allowed.isEmpty()) {
            return Map.of();
        }
        String origin = event.headers().getOrDefault("origin", "");
        return allowed.contains(origin)
                ? Map.of(
                        "access-control-allow-origin",
                        origin,
                        "access-control-expose-headers",
                        READABLE,
                        "vary",
                        "origin")
                : Map.of("vary", "origin");
    }
}
