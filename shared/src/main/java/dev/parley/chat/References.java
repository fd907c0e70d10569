package dev.parley.chat;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.EntryId.PromptId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a session refers to. A model or prompt of its own comes before its assistant's.
public record References(
        @Nullable AssistantId assistant,
        @Nullable ProfileId profile,
        @Nullable ModelId model,
        @Nullable PromptId prompt) {

    /// The ids that are given.
    public List<EntryId> ids() {
        return Stream.<EntryId>of(assistant, profile, model, prompt)
                .filter(Objects::nonNull)
                .toList();
    }
}
