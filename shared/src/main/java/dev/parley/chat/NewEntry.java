package dev.parley.chat;

import dev.parley.chat.EntryChanges.PromptChanges;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.EntryId.PromptId;
import org.jspecify.annotations.Nullable;

/// What a request says of an entry that it wants made; without an id it gets one that follows from its number.
public record NewEntry(@Nullable EntryId id, EntryChanges fields) {
    private static final Card NO_CARD = new Card(null, null, null, null);

    public NewEntry {
        if (fields instanceof PromptChanges(var _, Change.Keep<String> _)) {
            throw new Refusal.Invalid(PromptChanges.CONTENT, "is required");
        }
    }

    public Kind kind() {
        return fields.kind();
    }

    /// The entry that this makes under a number; `owner` is `null` for a shared one.
    Entry made(long number, @Nullable UserId owner) {
        Entry blank = switch (id == null ? EntryId.generated(new EntryNumber(kind(), number)) : id) {
            case AssistantId assistant -> new Assistant(assistant, number, NO_CARD, null, null, null, null);
            case ProfileId profile -> new Profile(profile, number, NO_CARD, owner);
            case ModelId model -> Model.ofDefaults(model, number);
            case PromptId prompt -> new Prompt(prompt, number, null, "");
        };
        return fields.applyTo(blank);
    }
}
