package dev.parley.chat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One stored message of a session. Messages are never changed, but for the note of a failure.
///
/// @param seq its place, gap-free from 1: messages stay in the order in which they were stored
/// @param said what was said
/// @param storedAt when it was stored
/// @param generation how the model made it, for an answer of the model
/// @param failure why the model gave no answer to it, for a user's message that got none
public record Message(
        int seq,
        Utterance said,
        Instant storedAt,
        @Nullable Generation generation,
        @Nullable String failure) {

    /// The time to show: the client's own if it gave one.
    public Instant timestamp() {
        Instant clientTime = said.clientTime();
        return clientTime == null ? storedAt : clientTime;
    }

    /// Whether it is an answer that did not break off.
    boolean isWholeAnswer() {
        return generation != null && !generation.isIncomplete();
    }
}
