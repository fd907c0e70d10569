package dev.parley.standins;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The stand-in's measure of text: one token for every four bytes of UTF-8, rounded up.
final class Tokens {

    private static final int BYTES = 4;

    private Tokens() {}

    static int in(String text) {
        return Math.ceilDiv(text.getBytes(UTF_8).length, BYTES);
    }

    /// The longest beginning of the text that has no more tokens than this; no character is cut in two.
    static String first(int tokens, String text) {
        var bytes = text.getBytes(UTF_8);
        if ((long) tokens * BYTES >= bytes.length) {
            return text;
        }
        var end = tokens * BYTES;
        while (isInsideCharacter(bytes[end])) {
            end--;
        }
        return new String(bytes, 0, end, UTF_8);
    }

    private static boolean isInsideCharacter(byte unit) {
        return (unit & 0b1100_0000) == 0b1000_0000;
    }
}
