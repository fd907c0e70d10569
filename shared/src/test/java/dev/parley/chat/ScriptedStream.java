package dev.parley.chat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/// An answer that comes as a test wrote it down.
public final class ScriptedStream implements AnswerStream {
    private final Queue<Piece> pieces;
    private boolean closed;

    public ScriptedStream(List<Piece> pieces) {
        this.pieces = new ArrayDeque<>(pieces);
    }

    @Override
    public String model() {
        return "amazon.nova-lite-v1:0";
    }

    @Override
    public Piece next(Duration patience) {
        if (pieces.isEmpty()) {
            throw new Refusal.NoAnswer("broken off", Usage.UNKNOWN);
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
