package dev.parley.benchmarks.coldstart;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A thread that keeps to the machine's first core. The processes that it starts inherit that, and their JVMs take
/// it for the only core there is; nothing else in this process keeps to it.
final class OneCore implements Executor, AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final boolean bound =
            CompletableFuture.supplyAsync(OneCore::bind, thread).join();

    /// Whether the thread could be bound: it takes Linux and its `taskset`.
    boolean bound() {
        return bound;
    }

    private static boolean bind() {
        try {
            Path self = Path.of("/proc/thread-self").toRealPath();
            return new ProcessBuilder("taskset", "-p", "-c", "0", String.valueOf(self.getFileName()))
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void execute(Runnable work) {
        thread.execute(work);
    }

    @Override
    public void close() {
        thread.close();
    }
}
