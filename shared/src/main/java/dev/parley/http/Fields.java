package dev.parley.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.chat.Blank;
import dev.parley.chat.Change;
import dev.parley.chat.Metadata;
import dev.parley.chat.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The fields of a JSON object that a caller sent. Every reader names the field when it refuses; fields that nobody
/// asks for are ignored.
public final class Fields {
    private final ObjectNode object;
    private final String path;

    private Fields(ObjectNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /// The fields of the JSON object that `text` is.
    ///
    /// @throws Refusal.Invalid for broken JSON, another top-level type, a field given twice, nesting beyond
    ///     [Json#MAX_DEPTH], and text that cannot be kept (U+0000, half a surrogate pair)
    static Fields parse(String text) {
        ObjectNode object = Json.readObject(text.startsWith("\uFEFF") ? text.substring(1) : text);
        KeepableText.check("", object);
        return new Fields(object, "");
    }

    /// A text that must be there and say something.
    public String requiredText(String name) {
        return saying(name, text(name).orElseThrow(() -> invalid(name, "is required")));
    }

    /// What is said of a text that always says something: neither `null` nor a blank one is taken.
    public Change<String> requiredTextChange(String name) {
        return sent(name).map(value -> saying(name, textOf(name, value)));
    }

    /// A text that may be missing, but not `null`.
    public Optional<String> text(String name) {
        return optional(name).map(value -> textOf(name, value));
    }

    /// What is said of a text that can be cleared with `null`.
    public Change<String> textChange(String name) {
        return change(name).map(value -> textOf(name, value));
    }

    /// A number that may be missing, but not `null`.
    public Optional<BigDecimal> number(String name) {
        return optional(name).map(value -> numberOf(name, value));
    }

    /// What is said of a number that can be cleared with `null`.
    public Change<BigDecimal> numberChange(String name) {
        return change(name).map(value -> numberOf(name, value));
    }

    /// A whole number that may be missing, but not `null`. One beyond 64 bits is taken as the largest or smallest
    /// there is: every range ends before that.
    public Optional<Long> wholeNumber(String name) {
        return optional(name).map(value -> wholeNumberOf(name, value));
    }

    /// A whole number that must be there.
    public long requiredWholeNumber(String name) {
        return wholeNumber(name).orElseThrow(() -> invalid(name, "is required"));
    }

    /// What is said of a whole number that cannot be cleared: `null` is refused.
    public Change<Long> requiredWholeNumberChange(String name) {
        return sent(name).map(value -> wholeNumberOf(name, value));
    }

    /// What is said of a flag, `true` or `false`, that cannot be cleared: `null` is refused.
    public Change<Boolean> flagChange(String name) {
        return sent(name).map(value -> flagOf(name, value));
    }

    /// What is said of a whole number within 32 bits that can be cleared with `null`.
    public Change<Integer> wholeNumberChange(String name) {
        return change(name).map(value -> intOf(name, value));
    }

    /// An object that must be there.
    public Fields requiredObject(String name) {
        return objectOf(name, optional(name).orElseThrow(() -> invalid(name, "is required")));
    }

    /// What is said of an object that can be cleared with `null`.
    public Change<Fields> objectChange(String name) {
        return change(name).map(value -> objectOf(name, value));
    }

    /// What is said of a client's metadata.
    public Change<Metadata> metadataChange(String name) {
        return change(name).map(value -> {
            ObjectNode json = objectOf(name, value).object;
            return Metadata.given(path + name, json.toString(), Json.levels(json));
        });
    }

    /// What is said of a point in time that can be cleared with `null`.
    public Change<Instant> instantChange(String name) {
        return textChange(name).map(text -> IsoTime.parse(path + name, text));
    }

    /// A point in time that may be missing, but not `null`.
    public Optional<Instant> instant(String name) {
        return text(name).map(text -> IsoTime.parse(path + name, text));
    }

    /// One of the constants in `names`, by the words that stand for them on the wire; it must be there.
    public <E> E requiredChoice(String name, Map<String, E> names) {
        return Choice.of(path + name, requiredText(name), names);
    }

    /// What is said of a choice that cannot be cleared: `null` is refused.
    public <E> Change<E> choiceChange(String name, Map<String, E> names) {
        return sent(name).map(value -> Choice.of(path + name, textOf(name, value), names));
    }

    /// The refusal of the field `name`, named with the objects it lies in.
    public Refusal.Invalid invalid(String name, String reason) {
        return new Refusal.Invalid(path + name, reason);
    }

    private Optional<JsonNode> optional(String name) {
        Optional<JsonNode> value = Optional.ofNullable(object.get(name));
        if (value.filter(JsonNode::isNull).isPresent()) {
            throw invalid(name, "must not be null");
        }
        return value;
    }

    private Change<JsonNode> change(String name) {
        return Optional.ofNullable(object.get(name))
                .map(value -> value.isNull() ? Change.<JsonNode>clear() : Change.set(value))
                .orElseGet(Change::keep);
    }

    private Change<JsonNode> sent(String name) {
        return optional(name).map(Change::set).orElseGet(Change::keep);
    }

    private String saying(String name, String text) {
        if (Blank.is(text)) {
            throw invalid(name, "must not be blank");
        }
        return text;
    }

    private String textOf(String name, JsonNode value) {
        if (!value.isTextual()) {
            throw invalid(name, "must be a string");
        }
        return value.textValue();
    }

    private BigDecimal numberOf(String name, JsonNode value) {
        if (!value.isNumber()) {
            throw invalid(name, "must be a number");
        }
        return value.decimalValue();
    }

    private long wholeNumberOf(String name, JsonNode value) {
        if (!value.isIntegralNumber()) {
            throw invalid(name, "must be a whole number");
        }
        return WholeNumbers.saturated(value.bigIntegerValue());
    }

    private int intOf(String name, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw invalid(name, "must be a whole number");
        }
        return value.intValue();
    }

    private boolean flagOf(String name, JsonNode value) {
        if (!value.isBoolean()) {
            throw invalid(name, "must be true or false");
        }
        return value.booleanValue();
    }

    private Fields objectOf(String name, JsonNode value) {
        if (value instanceof ObjectNode child) {
            return new Fields(child, path + name + ".");
        }
        throw invalid(name, "must be an object");
    }
}
