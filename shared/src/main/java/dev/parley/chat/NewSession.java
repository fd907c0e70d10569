package dev.parley.chat;

import org.jspecify.annotations.Nullable;

/// What a caller says of a session to be created.
///
/// A title beyond {@link Limit#TITLE} is {@link Refusal.Invalid}.
public record NewSession(References references, @Nullable String title) {
    public NewSession {
        if (title != null) {
            Limit.TITLE.check("title", title);
        }
    }
}
