package dev.parley.chat;

/// How tokens are estimated without a tokenizer.
public final class Tokens {
    /// Bytes of UTF-8 to a token.
    public static final int BYTES = 4;

    private Tokens() {}
}
