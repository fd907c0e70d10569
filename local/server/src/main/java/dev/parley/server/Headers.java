package dev.parley.server;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The header lines of a request or a response, in order.
record Headers(List<Header> lines) {
    static final Headers NONE = new Headers(List.of());

    Headers {
        lines = List.copyOf(lines);
    }

    /// The values of every line of this name, whatever its case.
    List<String> values(String name) {
        return lines.stream()
                .filter(line -> line.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /// The value of the first line of this name.
    Optional<String> first(String name) {
        return values(name).stream().findFirst();
    }

    /// One value for each name in lower case; those of a repeated name joined with commas.
    Map<String, String> joined() {
        Map<String, String> joined = new TreeMap<>();
        lines.forEach(line ->
                joined.merge(line.name().toLowerCase(Locale.ROOT), line.value(), (first, next) -> first + "," + next));
        return joined;
    }

    /// How many characters the names and values have.
    int size() {
        return lines.stream()
                .mapToInt(line -> line.name().length() + line.value().length())
                .sum();
    }
}
