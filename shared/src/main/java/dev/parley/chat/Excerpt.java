package dev.parley.chat;

/// How much of a conversation's end is wanted: at most so many messages, and no more once their text has so many
/// bytes of UTF-8 (the message that reaches that mark is still given).
public record Excerpt(int messages, long bytes) {
    /// No messages.
    public static final Excerpt NONE = new Excerpt(0, 0);
}
