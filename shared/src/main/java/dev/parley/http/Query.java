package dev.parley.http;

import dev.parley.chat.Blank;
import dev.parley.chat.Refusal;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The query parameters of a request, read from its raw query string: API Gateway joins repeated ones with commas,
/// which cannot be told from commas in one value.
public final class Query {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,1000}");
    private static final Pattern MALFORMED = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    /// @throws Refusal.Invalid for a parameter given twice, or one that is not percent-encoded UTF-8
    static Query parse(String raw) {
        Map<String, String> values = new HashMap<>();
        for (String pair : raw.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode("query", equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(name, pair.substring(equals + 1));
            if (values.put(name, value) != null) {
                throw new Refusal.Invalid(name, "must be given once");
            }
        }
        return new Query(values);
    }

    private static String decode(String field, String text) {
        KeepableText.check(field, text);
        String decoded = percentDecoded(field, text);
        KeepableText.check(field, decoded);
        return decoded;
    }

    private static String percentDecoded(String field, String text) {
        if (MALFORMED.matcher(text).find()) {
            throw new Refusal.Invalid(field, "must be percent-encoded UTF-8");
        }
        // As ISO 8859-1 each character is a byte, so that bytes which are no UTF-8 are not lost before they are found.
        String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try {
            return Utf8.decode(
                    URLDecoder.decode(bytes, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1));
        } catch (CharacterCodingException e) {
            throw new Refusal.Invalid(field, "must be percent-encoded UTF-8");
        }
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// A text that must be there and say something.
    public String requiredText(String name) {
        return text(name).filter(value -> !Blank.is(value)).orElseThrow(() -> new Refusal.Invalid(name, "is required"));
    }

    /// A whole number, written in digits, or `otherwise` when it is not given. One beyond 64 bits is taken as the
    /// largest or smallest there is: every range ends before that.
    public long wholeNumber(String name, long otherwise) {
        return wholeNumber(name).orElse(otherwise);
    }

    /// The same of a whole number that may be missing.
    public Optional<Long> wholeNumber(String name) {
        return text(name).map(text -> wholeNumberOf(name, text));
    }

    /// One of the constants in `names`, by the words that stand for them on the wire.
    public <E> Optional<E> choice(String name, Map<String, E> names) {
        return text(name).map(word -> Choice.of(name, word, names));
    }

    /// The first instant that a date or date-time means.
    public Optional<Instant> from(String name) {
        return text(name).map(text -> IsoTime.from(name, text));
    }

    /// The last instant that a date or date-time means.
    public Optional<Instant> to(String name) {
        return text(name).map(text -> IsoTime.to(name, text));
    }

    private static long wholeNumberOf(String name, String text) {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw new Refusal.Invalid(name, "must be a whole number");
        }
        return WholeNumbers.saturated(new BigInteger(text));
    }
}
