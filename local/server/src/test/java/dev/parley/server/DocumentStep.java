package dev.parley.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request of a document, with the answer that the document prints; or one that only prepares for the next.
///
/// @param at when it is sent; `null` where the clock stands
/// @param operation the operation that it is an example of, as the document writes it; `null` for a preparation
/// @param send method and target, where they are not those of the operation
/// @param user who sends it: `null` for the document's own user, empty for nobody
/// @param key its idempotency key
/// @param times how often it is sent; 0 is once
/// @param answer see [AnswerPattern]
public record DocumentStep(
        @Nullable String at,
        @Nullable String operation,
        @Nullable String send,
        @JsonProperty("as") @Nullable String user,
        @Nullable JsonNode body,
        @Nullable String key,
        int times,
        int status,
        JsonNode answer) {

    /// What is sent: a method, a blank and a target.
    public String request() {
        return Optional.ofNullable(send)
                .or(() -> Optional.ofNullable(operation))
                .orElseThrow(() -> new IllegalStateException("a step sends something"));
    }

    Optional<Instant> time() {
        return Optional.ofNullable(at).map(Instant::parse);
    }

    String shown() {
        return status + " " + request();
    }

    /// A document: what it is called, and its requests in an order in which they can be sent.
    public record Document(@JsonProperty("document") String title, List<DocumentStep> steps) {}
}
