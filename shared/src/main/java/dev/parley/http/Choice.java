package dev.parley.http;

import dev.parley.chat.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// A value given by one of a few words.
final class Choice {
    private Choice() {}

    static <E> E of(String field, String word, Map<String, E> names) {
        return Optional.ofNullable(names.get(word))
                .orElseThrow(() -> new Refusal.Invalid(
                        field, "must be one of " + String.join(", ", new TreeSet<>(names.keySet()))));
    }
}
