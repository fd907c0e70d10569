package dev.parley.chat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something said: by whom, the text, and when in the client's view.
public record Utterance(Role role, String text, @Nullable Instant clientTime) {

    /// What a caller says, whose text was given in `field`.
    ///
    /// @throws Refusal.Invalid for a text beyond [Limit#CONTENT]
    public static Utterance given(String field, Role role, String text, @Nullable Instant clientTime) {
        return new Utterance(role, Limit.CONTENT.check(field, text), clientTime);
    }

    /// What a user says now.
    public static Utterance ofUser(String text) {
        return given("content", Role.USER, text, null);
    }

    /// How many bytes of UTF-8 the text takes.
    public int bytes() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /// How many tokens the text is counted as.
    public int tokens() {
        return Tokens.in(text);
    }
}
