package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TitleTextTest {

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("Tides of the moon", "Tides of the moon"),
                Arguments.of("  Tides\tof the\u00A0 moon \n", "Tides of the moon"),
                Arguments.of("\"Tides of the moon\"", "Tides of the moon"),
                Arguments.of("“Tides of the moon”", "Tides of the moon"),
                Arguments.of("„Gezeiten des Mondes“", "Gezeiten des Mondes"),
                Arguments.of("« Les marées »", "Les marées"),
                Arguments.of("「月の潮汐」", "月の潮汐"),
                Arguments.of("**Tides** of the `moon`", "Tides of the moon"),
                Arguments.of("## **\"Tides\"**", "Tides"),
                Arguments.of("- Tides", "Tides"),
                Arguments.of("Title: \"Tides\"", "Tides"),
                Arguments.of("**Title:** Tides", "Tides"),
                Arguments.of("\n\n---\nTides\nBecause you asked about the moon.", "Tides"),
                Arguments.of("What \"high tide\" means", "What \"high tide\" means"),
                Arguments.of("Ada's __init__ in Python", "Ada's __init__ in Python"),
                Arguments.of("C# or Java", "C# or Java"),
                Arguments.of("\u202EediT\u200B and time\u2066", "ediT and time"),
                Arguments.of("المد والجزر", "المد والجزر"),
                Arguments.of("Beach 👩‍👩‍👧‍👦 day", "Beach 👩‍👩‍👧‍👦 day"),
                Arguments.of(
                        "Why the tides of the moon come twice a day and not only once as one might think",
                        "Why the tides of the moon come twice a day and not only once"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aTitleIsOneBareLineOfTheAnswer(String answer, String title) {
        assertThat(TitleText.ofAnswer(answer)).contains(title);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "\"\"", "***", "...", "🎉"})
    void anAnswerWithoutALetterOrDigitIsNoTitle(String answer) {
        assertThat(TitleText.ofAnswer(answer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {61, 256})
    void anAnswerThatIsTooLongIsCut(int length) {
        assertThat(TitleText.ofAnswer("y".repeat(length))).contains("y".repeat(60));
    }

    @ParameterizedTest
    @ValueSource(ints = {257, 5_000})
    void anAnswerThatIsLongerThanAnyTitleIsNone(int length) {
        assertThat(TitleText.ofAnswer("y".repeat(length))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Why is the sky blue?", "\n Why is\r\nthe \u200Bsky blue?\n"})
    void aMessageMakesATitleOfOneLine(String message) {
        assertThat(TitleText.ofMessage(message)).isEqualTo("Why is the sky blue?");
    }
}
