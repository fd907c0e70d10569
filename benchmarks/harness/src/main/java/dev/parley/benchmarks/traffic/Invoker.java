package dev.parley.benchmarks.traffic;

import dev.parley.benchmarks.lambda.Launch;
import dev.parley.benchmarks.lambda.RuntimeApi;
import dev.parley.benchmarks.lambda.Sandbox;
import java.util.List;

/// A function's process that is sent one event after the other, as Lambda does.
public final class Invoker implements AutoCloseable {
    private final String name;
    private final RuntimeApi runtime = new RuntimeApi();
    private final Sandbox sandbox;

    /// Starts the process.
    public Invoker(Launch launch) {
        name = launch.task().name();
        sandbox = Sandbox.start(launch, runtime);
    }

    /// Sends events, waits for their answers, and returns the last.
    ///
    /// @throws IllegalStateException when one is refused
    public RuntimeApi.Response send(List<String> events) {
        events.subList(0, events.size() - 1).forEach(this::send);
        return send(events.getLast());
    }

    /// The same for one event.
    public RuntimeApi.Response send(String event) {
        RuntimeApi.Response response = runtime.invoke(event).join();
        if (!response.succeeded()) {
            throw new IllegalStateException(name + " answered " + response.body() + " to " + event);
        }
        return response;
    }

    /// The most memory that the process had resident so far, in bytes.
    public long peak() {
        return sandbox.peak();
    }

    @Override
    public void close() {
        sandbox.close();
        runtime.close();
    }
}
