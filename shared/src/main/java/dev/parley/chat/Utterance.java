package dev.parley.chat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something said: by whom, the text, and when in the client's view. Text beyond {@link Limit#CONTENT} is
/// {@link Refusal.Invalid}.
public record Utterance(Role role, String text, @Nullable Instant clientTime) {
    public Utterance {
        Limit.CONTENT.check("content", text);
    }

    /// What a user says now.
    public static Utterance ofUser(String text) {
        return new Utterance(Role.USER, text, null);
    }

    /// How many bytes of UTF-8 the text takes.
    public int bytes() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /// How many tokens the text is counted as: one for every four bytes begun.
    public int tokens() {
        return Math.ceilDiv(bytes(), Tokens.BYTES);
    }
}
