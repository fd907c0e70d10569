package dev.parley.standins;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Holds a streamed answer of the stand-in where a test wants it: so many of its pieces pass as the test has let
/// through.
public final class Gate implements AutoCloseable {
    /// Longer than any test waits.
    private static final int SECONDS = 120;

    private final Semaphore passes = new Semaphore(0);
    private final Semaphore left = new Semaphore(0);

    /// Lets so many more pieces pass.
    public Gate pass(int pieces) {
        passes.release(pieces);
        return this;
    }

    /// Lets all the rest pass.
    public void open() {
        passes.release(Integer.MAX_VALUE / 2);
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

    /// Waits for the next piece's turn, until `gone` says that nobody waits for it any more.
    boolean holds() throws InterruptedException {
        return !passes.tryAcquire(20, TimeUnit.MILLISECONDS);
    }

    void hungUp() {
        left.release();
    }
}
