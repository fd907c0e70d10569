package dev.parley.chat;

import dev.parley.chat.EntryId.AssistantId;

/// Whose sessions are listed, all of them: nothing is filtered and nothing counted.
public sealed interface Roster {
    /// Of how many sessions, at most, everyone's with an assistant are sorted by their activity.
    int MOST_SORTED = 2_000;

    /// Every session of an owner.
    record OfOwner(UserId owner) implements Roster {}

    /// The sessions of an owner with an assistant.
    record OfOwnerWith(UserId owner, AssistantId assistant) implements Roster {}

    /// Everyone's sessions with an assistant.
    record With(AssistantId assistant) implements Roster {}

    /// Why a roster is not sorted by activity when that would read too much.
    static Refusal tooLongToSort() {
        return new Refusal.Invalid("sort_by", "must be created_at for so many sessions");
    }
}
