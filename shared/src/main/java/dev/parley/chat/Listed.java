package dev.parley.chat;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ProfileId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A session as a list knows it: which one, whose and since when, and whom it refers to.
public record Listed(
        SessionId id,
        UserId owner,
        Instant createdAt,
        @Nullable AssistantId assistant,
        @Nullable ProfileId profile) {}
