package dev.parley.chat;

/// How an answer came about: the Bedrock model, why it stopped (in Bedrock's words), and the tokens it was
/// billed for.
public record Generation(String model, String stopReason, int inputTokens, int outputTokens) {

    /// The tokens as they count for a budget. No call takes none: then nobody counted them.
    public Usage usage() {
        long tokens = (long) inputTokens + outputTokens;
        return tokens == 0 ? Usage.UNKNOWN : new Usage.Counted(tokens);
    }
}
