package dev.parley.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.chat.Refusal;

/// Text that can be stored and given back exactly: without U+0000 and without half a surrogate pair.
final class KeepableText {
    private KeepableText() {}

    /// Looks through every name and every text below `node`, which lies at `path`.
    static void check(String path, JsonNode node) {
        if (node.isTextual()) {
            check(path, node.textValue());
        }
        for (var field : node.properties()) {
            String child = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            check("body", field.getKey());
            check(child, field.getValue());
        }
        if (node.isArray()) {
            node.forEach(element -> check(path, element));
        }
    }

    static void check(String field, String text) {
        if (text.codePoints().anyMatch(KeepableText::cannotBeKept)) {
            throw new Refusal.Invalid(field, "must not contain U+0000 or half a surrogate pair");
        }
    }

    private static boolean cannotBeKept(int character) {
        // codePoints() joins the pairs, so a surrogate that is left over stands alone.
        return character == 0 || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }
}
