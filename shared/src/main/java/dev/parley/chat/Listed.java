package dev.parley.chat;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ProfileId;
import org.jspecify.annotations.Nullable;

/// A session as a list knows it: which one, and whom it refers to.
public record Listed(
        SessionId id,
        @Nullable AssistantId assistant,
        @Nullable ProfileId profile) {}
