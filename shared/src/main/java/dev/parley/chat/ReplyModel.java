package dev.parley.chat;

import java.time.Duration;

/// What answers.
@FunctionalInterface
public interface ReplyModel {

    /// The model's answer, within the time given.
    ///
    /// @throws Refusal.NoAnswer when the model is throttled, fails, is out of time or says nothing
    Answer answer(Question question, Duration within);
}
