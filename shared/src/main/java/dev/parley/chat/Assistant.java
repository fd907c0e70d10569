package dev.parley.chat;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.PromptId;
import org.jspecify.annotations.Nullable;

/// What answers in a session: a chatflow, chatbot, character or agent.
///
/// Its description is told to the model after its prompt. Without a model it can hold sessions but not answer.
public record Assistant(
        AssistantId id,
        long number,
        Card card,
        @Nullable ModelId model,
        @Nullable PromptId prompt,
        @Nullable String knowledgeBase,
        @Nullable String greeting)
        implements Entry {}
