package dev.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// A token's claims as an HTTP API hands them to a function: all of them texts.
final class Claims {
    private Claims() {}

    static ObjectNode asTexts(ObjectNode claims) {
        ObjectNode texts = Json.object();
        claims.properties().forEach(claim -> texts.put(claim.getKey(), text(claim.getValue())));
        return texts;
    }

    /// A list is `[a b]` and an object `map[name:value]`, as the language of API Gateway prints them.
    private static String text(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(Claims::text)
                    .collect(Collectors.joining(" ", "[", "]"));
        }
        if (value instanceof ObjectNode object) {
            return object.properties().stream()
                    .map(field -> field.getKey() + ":" + text(field.getValue()))
                    .collect(Collectors.joining(" ", "map[", "]"));
        }
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
    }
}
