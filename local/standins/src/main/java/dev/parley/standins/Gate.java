package dev.parley.standins;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Holds an answer of the stand-in where a test wants it: so many of its pieces pass as the test has let through.
/// One that is not streamed is one piece.
public final class Gate implements AutoCloseable {
    /// Longer than any test waits.
    private static final int SECONDS = 120;

    /// More pieces than any answer has.
    private static final int ALL = 1_000_000;

    private final Semaphore passes = new Semaphore(0);
    private final Semaphore left = new Semaphore(0);

    /// Lets so many more pieces pass.
    public Gate pass(int pieces) {
        passes.release(pieces);
        return this;
    }

    /// Lets all the rest pass.
    public void open() {
        passes.release(ALL);
    }

    /// Waits until the other side has hung up before the answer was over.
    ///
    /// @return whether it has
    public boolean awaitHangUp() throws InterruptedException {
        return left.tryAcquire(SECONDS, TimeUnit.SECONDS);
    }

    /// Holds nothing any more.
    @Override
    public void close() {
        open();
    }

    /// Waits a moment for the next piece to be let through.
    ///
    /// @return whether it has to wait on
    boolean holds() throws InterruptedException {
        return !passes.tryAcquire(20, TimeUnit.MILLISECONDS);
    }

    void hungUp() {
        left.release();
    }
}
