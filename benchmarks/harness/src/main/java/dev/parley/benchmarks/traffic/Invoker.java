package dev.parley.benchmarks.traffic;

import dev.parley.benchmarks.lambda.Cores;
import dev.parley.benchmarks.lambda.Launch;
import dev.parley.benchmarks.lambda.RuntimeApi;
import dev.parley.benchmarks.lambda.Sandbox;
import dev.parley.benchmarks.lambda.Stage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// A function's process that is sent one event after the other, as Lambda does.
public final class Invoker implements AutoCloseable {
    private final String name;
    private final RuntimeApi runtime = new RuntimeApi();
    private final Sandbox sandbox;
    private final Optional<Invoker> sessionMaker;

    /// Starts the process, and waits until it asks for an event.
    public Invoker(Launch launch) {
        this(launch, Optional.empty());
    }

    private Invoker(Launch launch, Optional<Invoker> sessionMaker) {
        this.sessionMaker = sessionMaker;
        name = launch.task().name();
        sandbox = Sandbox.start(launch, runtime);
        awaitFunction();
    }

    /// A group's function as it is deployed, with its snapshot; behind one that streams is also a process of the
    /// group that makes its sessions, which takes the events that come by the HTTP API.
    public static Invoker of(Stage stage, String group) {
        Optional<Invoker> sessionMaker = Optional.of(stage.function(Stage.CHATBOT))
                .filter(_ -> group.equals(Stage.STREAM))
                .map(task -> new Invoker(Launch.snapStart(task)));
        return new Invoker(Launch.snapStart(stage.function(group)), sessionMaker);
    }

    /// A group's function alone, with no more than these cores.
    public static Invoker on(Cores cores, Stage stage, String group) {
        return new Invoker(Launch.snapStart(stage.function(group)).on(cores));
    }

    /// Two that start at a time would break each other: interface clients unpack their library to one path.
    private void awaitFunction() {
        try {
            runtime.awaitFunction();
        } catch (CompletionException failure) {
            close();
            throw failure;
        }
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
        if (sessionMaker.isPresent() && event.contains("\"routeKey\"")) {
            return sessionMaker.get().send(event);
        }
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
        sessionMaker.ifPresent(Invoker::close);
    }
}
