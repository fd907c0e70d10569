package dev.parley.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.standins.LocalRuntimeApi;

/// An execution environment of the packaged stream function, beside a Runtime API of its own. It answers one event
/// at a time.
record StreamSandbox(LocalRuntimeApi api, Process process) implements AutoCloseable {
    /// Hands it an event when it comes for the next one.
    StreamedResult invoke(ObjectNode event) {
        return new StreamedResult(api.invoke(event.toString()));
    }

    /// Ends it as `kill -9` does; it is gone when this returns.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
        api.close();
    }
}
