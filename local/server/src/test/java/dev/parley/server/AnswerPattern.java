package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Compares answers with the answers that a document prints: the same names, no more and no fewer, the same types,
/// the same nesting, the same order in lists, and the same values but for those that cannot be the document's.
///
/// A name with a `?` behind it may be missing by the document, and is where its value is `<absent>`. One with a `+`
/// before it is ours beyond the document, and `+*` stands for any such. `<text>` is any text that says something,
/// `<any>` any value. `$guid…` is a session's string id: the first one met under that name, and the same one from
/// then on.
final class AnswerPattern {
    private static final Pattern VARIABLE = Pattern.compile("\\$[a-z0-9-]+");
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{24}");

    private final Map<String, String> values = new HashMap<>();
    private final Set<String> seen = new TreeSet<>();
    private final Set<String> documented = new TreeSet<>();
    private boolean counts;

    void bind(String variable, String value) {
        values.put(variable, value);
    }

    /// The text with the variables in it put in.
    String filled(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(), found.group())));
    }

    /// Compares the answer to a step with the one that is printed. The fields of a step that is no example but only
    /// prepares for one do not count.
    void check(DocumentStep step, JsonNode answer) {
        counts = step.operation() != null;
        compare(step.operation() + " ", step.answer(), answer);
    }

    /// The fields that the documents name, and those of them that no answer had.
    Set<String> documented() {
        return documented;
    }

    Set<String> missed() {
        Set<String> missed = new TreeSet<>(documented);
        missed.removeAll(seen);
        return missed;
    }

    private void compare(String path, JsonNode pattern, JsonNode answer) {
        if (pattern.isObject()) {
            compareObjects(path, pattern, answer);
        } else if (pattern.isArray()) {
            assertThat(answer.isArray()).as(path + " is a list").isTrue();
            assertThat(answer).as(path).hasSize(pattern.size());
            for (int i = 0; i < pattern.size(); i++) {
                compare(path + "[]", pattern.get(i), answer.get(i));
            }
        } else if (pattern.isTextual()) {
            compareTexts(path, pattern.textValue(), answer);
        } else if (pattern.isNumber()) {
            assertThat(answer.isNumber()).as(path + " is a number").isTrue();
            assertThat(answer.decimalValue()).as(path).isEqualByComparingTo(pattern.decimalValue());
        } else {
            assertThat(answer).as(path).isEqualTo(pattern);
        }
    }

    private void compareObjects(String path, JsonNode pattern, JsonNode answer) {
        assertThat(answer.isObject()).as(path + " is an object").isTrue();
        Set<String> names = new TreeSet<>();
        pattern.properties().forEach(field -> {
            String name = name(field.getKey());
            boolean counted = counts && !field.getKey().startsWith("+");
            if (counted) {
                documented.add(path + "." + name);
            }
            if (field.getValue().asText().equals("<absent>") || name.equals("*")) {
                return;
            }
            names.add(name);
            assertThat(answer.has(name)).as(path + " has " + name).isTrue();
            if (counted) {
                seen.add(path + "." + name);
            }
            compare(path + "." + name, field.getValue(), answer.get(name));
        });
        if (!pattern.has("+*")) {
            Set<String> given = new TreeSet<>();
            answer.fieldNames().forEachRemaining(given::add);
            assertThat(given).as(path).isEqualTo(names);
        }
    }

    private static String name(String key) {
        return key.replaceFirst("^\\+", "").replaceFirst("\\?$", "");
    }

    private void compareTexts(String path, String pattern, JsonNode answer) {
        switch (pattern) {
            case "<any>" -> assertThat(answer.isMissingNode()).as(path).isFalse();
            case "<text>" -> assertThat(answer.textValue()).as(path).isNotBlank();
            default -> {
                if (pattern.startsWith("$guid") && !values.containsKey(pattern)) {
                    assertThat(answer.textValue()).as(path).matches(GUID);
                    values.put(pattern, answer.textValue());
                }
                assertThat(answer.textValue()).as(path).isEqualTo(filled(pattern));
            }
        }
    }
}
