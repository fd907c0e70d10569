package dev.parley.chat;

import java.util.List;

/// What a model is asked: the system texts, then the conversation, which alternates between user and assistant,
/// starts and ends with the user and has no blank text.
///
/// @param last what its last block is
public record Question(Model model, List<String> system, List<Speech> conversation, LastBlock last) {
    public Question {
        system = List.copyOf(system);
        conversation = List.copyOf(conversation);
    }

    /// What the last block of a conversation is.
    public enum LastBlock {
        /// What the user said.
        SAID,
        /// A post-prompt; what the user said is before it.
        POST_PROMPT,
        /// The request for a title; what was said in the session is quoted before it.
        TITLE_REQUEST
    }

    /// What one side says before the other speaks again, in one or more blocks.
    public record Speech(Role role, List<String> blocks) {
        public Speech {
            blocks = List.copyOf(blocks);
        }
    }
}
