package dev.parley.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.chat.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// JSON as Parley reads and writes it: objects only, no duplicate keys, nothing after the end, numbers kept
/// as written.
public final class Json {
    /// How deep a request's body may nest.
    public static final int MAX_DEPTH = 32;

    private static final String BEYOND_LIMITS =
            "must not nest beyond " + MAX_DEPTH + " levels, nor hold numbers beyond "
                    + StreamReadConstraints.DEFAULT_MAX_NUM_LEN + " or names beyond "
                    + StreamReadConstraints.DEFAULT_MAX_NAME_LEN + " characters";

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /// Loads what reads and writes JSON. It is a fifth of what a new execution environment loads for its first
    /// answer, and nothing else waits for it.
    public static void load() {
        write(object(new Loaded(readObject("{\"text\":\"\"}"))));
    }

    private record Loaded(ObjectNode tree) {}

    /// `value`, a wire record or a tree, as JSON text.
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes `tree` as JSON text in UTF-8, characters beyond U+FFFF (emoji) as two escapes.
    static void write(JsonNode tree, OutputStream out) throws IOException {
        MAPPER.writeValue(out, tree);
    }

    /// What `json`, an event, is.
    static JsonNode read(InputStream json) throws IOException {
        return MAPPER.readTree(json);
    }

    /// The object that `value`, a wire record, is as JSON.
    static ObjectNode object(Object value) {
        return MAPPER.valueToTree(value);
    }

    /// The object that `text` is.
    ///
    /// @throws Refusal.Invalid naming the body, or the field that is given twice
    static ObjectNode readObject(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new Refusal.Invalid("body", "must be a JSON object");
        } catch (StreamConstraintsException e) {
            throw new Refusal.Invalid("body", BEYOND_LIMITS);
        } catch (NumberFormatException e) {
            // Jackson lets this one through for an exponent beyond 32 bits.
            throw new Refusal.Invalid("body", "must not hold numbers with endless exponents");
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    /// How many levels of objects and arrays `node` is deep.
    static int levels(JsonNode node) {
        int deepest = 0;
        for (JsonNode child : node) {
            deepest = Math.max(deepest, levels(child));
        }
        return node.isContainerNode() ? deepest + 1 : 0;
    }

    private static Refusal broken(JsonProcessingException e) {
        boolean duplicate = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field");
        if (duplicate && e.getProcessor() instanceof JsonParser parser) {
            String field = path(parser.getParsingContext());
            KeepableText.check("body", field);
            return new Refusal.Invalid(field, "must be given once");
        }
        return new Refusal.Invalid("body", "must be valid JSON");
    }

    /// The names of the fields in which the parser stands, the outermost first.
    private static String path(JsonStreamContext innermost) {
        List<String> names = Stream.iterate(innermost, Objects::nonNull, JsonStreamContext::getParent)
                .map(JsonStreamContext::getCurrentName)
                .filter(Objects::nonNull)
                .toList();
        return String.join(".", names.reversed());
    }

    /// How many bytes `text` takes as a JSON string in the answer of a Lambda function, without the quotes
    /// around it.
    public static long weight(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            bytes += weight(text.charAt(i));
        }
        return bytes;
    }

    private static int weight(char c) {
        return switch (c) {
            case '"', '\\', '\b', '\f', '\n', '\r', '\t' -> "\\n".length();
            default -> c < ' ' || Character.isSurrogate(c) ? "\\u0000".length() : bytesOfUtf8(c);
        };
    }

    private static int bytesOfUtf8(char c) {
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 ? 2 : 3;
    }
}
