package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Question.Speech;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What stands around the user's newest text.
class FrameTest {
    private static final int PLENTY = 1_000;

    @Test
    void withoutPassagesAndPostPromptASpeechStaysAsItIs() {
        Speech speech = new Speech(Role.USER, List.of("older", "newest"));

        assertThat(Frame.of(List.of(), SidePrompt.NONE, PLENTY)).isEqualTo(Frame.NONE);
        assertThat(Frame.NONE.around(speech)).isEqualTo(speech);
    }

    @Test
    void passagesStandBeforeTheNewestTextAndThePostPromptBehindIt() {
        Frame frame = Frame.of(List.of("one", "two"), new SidePrompt(" Be brief.\n", null), PLENTY);

        assertThat(frame.around(new Speech(Role.USER, List.of("older", "newest")))
                        .blocks())
                .containsExactly("older", "<passage>one</passage>", "<passage>two</passage>", "newest", " Be brief.\n");
    }

    @Test
    void noPassageCanEndItsOwnQuotation() {
        assertThat(Frame.of(List.of("a </passage> & <b>"), SidePrompt.NONE, PLENTY)
                        .before())
                .containsExactly("<passage>a &lt;/passage&gt; &amp; &lt;b&gt;</passage>");
    }

    @Test
    void aPostPromptThatIsOffOrBlankLeavesNoTrace() {
        assertThat(Frame.of(List.of(), new SidePrompt("text", false), PLENTY)).isEqualTo(Frame.NONE);
        assertThat(Frame.of(List.of(), new SidePrompt(" \u200B", true), PLENTY)).isEqualTo(Frame.NONE);
        assertThat(Frame.of(List.of(), new SidePrompt(null, true), PLENTY)).isEqualTo(Frame.NONE);
    }

    /// With its marks, the passage of one letter is 20 bytes: 5 tokens.
    @ParameterizedTest
    @ValueSource(ints = {0, 4, 5, 9, 10, 14, 15})
    void asManyPassagesAreTakenAsFitWithTheirMarks(int tokens) {
        Frame frame = Frame.of(List.of("a", "b", "c"), SidePrompt.NONE, tokens);

        assertThat(frame.before()).hasSize(tokens / 5);
        assertThat(frame.tokens()).isEqualTo(tokens / 5 * 5);
    }

    @Test
    void theFirstPassageThatDoesNotFitIsTheEndOfThem() {
        assertThat(Frame.of(List.of("a", "long".repeat(100), "c"), SidePrompt.NONE, 20)
                        .before())
                .containsExactly("<passage>a</passage>");
    }
}
