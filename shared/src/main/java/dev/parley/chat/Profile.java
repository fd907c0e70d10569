package dev.parley.chat;

import dev.parley.chat.EntryId.ProfileId;
import org.jspecify.annotations.Nullable;

/// Who is talking in a session: a client or user profile. `owner` is `null` for one that everyone shares; a private
/// one is seen by its owner and by administrators only.
public record Profile(
        ProfileId id, long number, Card card, @Nullable UserId owner) implements Entry {}
