package dev.parley.chat;

import org.jspecify.annotations.Nullable;

/// What a session carries that neither an append touches nor a list filters on.
public record Details(@Nullable Metadata metadata, @Nullable Feedback feedback) {
    /// A session that carries nothing of the kind.
    public static final Details NONE = new Details(null, null);
}
