package dev.parley.chat;

import java.time.Duration;

/// What answers.
@FunctionalInterface
public interface ReplyModel {

    /// The model's answer, within the time given.
    ///
    /// @throws Refusal.NoAnswer when the model is throttled, fails, is out of time or says nothing
    Answer answer(Question question, Duration within);

    /// The same answer while the model gives it: this returns before there is a word of it. A model that does not
    /// stream says all of it in one piece.
    ///
    /// @throws Refusal.NoAnswer like {@link #answer}, here or from the stream
    default AnswerStream stream(Question question, Duration within) {
        return AnswerStream.of(answer(question, within));
    }
}
