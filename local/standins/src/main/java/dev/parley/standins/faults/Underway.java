package dev.parley.standins.faults;

/// How many calls are on their way.
final class Underway {
    private int calls;

    synchronized void begin() {
        calls++;
    }

    synchronized void end() {
        calls--;
        notifyAll();
    }

    /// Waits until there is none.
    synchronized void settle() {
        try {
            while (calls > 0) {
                wait();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
