package dev.parley.chat;

import java.util.List;

/// What a model is asked: the system texts, then the conversation, which alternates between user and assistant,
/// starts and ends with the user and has no blank text.
///
/// @param endsWithPostPrompt whether the last block is a post-prompt, and what the user said is before it
public record Question(Model model, List<String> system, List<Speech> conversation, boolean endsWithPostPrompt) {
    public Question {
        system = List.copyOf(system);
        conversation = List.copyOf(conversation);
    }

    /// What one side says before the other speaks again, in one or more blocks.
    public record Speech(Role role, List<String> blocks) {
        public Speech {
            blocks = List.copyOf(blocks);
        }
    }
}
