package dev.parley.chat;

import java.util.List;

/// What a model is asked: the system texts, then the conversation, which alternates between user and assistant,
/// starts and ends with the user and has no blank text.
public record Question(Model model, List<String> system, List<Speech> conversation) {
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
