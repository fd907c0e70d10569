package dev.parley.chat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When what happened to a session, to the millisecond. `lastActive` moves with each message stored for a caller,
/// `updatedAt` with every change; `endedAt` is what callers say it is.
public record Times(
        Instant createdAt,
        Instant updatedAt,
        Instant lastActive,
        @Nullable Instant endedAt) {
    /// The times of a session that begins at `now`.
    public static Times beginning(Instant now) {
        return new Times(now, now, now, null);
    }
}
