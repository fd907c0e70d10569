package dev.parley.chat;

/// What a caller can fail to find.
public enum Thing {
    SESSION,
    ACTIVE_SESSION,
    MESSAGE,
    ASSISTANT,
    PROFILE,
    MODEL,
    PROMPT,
    CATALOG
}
