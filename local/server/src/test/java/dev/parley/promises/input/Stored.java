package dev.parley.promises.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a table holds at one moment.
record Stored(Table table, String fingerprint, SortedMap<String, Map<String, AttributeValue>> items) {

    static Stored in(Table table) {
        return new Stored(table, table.fingerprint(), table.items());
    }

    /// Whether the table holds this, and nothing else.
    boolean stands() {
        return fingerprint.equals(table.fingerprint());
    }

    /// Checks that the table still holds this, and nothing else.
    void checkStands() {
        if (!stands()) {
            assertThat(differences()).as("stored").isEmpty();
            restore();
        }
    }

    /// What the table holds otherwise now: a line for each attribute. A number that was given out and not used is
    /// no difference: numbers may have gaps.
    SortedSet<String> differences() {
        SortedSet<String> differences = new TreeSet<>();
        SortedMap<String, Map<String, AttributeValue>> now = table.items();
        compare("was", items, now, differences);
        compare("is", now, items, differences);
        return differences;
    }

    private static void compare(
            String word,
            SortedMap<String, Map<String, AttributeValue>> these,
            SortedMap<String, Map<String, AttributeValue>> those,
            SortedSet<String> differences) {
        these.forEach((key, item) -> new TreeMap<>(item).forEach((name, value) -> {
            boolean lastNumber = name.equals("number") && (key.endsWith(" #") || key.endsWith(" NUMBER"));
            if (!lastNumber && !value.equals(those.getOrDefault(key, Map.of()).get(name))) {
                String shown = value.toString();
                differences.add(key + " " + name + " " + word + " "
                        + (shown.length() > 200 ? shown.substring(0, 200) + "…" : shown));
            }
        }));
    }

    /// Makes the table hold this again.
    void restore() {
        table.restore(items, table.items());
    }

    /// The same for a table that is known to hold `now`.
    void restoreFrom(Stored now) {
        table.restore(items, now.items);
    }
}
