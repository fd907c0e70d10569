package dev.parley.runtime;

import dev.parley.standins.LocalRuntimeApi;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A loop beside its Runtime API, in a thread of its own.
final class RunningLoop implements AutoCloseable {
    final LocalRuntimeApi api = LocalRuntimeApi.start();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();

    private RunningLoop() {}

    static RunningLoop of(StreamingHandler handler) {
        return of(() -> handler, Map.of());
    }

    static RunningLoop of(Callable<StreamingHandler> function, Map<String, String> environment) {
        return of(function, environment, Clock.systemUTC());
    }

    static RunningLoop of(Callable<StreamingHandler> function, Map<String, String> environment, Clock clock) {
        RunningLoop running = new RunningLoop();
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("AWS_LAMBDA_RUNTIME_API", running.api.address());
        Loop loop = new Loop(new Environment(variables), clock, new PrintStream(running.printed, true));
        Thread.ofPlatform().name("loop").start(() -> {
            try {
                running.status.complete(loop.run(function));
            } catch (Throwable failure) {
                running.status.completeExceptionally(failure);
            }
        });
        return running;
    }

    /// The status that the process would end with, once it does.
    int status() {
        return status.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /// What has been logged so far.
    String log() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        api.end();
        status();
        api.close();
    }
}
