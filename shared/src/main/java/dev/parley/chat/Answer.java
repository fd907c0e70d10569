package dev.parley.chat;

/// What a model said: a text that is not blank, and how it came about.
public record Answer(String text, Generation generation) {
    public Answer {
        if (Blank.is(text)) {
            throw new IllegalArgumentException("an answer says something");
        }
    }

    /// The answer that these make.
    ///
    /// @throws Refusal.NoAnswer when the text is blank; it is paid for all the same
    public static Answer of(String text, Generation generation) {
        if (Blank.is(text)) {
            throw new Refusal.NoAnswer(
                    "empty answer: " + generation.stopReason().word(), generation.usage());
        }
        return new Answer(text, generation);
    }
}
