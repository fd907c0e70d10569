package dev.parley.promises;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.server.ApiClient.Answer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A group of routes, with the envelope in which it refuses.
@SuppressWarnings("ImmutableEnumChecker")
public enum Group {
    CHATFLOW("success", "message"),
    BASIC("errors", "detail"),
    CHATBOT("success", "message"),
    CHARACTER("message"),
    AGENT("message", "error"),
    CATALOG("message");

    /// The standard phrases of the statuses that functions and gateway answer with.
    private static final Map<Integer, String> PHRASES = Map.of(
            400, "Bad Request",
            401, "Unauthorized",
            403, "Forbidden",
            404, "Not Found",
            409, "Conflict",
            413, "Request Entity Too Large",
            431, "Request Header Fields Too Large",
            500, "Internal Server Error");

    private final Set<String> names;

    Group(String... names) {
        this.names = Set.of(names);
    }

    /// The group whose function's package has that name.
    public static Group of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /// The folder of its events.
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether the function spoke, and not the gateway.
    public static boolean isByFunction(Answer answer) {
        return !answer.header("x-content-type-options").isEmpty();
    }

    /// Checks that an answer has the headers of a function's.
    public static void checkHeaders(Answer answer) {
        assertThat(answer.header("content-type")).isEqualTo("application/json; charset=utf-8");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    /// Checks that an answer is one of the gateway's own.
    public static void checkGateway(Answer answer) {
        assertThat(PHRASES).as("a status of the gateway's").containsKey(answer.status());
        assertThat(answer.text()).isIn("", "{\"message\":\"" + PHRASES.getOrDefault(answer.status(), "") + "\"}");
    }

    /// The reason that a refusal gives; fails when it is not in the group's envelope.
    public String reason(Answer answer) {
        JsonNode body = answer.body();
        checkHeaders(answer);
        assertThat(answer.status()).as(answer.shown()).isGreaterThanOrEqualTo(400);
        assertThat(answer.text()).doesNotContain("Exception", "dev.parley", "arn:", "dynamodb", "amazonaws");
        Set<String> given = new TreeSet<>();
        body.fieldNames().forEachRemaining(given::add);
        return switch (this) {
            case CHATFLOW, CHATBOT -> {
                assertThat(given).as(answer.shown()).isEqualTo(names);
                assertThat(body.path("success")).hasToString("false");
                yield said(body.path("message"));
            }
            case BASIC -> {
                assertThat(given).as(answer.shown()).contains("errors").isSubsetOf(names);
                assertThat(body.path("errors").textValue()).isEqualTo(PHRASES.get(answer.status()));
                yield said(body.path(answer.status() == 400 || body.has("detail") ? "detail" : "errors"));
            }
            case CHARACTER, CATALOG -> {
                assertThat(given).as(answer.shown()).isEqualTo(names);
                yield said(body.path("message"));
            }
            case AGENT -> {
                assertThat(given).as(answer.shown()).isEqualTo(names);
                assertThat(body.path("message").textValue()).matches("Failed to [a-z ]+\\.");
                assertThat(body.path("error").textValue()).endsWith(".");
                yield said(body.path("error"));
            }
        };
    }

    private static String said(JsonNode reason) {
        assertThat(reason.textValue()).isNotBlank();
        return reason.asText();
    }
}
