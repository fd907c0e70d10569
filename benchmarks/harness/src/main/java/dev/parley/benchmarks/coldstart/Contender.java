package dev.parley.benchmarks.coldstart;

import dev.parley.benchmarks.lambda.Launch;
import dev.parley.benchmarks.lambda.RuntimeApi;
import dev.parley.benchmarks.lambda.Sandbox;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A function whose starts are compared with those of others.
///
/// @param event the one event that each new process answers
record Contender(String name, Launch launch, String event) {
    /// One start.
    ///
    /// @param cold from the start of the process until its first answer was there
    /// @param cpu what the process computed, on all cores
    /// @param peak the most memory that was resident, in bytes
    record Sample(Duration cold, Duration cpu, long peak) {}

    /// Starts a process, waits for its first answer and ends it.
    Sample start() {
        try (RuntimeApi runtime = new RuntimeApi()) {
            CompletableFuture<RuntimeApi.Response> response = runtime.invoke(event);
            try (Sandbox sandbox = Sandbox.start(launch, runtime)) {
                RuntimeApi.Response answered = response.join();
                Sample sample = new Sample(sandbox.until(answered), sandbox.cpu(), sandbox.peak());
                if (!answered.succeeded()) {
                    throw new IllegalStateException(name + " answered " + answered.body());
                }
                return sample;
            }
        }
    }
}
