package dev.parley.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What becomes of one invocation: a response that streams, or an error.
final class Answer implements StreamedResponse, AutoCloseable {
    private final RuntimeApi api;
    private final String id;
    private @Nullable ResponseStream stream;

    Answer(RuntimeApi api, String id) {
        this.api = api;
        this.id = id;
    }

    @Override
    public OutputStream begin(int status, Map<String, String> headers) throws IOException {
        if (stream != null) {
            throw new IllegalStateException("the response has begun already");
        }
        stream = ResponseStream.open(api, id, status, headers);
        return stream.body();
    }

    /// The handler has returned.
    ///
    /// @throws IllegalStateException when it began no response
    void end() throws IOException {
        if (stream == null) {
            throw new IllegalStateException("the handler began no response");
        }
        stream.end();
    }

    /// The handler has failed. If its response has not begun, the invocation fails; if it has, it breaks off.
    void fail(Fault fault) throws IOException {
        if (stream == null) {
            api.invocationFailed(id, fault);
        } else if (!stream.isOver()) {
            stream.fail(fault);
        }
    }

    /// Whether the response has ended, or nobody takes it any more.
    boolean isOver() {
        return stream != null && stream.isOver();
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }
}
