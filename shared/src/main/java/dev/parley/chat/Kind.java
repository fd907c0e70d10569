package dev.parley.chat;

/// The four kinds of catalog entry.
public enum Kind {
    ASSISTANT(Thing.ASSISTANT),
    PROFILE(Thing.PROFILE),
    MODEL(Thing.MODEL),
    PROMPT(Thing.PROMPT);

    private final Thing thing;

    Kind(Thing thing) {
        this.thing = thing;
    }

    /// What is missing when an entry of this kind is not found.
    public Thing thing() {
        return thing;
    }

    /// The id of an entry of this kind.
    public EntryId id(String value) {
        return switch (this) {
            case ASSISTANT -> new EntryId.AssistantId(value);
            case PROFILE -> new EntryId.ProfileId(value);
            case MODEL -> new EntryId.ModelId(value);
            case PROMPT -> new EntryId.PromptId(value);
        };
    }
}
