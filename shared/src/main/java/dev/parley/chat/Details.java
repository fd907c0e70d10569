package dev.parley.chat;

import org.jspecify.annotations.Nullable;

/// What a session carries that neither an append touches nor a list filters on.
///
/// @param preview a text that stands for the conversation in a list of them
/// @param displayCount a number of messages that a client wants shown, whatever is stored
public record Details(
        @Nullable Metadata metadata,
        @Nullable Feedback feedback,
        SidePrompt prePrompt,
        SidePrompt postPrompt,
        @Nullable String preview,
        @Nullable Long displayCount) {
    /// The largest number that every JSON client can hold: 2^53 - 1.
    public static final long MAX_DISPLAY_COUNT = (1L << 53) - 1;

    /// A session that carries nothing of the kind.
    public static final Details NONE = new Details(null, null, SidePrompt.NONE, SidePrompt.NONE, null, null);
}
