package dev.parley.chat;

/// How an answer came about: the Bedrock model, why it stopped (in Bedrock's words), and the tokens it was
/// billed for.
public record Generation(String model, String stopReason, int inputTokens, int outputTokens) {}
