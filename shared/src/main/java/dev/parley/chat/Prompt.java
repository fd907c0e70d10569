package dev.parley.chat;

import dev.parley.chat.EntryId.PromptId;
import org.jspecify.annotations.Nullable;

/// A system prompt: `content` is the first thing the model is told.
public record Prompt(PromptId id, long number, @Nullable String label, String content) implements Entry {}
