package dev.parley.chat;

import java.time.Duration;

/// What answers bit by bit.
@FunctionalInterface
public interface StreamingModel {

    /// The model's answer while it gives it, within the time given: this returns before there is a word of it.
    ///
    /// @throws Refusal.NoAnswer like [ReplyModel#answer], here or from the stream
    AnswerStream stream(Question question, Duration within);
}
