package dev.parley.chat;

/// How an answer came about: the Bedrock model, why it stopped (in Bedrock's words, or one of ours), and the tokens
/// it was billed for, 0 where nobody counted them.
public record Generation(String model, String stopReason, int inputTokens, int outputTokens) {
    /// Why a streamed answer ends that somebody stopped.
    public static final String STOPPED = "stopped";

    /// Why a streamed answer ends that broke off by itself: the model failed, or the function that read it did.
    public static final String INCOMPLETE = "incomplete";

    private static final String UNKNOWN_MODEL = "unknown";

    static Generation stopped(String model) {
        return new Generation(model, STOPPED, 0, 0);
    }

    static Generation incomplete(String model) {
        return new Generation(model, INCOMPLETE, 0, 0);
    }

    /// Of what is left of an answer whose reader is gone.
    public static Generation interrupted() {
        return incomplete(UNKNOWN_MODEL);
    }

    /// Whether the answer broke off.
    public boolean isIncomplete() {
        return stopReason.equals(INCOMPLETE);
    }

    /// The tokens as they count for a budget. No call takes none: then nobody counted them.
    public Usage usage() {
        long tokens = (long) inputTokens + outputTokens;
        return tokens == 0 ? Usage.UNKNOWN : new Usage.Counted(tokens);
    }
}
