package dev.parley.chat;

import dev.parley.chat.StopReason.OfTheTurn;

/// How an answer came about: the Bedrock model, why it stopped, and the tokens it was billed for, 0 where nobody
/// counted them.
public record Generation(String model, StopReason stopReason, int inputTokens, int outputTokens) {
    private static final String UNKNOWN_MODEL = "unknown";

    /// The same with the word for why it stopped.
    public Generation(String model, String stopReason, int inputTokens, int outputTokens) {
        this(model, StopReason.of(stopReason), inputTokens, outputTokens);
    }

    static Generation stopped(String model) {
        return new Generation(model, OfTheTurn.STOPPED, 0, 0);
    }

    static Generation incomplete(String model) {
        return new Generation(model, OfTheTurn.INCOMPLETE, 0, 0);
    }

    /// Of what is left of an answer whose reader is gone.
    public static Generation interrupted() {
        return incomplete(UNKNOWN_MODEL);
    }

    /// Whether the answer broke off.
    public boolean isIncomplete() {
        return stopReason == OfTheTurn.INCOMPLETE;
    }

    /// The tokens as they count for a budget. No call takes none: then nobody counted them.
    public Usage usage() {
        long tokens = (long) inputTokens + outputTokens;
        return tokens == 0 ? Usage.UNKNOWN : new Usage.Counted(tokens);
    }
}
