package dev.parley.chat;

import java.time.Duration;

/// An answer that a model is giving, read piece by piece, by one thread.
public interface AnswerStream extends AutoCloseable {
    /// The Bedrock model that answers.
    String model();

    /// What comes next; silence when nothing has come for so long. After the end there is nothing to ask for.
    ///
    /// @throws Refusal.NoAnswer when the model is throttled, fails, breaks off or is out of time
    Piece next(Duration patience);

    /// Ends the stream where it is, if it has not ended: the model need not go on.
    @Override
    void close();

    /// What comes of a stream.
    sealed interface Piece {
        /// More of the answer's text, at least a character, and never half of one.
        record Text(String text) implements Piece {}

        /// Nothing yet.
        record Silence() implements Piece {}

        /// The model has said everything.
        record End(Generation generation) implements Piece {}
    }
}
