package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.ApiClient.Answer;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A request that cannot be meant and how it is refused: by which status, in words that begin so, by the
/// gateway or by the function.
///
/// @param target with `{session}` for a session of the caller's, as in the body
record Bad(String what, String method, String target, ByteBuffer body, List<String> headers, int status, String words) {
    static final String SESSION = "{session}";
    static final String GATEWAY = "gateway";
    static final int MEGABYTE = 1024 * 1024;

    private static final int[][] NO_UTF_8 = {
        {0xFF}, {0xC0, 0x80}, {0xED, 0xA0, 0x80}, {0xE2, 0x82}, {0xF5, 0x80, 0x80, 0x80}
    };

    static Bad of(String what, String method, String target, String body, int status, String words) {
        return new Bad(what, method, target, StandardCharsets.UTF_8.encode(body), List.of(), status, words);
    }

    static Bad byGateway(String method, String target, int status) {
        return of("gateway", method, target, "", status, GATEWAY);
    }

    Bad with(String... lines) {
        return new Bad(what, method, target, body, List.of(lines), status, words);
    }

    boolean isByGateway() {
        return words.equals(GATEWAY);
    }

    /// What the API answers to it. In the gateway's words, or as JSON that tells nothing of the inside; the group's
    /// envelope is for the group to check.
    Answer sentBy(ApiClient user, String session) {
        String[] lines = Stream.concat(Stream.of("content-type: application/json"), headers.stream())
                .toArray(String[]::new);
        Answer answer = user.raw(method, target.replace(SESSION, session), bytes(session), lines);
        assertThat(answer.status()).as(answer.shown()).isEqualTo(status);
        assertThat(answer.text()).doesNotContain("Exception", "dev.parley", "arn:", "dynamodb");
        if (isByGateway()) {
            assertThat(answer.body().path("message").isTextual()
                            || answer.body().isMissingNode())
                    .isTrue();
            assertThat(answer.body().size()).isLessThanOrEqualTo(1);
        } else {
            assertThat(answer.header("content-type")).startsWith("application/json");
            assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        }
        return answer;
    }

    /// Byte by byte, for what is no text stays none.
    private byte[] bytes(String session) {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .replace(SESSION, session)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Bodies with the words in which each is refused.
    static Stream<Bad> fields(String method, String target, String[][] cases) {
        return Arrays.stream(cases)
                .map(one ->
                        of(one[0].substring(0, Math.min(60, one[0].length())), method, target, one[0], 400, one[1]));
    }

    /// What is no JSON object in UTF-8, where one like `good` belongs.
    static Stream<Bad> bodies(String method, String target, String good) {
        String rest = good.substring(1);
        List<Bad> bad = new ArrayList<>();
        Stream.of(
                        "",
                        "   ",
                        "{",
                        good.substring(0, good.length() - 1),
                        good.substring(0, good.length() - 1) + ",}",
                        good + good,
                        good + " x",
                        "{'a':1}",
                        "{\"n\":NaN," + rest,
                        "{\"n\":01," + rest,
                        "{\"n\":1e99999999999," + rest,
                        "{\"n\":" + "9".repeat(2_000) + "," + rest,
                        "// comment\n" + good,
                        "[]",
                        "[" + good + "]",
                        "\"text\"",
                        "1",
                        "true",
                        "null",
                        "title=x&chatbotId=support",
                        "[".repeat(10_000),
                        "{\"x\":".repeat(10_000),
                        "{\"x\":" + "[".repeat(32) + "]".repeat(32) + "," + rest,
                        " ".repeat(MEGABYTE),
                        "{\"\\u0000\":1," + rest,
                        "{\"\\udc00\":1," + rest)
                .map(body -> of("body", method, target, body, 400, "body "))
                .forEach(bad::add);
        bad.add(of("key given twice", method, target, "{\"x\":1,\"x\":1," + rest, 400, "x "));
        bad.add(of("6 MB", method, target, good + " ".repeat(6 * MEGABYTE), 413, GATEWAY));
        bad.add(of("10 MB and one byte", method, target, padded(good, 10 * MEGABYTE + 1), 413, GATEWAY));
        Stream.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32")
                .map(charset -> broken(charset, method, target, good.getBytes(Charset.forName(charset))))
                .forEach(bad::add);
        Arrays.stream(NO_UTF_8)
                .map(units -> broken("invalid UTF-8", method, target, withText(units, rest)))
                .forEach(bad::add);
        return bad.stream();
    }

    private static Bad broken(String what, String method, String target, byte[] body) {
        return new Bad(what, method, target, ByteBuffer.wrap(body), List.of(), 400, "body ");
    }

    private static String padded(String text, int length) {
        return text + " ".repeat(length - text.length());
    }

    /// An object with a text of these bytes before the `rest` of its fields.
    private static byte[] withText(int[] units, String rest) {
        StringBuilder text = new StringBuilder();
        for (int unit : units) {
            text.append((char) unit);
        }
        return ("{\"x\":\"" + text + "\","
                        + new String(rest.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return what + ": " + method + " " + target.substring(0, Math.min(90, target.length())) + " -> " + status;
    }
}
