package dev.parley.standins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A map of the template under its name; what is missing or of another shape is told in one sentence.
record Section(String name, Map<String, Object> entries) {

    static Section of(String name, @Nullable Object content) {
        if (!(content instanceof Map<?, ?> map)) {
            throw new IllegalStateException("In the template, " + name + " is no map.");
        }
        var entries = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> entries.put(String.valueOf(key), value));
        return new Section(name, entries);
    }

    boolean isOfType(String type) {
        return type.equals(entries.get("Type"));
    }

    Section section(String key) {
        return of(key, required(key));
    }

    Optional<Section> optional(String key) {
        return entries.containsKey(key) ? Optional.of(section(key)) : Optional.empty();
    }

    /// Every entry that is itself a map, in order.
    List<Section> sections() {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Map)
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// The maps in a list.
    List<Section> list(String key) {
        var sections = new ArrayList<Section>();
        for (var element : values(key)) {
            sections.add(of(key, element));
        }
        return sections;
    }

    String text(String key) {
        if (required(key) instanceof String text) {
            return text;
        }
        throw new IllegalStateException("In the template, " + key + " of " + name + " is no text.");
    }

    int number(String key) {
        if (required(key) instanceof Integer number) {
            return number;
        }
        throw new IllegalStateException("In the template, " + key + " of " + name + " is no whole number.");
    }

    boolean flag(String key) {
        return Boolean.TRUE.equals(entries.get(key));
    }

    List<String> texts(String key) {
        return values(key).stream().map(String::valueOf).toList();
    }

    private List<?> values(String key) {
        return switch (entries.get(key)) {
            case null -> List.of();
            case List<?> values -> values;
            default -> throw new IllegalStateException("In the template, " + key + " of " + name + " is no list.");
        };
    }

    private Object required(String key) {
        var value = entries.get(key);
        if (value == null) {
            throw new IllegalStateException("In the template, " + name + " has no " + key + ".");
        }
        return value;
    }
}
