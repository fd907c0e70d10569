package dev.parley.chat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A pre- or post-prompt: a text of a session's own that the model is told beside the prompt, and that can be
/// switched off without being lost.
///
/// @param chosen whether it was switched on or off; `null` while nobody said so, then it is on where there
/// is a text
public record SidePrompt(@Nullable String text, @Nullable Boolean chosen) {
    /// No text, and nothing said of it.
    public static final SidePrompt NONE = new SidePrompt(null, null);

    /// Whether the model is told the text, if there is one.
    public boolean enabled() {
        return chosen == null ? text != null : chosen;
    }

    /// What the model is told.
    public Optional<String> told() {
        return Optional.ofNullable(text).filter(said -> enabled() && !Blank.is(said));
    }

    /// What an update says of a side prompt.
    public record Changes(Change<String> text, Change<Boolean> chosen) {
        public static final Changes NONE = new Changes(Change.keep(), Change.keep());

        /// What is said of the side prompt whose text is given in `field`.
        ///
        /// @throws Refusal.Invalid for a text beyond [Limit#PROMPT]
        public static Changes given(String field, Change<String> text, Change<Boolean> chosen) {
            Limit.PROMPT.check(field, text);
            return new Changes(text, chosen);
        }

        /// The side prompt after the changes.
        public SidePrompt applyTo(SidePrompt before) {
            return new SidePrompt(text.applyTo(before.text()), chosen.applyTo(before.chosen()));
        }
    }
}
