package dev.parley.chat;

import java.nio.charset.StandardCharsets;

/// How tokens are estimated without a tokenizer.
public final class Tokens {
    /// Bytes of UTF-8 to a token.
    public static final int BYTES = 4;

    private Tokens() {}

    /// How many tokens a text is counted as: one for every four bytes begun.
    static int in(String text) {
        return Math.ceilDiv(text.getBytes(StandardCharsets.UTF_8).length, BYTES);
    }
}
