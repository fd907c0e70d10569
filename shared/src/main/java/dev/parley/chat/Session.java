package dev.parley.chat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A conversation between a user and an assistant, without its messages.
///
/// @param number counts the owner's sessions from 1 and is never given out twice
/// @param messages how many messages and how many bytes of text it holds
/// @param contextResults how many passages of its assistant's knowledge base, if that has one, the model is given
///     when it answers
public record Session(
        SessionId id,
        UserId owner,
        long number,
        Status status,
        @Nullable String title,
        References references,
        Times times,
        Tally messages,
        Details details,
        int contextResults) {

    public boolean active() {
        return status == Status.ACTIVE;
    }

    /// How many messages a client that keeps its own count is shown: that count, else how many there are, once
    /// there are any.
    public Optional<Long> shownCount() {
        long count = messages.count();
        return Optional.ofNullable(details.displayCount()).or(() -> count > 0 ? Optional.of(count) : Optional.empty());
    }

    /// How much a session holds: the seq of its newest message, which is also their number, and the UTF-8 bytes
    /// of all of them.
    public record Tally(int count, long bytes) {
        public static final Tally NOTHING = new Tally(0, 0);
    }
}
