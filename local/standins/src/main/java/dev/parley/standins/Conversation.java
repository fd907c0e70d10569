package dev.parley.standins;

import java.util.List;

/// A Converse request that passed Bedrock's checks: all its texts, those of its newest user message, what its
/// metadata say that the last of these is, and how long the answer may be.
record Conversation(List<String> texts, List<String> newestMessage, String lastBlock, int maxTokens) {
    private static final String POST_PROMPT = "post-prompt";
    private static final String TITLE_REQUEST = "title-request";
    private static final String SAID = "<user>";
    private static final String TITLE = "!title ";

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
    ///
    /// Where a title is asked for, `"lastBlock": "title-request"`, it is what the title is to be: behind `!title `
    /// in what the user said first, or else all of that, in quotation marks.
    String newestText() {
        if (asksForTitle()) {
            return title(newestMessage.stream()
                    .filter(block -> block.startsWith(SAID))
                    .findFirst()
                    .orElse(SAID));
        }
        return newestMessage.get(
                newestMessage.size() - (lastBlock.equals(POST_PROMPT) && newestMessage.size() > 1 ? 2 : 1));
    }

    boolean asksForTitle() {
        return lastBlock.equals(TITLE_REQUEST);
    }

    private static String title(String quoted) {
        var said = quoted.substring(SAID.length())
                .replace("</user>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
        return said.startsWith(TITLE) ? said.substring(TITLE.length()) : '"' + said + '"';
    }

    int inputTokens() {
        return Tokens.in(String.join("", texts));
    }
}
