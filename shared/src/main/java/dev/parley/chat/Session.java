package dev.parley.chat;

import org.jspecify.annotations.Nullable;

/// A conversation between a user and an assistant, without its messages.
///
/// @param number counts the owner's sessions from 1 and is never given out twice
/// @param messages how many messages and how many bytes of text it holds
public record Session(
        SessionId id,
        UserId owner,
        long number,
        Status status,
        @Nullable String title,
        References references,
        Times times,
        Tally messages,
        Details details) {

    public boolean active() {
        return status == Status.ACTIVE;
    }

    /// How much a session holds: the seq of its newest message, which is also their number, and the UTF-8 bytes
    /// of all of them.
    public record Tally(int count, long bytes) {
        public static final Tally NOTHING = new Tally(0, 0);

        public Tally plus(long more) {
            return new Tally(count + 1, bytes + more);
        }
    }
}
