package dev.parley.chat;

/// How much of a streamed answer somebody has already, in UTF-16 units of its text.
public sealed interface Position {

    /// So much of the last streamed turn's answer, whichever turn that is.
    record OfTheLast(int units) implements Position {}

    /// So much of that turn's answer, and nothing of any other's.
    record Of(String turn, int units) implements Position {}

    /// What that is of a turn's answer. Beyond the longest answer there is nothing.
    default int in(StreamedTurn turn) {
        int units = switch (this) {
            case OfTheLast last -> last.units();
            case Of of -> of.turn().equals(turn.id()) ? of.units() : 0;
        };
        return Math.clamp(units, 0, Limit.CONTENT.most());
    }
}
