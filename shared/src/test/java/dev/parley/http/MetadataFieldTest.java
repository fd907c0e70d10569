package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Change;
import dev.parley.chat.Metadata;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Metadata as a field of a body.
class MetadataFieldTest {
    @Test
    void metadataIsKeptAsItWasWritten() {
        String metadata = "{\"z\":1.10,\"a\":[true,null,-0.50],\"\":0,\"__proto__\":{\"$where\":\"1\"},\"n\":1E+400}";

        assertThat(Fields.parse("{\"field\": " + metadata + "}").metadataChange("field"))
                .isEqualTo(Change.set(new Metadata(metadata)));
    }

    @Test
    void metadataBeyondSixteenKilobytesIsRefusedNamingFieldAndLimit() {
        String keys =
                IntStream.range(0, 5_000).mapToObj(i -> "\"k" + i + "\":0").collect(Collectors.joining(","));

        Refused.asInvalid("field must be at most 16384 bytes of UTF-8", () -> metadata("{\"field\": {" + keys + "}}"));
        Refused.asInvalid(
                "outer.field must be at most 16384 bytes of UTF-8",
                () -> Fields.parse("{\"outer\": {\"field\": {" + keys + "}}}")
                        .requiredObject("outer")
                        .metadataChange("field"));
    }

    @Test
    void metadataIsMeasuredInBytesOfUtf8() {
        int room = 16 * 1024 - "{\"t\":\"\"}".length();
        String fits = "\u20AC".repeat(room / 3) + "x".repeat(room % 3);

        assertThat(metadata("{\"field\": {\"t\": \"" + fits + "\"}}"))
                .isEqualTo(Change.set(new Metadata("{\"t\":\"" + fits + "\"}")));
        Refused.asInvalid(
                "field must be at most 16384 bytes of UTF-8",
                () -> metadata("{\"field\": {\"t\": \"" + fits + "x\"}}"));
    }

    @Test
    void metadataMayBeEightLevelsDeepAndNoMore() {
        assertThat(metadata("{\"field\": {\"a\": " + "[".repeat(7) + "]".repeat(7) + "}}"))
                .isInstanceOf(Change.Set.class);
        Refused.asInvalid(
                "field must be at most 8 levels deep",
                () -> metadata("{\"field\": {\"a\": " + "[".repeat(8) + "]".repeat(8) + "}}"));
        Refused.asInvalid(
                "field must be at most 8 levels deep",
                () -> metadata(
                        "{\"field\": {\"flat\": 0, \"a\": " + "{\"b\": ".repeat(8) + "0" + "}".repeat(8) + "}}"));
    }

    private static Change<Metadata> metadata(String body) {
        return Fields.parse(body).metadataChange("field");
    }
}
