package dev.parley.promises.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/// Changes the structure of a JSON text in one place: what is there is dropped, given twice, retyped, nested,
/// renamed, or becomes an odd value.
final class JsonMutation {
    private static final JsonMapper PLAIN = JsonMapper.builder().build();
    private static final JsonMapper ESCAPED =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Random random;
    private final OddValues odd;
    private final List<String> fields;

    /// @param fields the names of fields that some document has
    JsonMutation(Random random, OddValues odd, List<String> fields) {
        this.random = random;
        this.odd = odd;
        this.fields = List.copyOf(fields);
    }

    /// The changed text; nothing when `text` is no JSON to begin with.
    Optional<String> of(String text) {
        try {
            JsonNode root = PLAIN.readTree(text);
            if (root.isMissingNode()) {
                return Optional.empty();
            }
            JsonNode changed = random.nextInt(12) == 0 ? value(root) : changed(root);
            return Optional.of((random.nextBoolean() ? PLAIN : ESCAPED).writeValueAsString(changed));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private JsonNode changed(JsonNode root) {
        List<ObjectNode> objects = new ArrayList<>();
        collect(root, objects);
        if (objects.isEmpty()) {
            return value(root);
        }
        ObjectNode object = odd.one(objects);
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty() || random.nextInt(8) == 0) {
            object.set(odd.one(fields), value(object));
            return root;
        }
        String name = odd.one(names);
        switch (random.nextInt(8)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(renamed(name), object.remove(name));
            case 2 -> {
                return twice(root, object, name);
            }
            default -> object.set(name, value(object.path(name)));
        }
        return root;
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(child -> collect(child, objects));
    }

    private String renamed(String name) {
        return switch (random.nextInt(5)) {
            case 0 -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            case 1 -> name + " ";
            case 2 -> odd.text();
            case 3 -> name + "\u0000";
            default -> odd.one(fields);
        };
    }

    /// The tree in which the object has a field a second time, which no tree can hold: that object is text.
    @SuppressWarnings("ReferenceEquality") // It is this object that is meant, and not one like it.
    private JsonNode twice(JsonNode root, ObjectNode object, String name) {
        ObjectNode second = NODES.objectNode();
        second.set(name, random.nextBoolean() ? object.path(name) : value(object.path(name)));
        String first = object.toString();
        RawValue both = new RawValue("{" + inner(second.toString()) + "," + inner(first) + "}");
        return root == object ? NODES.rawValueNode(both) : replaced(root, object, NODES.rawValueNode(both));
    }

    private static String inner(String object) {
        return object.substring(1, object.length() - 1);
    }

    @SuppressWarnings("ReferenceEquality")
    private static JsonNode replaced(JsonNode node, JsonNode old, JsonNode other) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (field.getValue() == old) {
                    field.setValue(other);
                } else {
                    replaced(field.getValue(), old, other);
                }
            });
        }
        return node;
    }

    /// Something else in the place of a value.
    private JsonNode value(JsonNode old) {
        return switch (random.nextInt(9)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2, 3 -> NODES.rawValueNode(new RawValue(odd.number()));
            case 4 -> nested(old);
            case 5 -> old.isNumber() ? TextNode.valueOf(old.asText()) : NODES.objectNode();
            case 6 -> NODES.arrayNode().add(old);
            default -> TextNode.valueOf(odd.text());
        };
    }

    /// The value inside some, or very many, objects and lists.
    private JsonNode nested(JsonNode value) {
        JsonNode nested = value;
        int levels = random.nextInt(4) == 0 ? 25 + random.nextInt(15) : 1 + random.nextInt(9);
        for (int i = 0; i < levels; i++) {
            ArrayNode list = NODES.arrayNode();
            nested =
                    random.nextBoolean() ? list.add(nested) : NODES.objectNode().set("x", nested);
        }
        return nested;
    }
}
