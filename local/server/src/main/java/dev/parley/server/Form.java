package dev.parley.server;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The fields of a query string or a form.
final class Form {
    private Form() {}

    /// Names and values decoded; the values of a repeated name joined with commas.
    static Map<String, String> parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        Arrays.stream(text.split("&")).filter(pair -> !pair.isEmpty()).forEach(pair -> {
            String[] parts = pair.split("=", 2);
            String value = parts.length < 2 ? "" : Percent.decodeForm(parts[1]);
            fields.merge(Percent.decodeForm(parts[0]), value, (first, next) -> first + "," + next);
        });
        return fields;
    }
}
