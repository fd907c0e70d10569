package dev.parley.server;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Bodies that are no JSON object in UTF-8, in the place of one that is good.
///
/// @param good a JSON object with a field, without blanks around it
public record BadBodies(String method, String target, String good) {
    private static final int MEGABYTE = 1024 * 1024;

    private static final int[][] NO_UTF_8 = {
        {0xFF}, {0xC0, 0x80}, {0xED, 0xA0, 0x80}, {0xE2, 0x82}, {0xF5, 0x80, 0x80, 0x80}
    };

    /// All of them.
    Stream<Bad> all() {
        return Stream.of(missing(), noJson(), noObject(), withAKeyTwice(), tooDeep(), tooLarge(), noUtf8())
                .flatMap(bad -> bad);
    }

    /// Nothing, or blanks.
    public Stream<Bad> missing() {
        return texts("missing", "", "   ");
    }

    /// What nearly is JSON, and what is not at all.
    public Stream<Bad> noJson() {
        String open = good.substring(0, good.length() - 1);
        return texts(
                "no JSON",
                "{",
                open,
                open + ",}",
                good + good,
                good + " x",
                "{'a':1}",
                "{\"n\":NaN," + rest(),
                "{\"n\":01," + rest(),
                "{\"n\":1e99999999999," + rest(),
                "{\"n\":" + "9".repeat(2_000) + "," + rest(),
                "// comment\n" + good,
                "title=x&chatbotId=support");
    }

    /// JSON of another type.
    public Stream<Bad> noObject() {
        return texts("no object", "[]", "[" + good + "]", "\"text\"", "1", "true", "null");
    }

    /// A field given twice: one that nobody asks for, and the first of the good body.
    public Stream<Bad> withAKeyTwice() {
        String first = good.substring(2, good.indexOf('"', 2));
        return Stream.of("x", first)
                .map(name -> Bad.of(
                        "key given twice",
                        method,
                        target,
                        "{\"" + name + "\":1," + (name.equals("x") ? "\"x\":1," : "") + rest(),
                        400,
                        name + " must be given once"));
    }

    /// Lists and objects in each other.
    public Stream<Bad> tooDeep() {
        return texts(
                "too deep",
                "[".repeat(10_000),
                "{\"x\":".repeat(10_000),
                "{\"x\":" + "[".repeat(32) + "]".repeat(32) + "," + rest());
    }

    /// Up to one byte more than the gateway takes.
    public Stream<Bad> tooLarge() {
        Bad large = Bad.of("6 MB", method, target, good + " ".repeat(6 * MEGABYTE), 413, Bad.GATEWAY);
        String larger = good + " ".repeat(10 * MEGABYTE + 1 - good.length());
        return Stream.concat(
                texts("1 MB of blanks", " ".repeat(MEGABYTE)),
                Stream.of(large, Bad.of("10 MB and one byte", method, target, larger, 413, Bad.GATEWAY)));
    }

    /// Other encodings, bytes that are none, and names that cannot be kept.
    public Stream<Bad> noUtf8() {
        Stream<Bad> encodings = Stream.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32")
                .map(charset -> broken(charset, good.getBytes(Charset.forName(charset))));
        Stream<Bad> bytes = Arrays.stream(NO_UTF_8).map(units -> broken("invalid UTF-8", withText(units)));
        Stream<Bad> names = texts("no name", "{\"\\u0000\":1," + rest(), "{\"\\udc00\":1," + rest());
        return Stream.of(encodings, bytes, names).flatMap(bad -> bad);
    }

    private String rest() {
        return good.substring(1);
    }

    private Stream<Bad> texts(String what, String... bodies) {
        return Arrays.stream(bodies).map(body -> Bad.of(what, method, target, body, 400, "body "));
    }

    private Bad broken(String what, byte[] body) {
        return new Bad(what, method, target, ByteBuffer.wrap(body), List.of(), 400, "body ");
    }

    /// The good object with a text of these bytes before its fields.
    private byte[] withText(int[] units) {
        StringBuilder text = new StringBuilder();
        for (int unit : units) {
            text.append((char) unit);
        }
        return ("{\"x\":\"" + text + "\","
                        + new String(rest().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
