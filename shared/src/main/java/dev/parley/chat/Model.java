package dev.parley.chat;

import dev.parley.chat.EntryId.ModelId;
import org.jspecify.annotations.Nullable;

/// A model that answers: which Bedrock model or inference profile it is, how much history it is given
/// (`contextTokens`, at 4 bytes a token) and how long its answers may be (`maxTokens`).
public record Model(
        ModelId id,
        long number,
        @Nullable String label,
        @Nullable String description,
        String bedrockModelId,
        int contextTokens,
        int maxTokens,
        @Nullable Double temperature)
        implements Entry {
    public static final int DEFAULT_CONTEXT_TOKENS = 8_000;
    public static final int DEFAULT_MAX_TOKENS = 1_024;
}
