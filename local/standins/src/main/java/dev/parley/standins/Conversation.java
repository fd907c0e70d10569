package dev.parley.standins;

import java.util.List;

/// A Converse request that passed Bedrock's checks: all its texts, those of its newest user message, whether
/// the last of these is a post-prompt, and how long the answer may be.
record Conversation(List<String> texts, List<String> newestMessage, boolean endsWithPostPrompt, int maxTokens) {

    Conversation {
        texts = List.copyOf(texts);
        newestMessage = List.copyOf(newestMessage);
    }

    /// The caller's newest text: what the newest user message holds, leaving out passages and the post-prompt.
    ///
    /// That message may have several text blocks, in this order: texts of the user (older ones first, where
    /// neighbouring messages became one), passages of a knowledge base before the newest of these, and at most
    /// one post-prompt at the end. No text tells a post-prompt from what a user says: the sender tells it in
    /// the request's metadata, `"lastBlock": "post-prompt"`.
    String newestText() {
        return newestMessage.get(newestMessage.size() - (endsWithPostPrompt ? 2 : 1));
    }

    int inputTokens() {
        return Tokens.in(String.join("", texts));
    }
}
