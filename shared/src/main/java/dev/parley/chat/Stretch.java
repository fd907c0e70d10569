package dev.parley.chat;

/// A run of a session's messages: those with seq from `first` to `last`, of which, told from one end, no more are
/// wanted once their text has so many bytes of UTF-8 (the message that reaches that mark is still given).
public record Stretch(int first, int last, End from, long bytes) {

    /// The end of a stretch that is told first, and kept when the rest is too much.
    public enum End {
        OLDEST,
        NEWEST
    }

    /// All of the messages with seq from `first` to `last`.
    public static Stretch all(int first, int last) {
        return new Stretch(first, last, End.OLDEST, Long.MAX_VALUE);
    }

    /// The part of `count` messages that a window names which is counted from that end.
    public static Stretch of(Window window, int count, End from, long bytes) {
        int skipped = (int) Math.min(window.skip(), count);
        int end = Math.min(window.end(), count);
        return switch (from) {
            case OLDEST -> new Stretch(skipped + 1, end, from, bytes);
            case NEWEST -> new Stretch(count - end + 1, count - skipped, from, bytes);
        };
    }

    /// Whether there is nothing to read.
    public boolean isEmpty() {
        return first > last || bytes < 1;
    }
}
