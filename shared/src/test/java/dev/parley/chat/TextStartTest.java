package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextStartTest {
    private static final String FAMILY = "👩‍👩‍👧‍👦";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one two three | 13 | one two three",
                "one two three | 12 | one two",
                "one two three |  8 | one two",
                "one two three |  7 | one two",
                "one two three |  6 | one",
                "one two three |  4 | one",
                "one two three |  3 | one",
                "a well-known fact | 8 | a well-",
                "'  one two  ' | 7 | one two",
            })
    void aTextIsCutWhereAWordEnds(String text, int most, String start) {
        assertThat(TextStart.of(text, most)).isEqualTo(start);
    }

    @Test
    void aWordThatTakesMoreThanHalfOfTheRoomIsCutItself() {
        assertThat(TextStart.of("on " + "y".repeat(50), 20)).isEqualTo("on " + "y".repeat(17));
        assertThat(TextStart.of("x".repeat(100), 60)).isEqualTo("x".repeat(60));
    }

    @Test
    void aTextWithoutBlanksIsCutWhereItsScriptBreaksLines() {
        assertThat(TextStart.of("東京の天気を教えてください", 6)).isEqualTo("東京の天気を");
    }

    @ParameterizedTest
    @ValueSource(strings = {FAMILY, "🇩🇪", "e\u0301", "👍🏽"})
    void whatReadersSeeAsOneCharacterIsKeptWhole(String character) {
        int points = character.codePointCount(0, character.length());
        String text = "x" + character.repeat(10);

        assertThat(TextStart.of(text, 1 + 2 * points)).isEqualTo("x" + character.repeat(2));
        assertThat(TextStart.of(text, 2 * points)).isEqualTo("x" + character);
    }

    @Test
    void aCharacterThatIsLongerThanTheRoomIsCutBetweenItsCodePoints() {
        assertThat(TextStart.of("a" + "\u0301".repeat(500), 60)).isEqualTo("a" + "\u0301".repeat(59));
        assertThat(TextStart.of("😀".repeat(100), 60)).isEqualTo("😀".repeat(60));
    }
}
