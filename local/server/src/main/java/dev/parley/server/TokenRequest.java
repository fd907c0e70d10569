package dev.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Whose tokens are asked for.
///
/// @param expiresIn seconds; not above zero gives tokens that have run out already
record TokenRequest(String username, List<String> groups, long expiresIn) {
    /// What Cognito takes for a group's name: no blank, and nothing that is not seen.
    private static final Pattern GROUP = Pattern.compile("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,128}");

    private static final long ONE_HOUR = 3_600;
    private static final long TEN_YEARS = 315_360_000;

    TokenRequest {
        groups = List.copyOf(groups);
        if (username.isBlank()) {
            throw new IllegalArgumentException("username is missing");
        }
        if (groups.stream().anyMatch(group -> !GROUP.matcher(group).matches())) {
            throw new IllegalArgumentException("groups must be names without blanks, separated by commas");
        }
        if (Math.abs(expiresIn) > TEN_YEARS) {
            throw new IllegalArgumentException("expires_in must be a whole number of seconds, up to " + TEN_YEARS);
        }
    }

    /// Reads a form, or a JSON object whatever the content type says; what it leaves out may stand in the query.
    ///
    /// @throws IllegalArgumentException whose message says what is wrong
    static TokenRequest parse(HttpCall call) {
        String body = StandardCharsets.UTF_8.decode(call.body()).toString();
        Map<String, String> fields = Form.parse(call.query());
        fields.putAll(body.stripLeading().startsWith("{") ? json(body) : Form.parse(body));
        return new TokenRequest(
                fields.getOrDefault("username", ""),
                groups(fields.getOrDefault("groups", "")),
                seconds(fields.getOrDefault("expires_in", "")));
    }

    private static Map<String, String> json(String body) {
        ObjectNode object = Json.parseObject(body.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalArgumentException("the body is neither a form nor a JSON object"));
        Map<String, String> fields = new LinkedHashMap<>();
        object.properties().forEach(field -> fields.put(field.getKey(), text(field.getValue())));
        return fields;
    }

    private static String text(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(","))
                : value.isNull() ? "" : value.asText();
    }

    private static List<String> groups(String joined) {
        return Arrays.stream(joined.split(","))
                .map(String::strip)
                .filter(group -> !group.isEmpty())
                .toList();
    }

    private static long seconds(String text) {
        try {
            return text.isEmpty() ? ONE_HOUR : Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("expires_in must be a whole number of seconds");
        }
    }
}
