package dev.parley.chat;

/// The order in which sessions are listed. Those of the same moment follow each other by their numbers, or by their
/// ids where they are everyone's.
public record Order(By by, Direction direction) {

    /// The moment of a session that counts.
    public enum By {
        CREATED,
        LAST_ACTIVE
    }

    /// Which end comes first.
    public enum Direction {
        NEWEST_FIRST,
        OLDEST_FIRST
    }
}
