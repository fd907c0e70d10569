package dev.parley.standins;

import java.util.List;

/// What the stand-in says to a conversation, and what that cost; without text its content is empty.
record Answer(String text, String stopReason, int inputTokens) {

    private static final String BETWEEN_WORDS = "(?<=\\s)(?=\\S)";

    /// Repeats the caller's newest text, no longer than the conversation allows; where a title is asked for, gives
    /// it.
    static Answer to(Conversation conversation) {
        var whole = (conversation.asksForTitle() ? "" : "You said: ") + conversation.newestText();
        var text = Tokens.first(conversation.maxTokens(), whole);
        var stopReason = text.equals(whole) ? "end_turn" : "max_tokens";
        return new Answer(text, stopReason, conversation.inputTokens());
    }

    static Answer empty(Conversation conversation) {
        return new Answer("", "end_turn", conversation.inputTokens());
    }

    int outputTokens() {
        return Tokens.in(text);
    }

    /// The text word by word, as a stream brings it.
    List<String> deltas() {
        return text.isEmpty() ? List.of() : List.of(text.split(BETWEEN_WORDS));
    }
}
