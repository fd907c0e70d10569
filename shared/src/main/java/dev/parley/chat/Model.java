package dev.parley.chat;

import dev.parley.chat.EntryId.ModelId;
import org.jspecify.annotations.Nullable;

/// A model that answers: which Bedrock model or inference profile it is (`null`: the one that the stack is set to),
/// how much history it is given (`contextTokens`, at 4 bytes a token) and how long its answers may be
/// (`maxTokens`).
public record Model(
        ModelId id,
        long number,
        @Nullable String label,
        @Nullable String description,
        @Nullable String bedrockModelId,
        int contextTokens,
        int maxTokens,
        @Nullable Double temperature)
        implements Entry {
    public static final int DEFAULT_CONTEXT_TOKENS = 8_000;
    public static final int MIN_CONTEXT_TOKENS = 100;
    public static final int MAX_CONTEXT_TOKENS = 2_000_000;
    public static final int DEFAULT_MAX_TOKENS = 1_024;
    public static final int MAX_MAX_TOKENS = 100_000;

    /// The stack's own model, with the default budgets.
    static Model ofDefaults(ModelId id, long number) {
        return new Model(id, number, null, null, null, DEFAULT_CONTEXT_TOKENS, DEFAULT_MAX_TOKENS, null);
    }
}
