package dev.parley.standins;

import java.util.List;

/// A Converse request that passed Bedrock's checks: all its texts, those of its newest user message, and how long
/// the answer may be.
record Conversation(List<String> texts, List<String> newestMessage, int maxTokens) {

    private static final String POST_PROMPT = "<post-prompt>";

    Conversation {
        texts = List.copyOf(texts);
        newestMessage = List.copyOf(newestMessage);
    }

    /// The caller's newest text: what the newest user message holds, leaving out passages and the post-prompt.
    ///
    /// That message may have several text blocks, in this order: texts of the user (older ones first, where
    /// neighbouring messages became one), passages of a knowledge base anywhere before the newest of these, and
    /// at most one post-prompt at the end. The sender begins a passage's block with `<passage` and a
    /// post-prompt's with `<post-prompt>`. As passages stand before the newest text and the post-prompt behind it,
    /// that text is the last block, or the last but one if the last is a post-prompt; so a user may begin a text
    /// with either mark.
    String newestText() {
        var last = newestMessage.getLast();
        var isAlone = newestMessage.size() == 1;
        return isAlone || !last.startsWith(POST_PROMPT) ? last : newestMessage.get(newestMessage.size() - 2);
    }

    int inputTokens() {
        return Tokens.in(String.join("", texts));
    }
}
