package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.ApiClient.Answer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A request that cannot be meant and how it is refused: by which status, in words that begin so, by the
/// gateway or by the function.
///
/// @param target with `{session}` for a session of the caller's, as in the body
public record Bad(
        String what, String method, String target, ByteBuffer body, List<String> headers, int status, String words) {
    public static final String SESSION = "{session}";
    static final String GATEWAY = "gateway";

    static Bad of(String what, String method, String target, String body, int status, String words) {
        return new Bad(what, method, target, StandardCharsets.UTF_8.encode(body), List.of(), status, words);
    }

    static Bad byGateway(String method, String target, int status) {
        return of("gateway", method, target, "", status, GATEWAY);
    }

    Bad with(String... lines) {
        return new Bad(what, method, target, body, List.of(lines), status, words);
    }

    public boolean isByGateway() {
        return words.equals(GATEWAY);
    }

    /// What the API answers to it. In the gateway's words, or as JSON that tells nothing of the inside; the group's
    /// envelope is for the group to check.
    public Answer sentBy(ApiClient user, String session) {
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
        return new BadBodies(method, target, good).all();
    }

    @Override
    public String toString() {
        return what + ": " + method + " " + target.substring(0, Math.min(90, target.length())) + " -> " + status;
    }
}
