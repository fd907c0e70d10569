package dev.parley.dynamodb;

import dev.parley.chat.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An update expression that sets and removes exactly the attributes that a caller's changes speak of.
final class UpdateExpression {
    private final List<String> sets = new ArrayList<>();
    private final List<String> removes = new ArrayList<>();
    private final Map<String, AttributeValue> values = new HashMap<>();

    UpdateExpression set(String name, AttributeValue value) {
        sets.add("#" + name + " = :" + name);
        values.put(":" + name, value);
        return this;
    }

    UpdateExpression remove(String name) {
        removes.add("#" + name);
        return this;
    }

    UpdateExpression change(String name, Change<AttributeValue> change) {
        return switch (change) {
            case Change.Keep<AttributeValue> _ -> this;
            case Change.Set<AttributeValue>(var value) -> set(name, value);
            case Change.Clear<AttributeValue> _ -> remove(name);
        };
    }

    /// Sets those of the attributes `names` that `item` makes of a set value, and removes the others.
    <T> UpdateExpression replace(Change<T> change, Function<T, Map<String, AttributeValue>> item, List<String> names) {
        if (!change.changes()) {
            return this;
        }
        Map<String, AttributeValue> attributes =
                change instanceof Change.Set<T>(var value) ? item.apply(value) : Map.of();
        for (String name : names) {
            AttributeValue attribute = attributes.get(name);
            if (attribute == null) {
                remove(name);
            } else {
                set(name, attribute);
            }
        }
        return this;
    }

    String text() {
        return clause("SET ", sets) + clause("REMOVE ", removes);
    }

    Map<String, AttributeValue> values() {
        return Map.copyOf(values);
    }

    /// The values, with one more that the condition compares with.
    Map<String, AttributeValue> values(String name, AttributeValue value) {
        Map<String, AttributeValue> all = new HashMap<>(values);
        all.put(name, value);
        return all;
    }

    private static String clause(String word, List<String> parts) {
        return parts.isEmpty() ? "" : word + String.join(", ", parts) + " ";
    }
}
