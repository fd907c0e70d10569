package dev.parley.runtime;

import java.util.Map;
import java.util.stream.Collectors;

/// JSON, as far as this package writes any; no library comes with it.
final class Json {
    private Json() {}

    /// A map as an object, a list as an array, a number as it is, and anything else as a text, in ASCII.
    static String write(Object value) {
        return switch (value) {
            case Map<?, ?> members ->
                members.entrySet().stream()
                        .map(member -> text(String.valueOf(member.getKey())) + ":" + write(member.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case Iterable<?> elements -> {
                StringBuilder array = new StringBuilder();
                elements.forEach(
                        element -> array.append(array.isEmpty() ? "[" : ",").append(write(element)));
                yield array.isEmpty() ? "[]" : array.append(']').toString();
            }
            case Number number -> number.toString();
            default -> text(value.toString());
        };
    }

    private static String text(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        text.chars().forEach(unit -> append(json, (char) unit));
        return json.append('"').toString();
    }

    private static void append(StringBuilder json, char unit) {
        if (unit == '"' || unit == '\\') {
            json.append('\\').append(unit);
        } else if (unit >= ' ' && unit <= '~') {
            json.append(unit);
        } else {
            json.append("\\u").append(String.format("%04x", (int) unit));
        }
    }
}
