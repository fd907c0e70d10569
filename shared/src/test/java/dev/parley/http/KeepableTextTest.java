package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.chat.Refusal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeepableTextTest {
    private static final String REASON = " must not contain U+0000 or half a surrogate pair";

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udfff", "\\ude00\\ud83d", "\\ud83d\\ud83d\\ude00"})
    void anEscapeOfWhatCannotBeKeptIsRefusedWhereverItStands(String escape) {
        refusedWhereverItStands(escape);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "\uDFFF", "\uDE00\uD83D", "a\uD83D"})
    void halfASurrogatePairIsRefusedWhereverItStands(String half) {
        refusedWhereverItStands(half);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udfff", "\\ude00\\ud83d", "\uD800", "\uDE00\uD83D"})
    void aNameThatCannotBeKeptIsRefusedAsTheBody(String name) {
        for (String body : new String[] {"{'%s': 1}", "{'a': [{'x%s': 1}]}", "{'%1$s': 1, '%1$s': 1}"}) {
            assertThatExceptionOfType(Refusal.Invalid.class)
                    .isThrownBy(() -> parse(body.formatted(name)))
                    .withMessageStartingWith("body must ");
        }
    }

    @Test
    void anEscapedPairIsOneCharacter() {
        assertThat(parse("{'\\ud83d\\ude00': '\\ud83d\\ude00'}").text("\uD83D\uDE00"))
                .contains("\uD83D\uDE00");
    }

    @Test
    void aRawNulIsNoJson() {
        Refused.asInvalid("body must be valid JSON", () -> Fields.parse("{\"a\": \"\u0000\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D\uDE00", "\uFFFD", "\u0001", "\u007F", "\uFFFF", "\uDBFF\uDFFF"})
    void everyOtherCharacterIsKept(String text) {
        assertThat(Fields.parse(Json.write(Map.of(text, text))).text(text)).contains(text);
    }

    private static void refusedWhereverItStands(String text) {
        refused("a" + REASON, "{'a': '" + text + "'}");
        refused("a" + REASON, "{'a': 'before " + text + " after', 'b': 1}");
        refused("a.b" + REASON, "{'a': {'b': '" + text + "'}}");
        refused("a.b" + REASON, "{'a': [[{'b': ['x', '" + text + "']}]]}");
    }

    private static void refused(String message, String body) {
        Refused.asInvalid(message, () -> parse(body));
    }

    private static Fields parse(String body) {
        return Fields.parse(body.replace('\'', '"'));
    }
}
