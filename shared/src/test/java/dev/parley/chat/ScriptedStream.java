package dev.parley.chat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/// An answer that comes as a test wrote it down.
public final class ScriptedStream implements AnswerStream {
    private final Queue<Piece> pieces;
    private final RuntimeException end;
    private boolean closed;

    /// A stream that breaks off after these, if the last one is no end.
    public ScriptedStream(List<Piece> pieces) {
        this(pieces, new Refusal.NoAnswer("broken off", Usage.UNKNOWN));
    }

    /// @param end what it breaks off with
    ScriptedStream(List<Piece> pieces, RuntimeException end) {
        this.pieces = new ArrayDeque<>(pieces);
        this.end = end;
    }

    @Override
    public String model() {
        return "amazon.nova-lite-v1:0";
    }

    @Override
    public Piece next(Duration patience) {
        if (pieces.isEmpty()) {
            throw end;
        }
        return pieces.remove();
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
