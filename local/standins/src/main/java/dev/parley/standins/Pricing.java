package dev.parley.standins;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/// AWS's rules for what reading and writing items costs, on one table with its indexes.
final class Pricing {
    private static final int WRITE_BYTES = 1024;
    private static final int READ_BYTES = 4096;

    private final Set<String> key;
    private final List<Index> indexes;

    Pricing(CreateTableRequest table) {
        key = names(table.keySchema());
        indexes = table.globalSecondaryIndexes().stream()
                .map(index -> Index.of(index, key))
                .toList();
    }

    /// The names of the attributes that an item is found by.
    Set<String> key() {
        return key;
    }

    /// Write units of an item that was `before` and is `after`, outside a transaction: by the larger of the two,
    /// and for each index whose entry appears, vanishes, moves or changes.
    double write(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        double units = Math.max(1, Math.max(writeUnits(before), writeUnits(after)));
        return units
                + indexes.stream()
                        .mapToDouble(index -> index.write(before, after))
                        .sum();
    }

    /// Read units of a query that read these items or index entries.
    double query(List<Map<String, AttributeValue>> items, boolean consistent) {
        return reads(items.stream().mapToInt(Pricing::size).sum(), consistent);
    }

    /// Read units of one item, which may be missing.
    double get(Map<String, AttributeValue> item, boolean consistent) {
        return reads(size(item), consistent);
    }

    private static double reads(int bytes, boolean consistent) {
        return Math.max(1, Math.ceilDiv(bytes, READ_BYTES)) * (consistent ? 1 : 0.5);
    }

    private static int writeUnits(Map<String, AttributeValue> item) {
        return Math.ceilDiv(size(item), WRITE_BYTES);
    }

    /// An item's size: names and texts in UTF-8, numbers at a byte for two digits and one more, lists and maps at
    /// three bytes and one for each element.
    static int size(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(attribute -> bytes(attribute.getKey()) + size(attribute.getValue()))
                .sum();
    }

    private static int size(AttributeValue value) {
        return switch (value.type()) {
            case S -> bytes(value.s());
            case N ->
                (int) Math.ceilDiv(value.n().chars().filter(Character::isDigit).count(), 2) + 1;
            case BOOL, NUL -> 1;
            case L ->
                3 + value.l().stream().mapToInt(element -> 1 + size(element)).sum();
            case M -> 3 + value.m().size() + size(value.m());
            default -> throw new IllegalArgumentException("not priced: " + value);
        };
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Set<String> names(List<KeySchemaElement> key) {
        Set<String> names = new HashSet<>();
        key.forEach(element -> names.add(element.attributeName()));
        return names;
    }

    /// An index: an item has an entry in it when it has all the attributes of its key.
    private record Index(Set<String> key, Set<String> projected) {

        static Index of(GlobalSecondaryIndex index, Set<String> tableKey) {
            Set<String> key = names(index.keySchema());
            Set<String> projected = new HashSet<>(key);
            projected.addAll(tableKey);
            projected.addAll(index.projection().nonKeyAttributes());
            return new Index(key, projected);
        }

        double write(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
            Map<String, AttributeValue> old = entry(before);
            Map<String, AttributeValue> now = entry(after);
            if (old.equals(now)) {
                return 0;
            }
            boolean moves = !old.isEmpty() && !now.isEmpty() && !keyOf(old).equals(keyOf(now));
            return moves ? writeUnits(old) + writeUnits(now) : Math.max(writeUnits(old), writeUnits(now));
        }

        private Map<String, AttributeValue> entry(Map<String, AttributeValue> item) {
            return item.keySet().containsAll(key) ? part(item, projected) : Map.of();
        }

        private Map<String, AttributeValue> keyOf(Map<String, AttributeValue> entry) {
            return part(entry, key);
        }

        private static Map<String, AttributeValue> part(Map<String, AttributeValue> item, Set<String> names) {
            Map<String, AttributeValue> part = new HashMap<>(item);
            part.keySet().retainAll(names);
            return part;
        }
    }
}
