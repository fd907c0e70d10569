package dev.parley.character;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/// A session without what it refers to; of that the numbers alone.
@JsonNaming(SnakeCaseStrategy.class)
record SessionBody(
        long id,
        @Nullable Long characterId,
        @Nullable Long userProfileId,
        @Nullable Long aiModelId,
        @Nullable Long systemPromptId,
        @Nullable String prePrompt,
        boolean prePromptEnabled,
        @Nullable String postPrompt,
        boolean postPromptEnabled,
        String startTime,
        String updatedAt) {

    /// A session with who talks in it.
    @JsonNaming(SnakeCaseStrategy.class)
    record Introduced(
            @JsonUnwrapped SessionBody session,
            @Nullable ShortCharacter character,
            @Nullable ShortProfile userProfile) {}

    /// A session with all that it refers to.
    @JsonNaming(SnakeCaseStrategy.class)
    record Full(
            @JsonUnwrapped SessionBody session,
            @Nullable FullCharacter character,
            @Nullable FullProfile userProfile,
            @Nullable AiModel aiModel,
            @Nullable SystemPrompt systemPrompt) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record ShortCharacter(
            long id, @Nullable String name, @Nullable String avatarImage) {}

    record ShortProfile(long id, @Nullable String name) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record FullCharacter(
            long id,
            @Nullable String label,
            @Nullable String name,
            @Nullable String avatarImage,
            @Nullable String description) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record FullProfile(
            long id,
            @Nullable String label,
            @Nullable String name,
            @Nullable String avatarImage) {}

    record AiModel(
            long id, @Nullable String label, @Nullable String description) {}

    record SystemPrompt(
            long id, @Nullable String label, @Nullable String content) {}
}
