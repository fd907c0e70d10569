package dev.parley.server;

import java.util.ArrayDeque;
import java.util.Deque;

/// What has been started, to be closed in the opposite order.
final class Parts implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T own(T part) {
        started.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a part of the server does not close", e);
            }
        }
    }
}
