package dev.parley.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/// The HTTP response of one invocation.
@FunctionalInterface
public interface StreamedResponse {
    /// Begins the response, once. What is written to the body goes out when it is flushed, and need not be closed;
    /// a client that has gone away shows as an `IOException` there.
    ///
    /// @param headers by name; a value is sent as it is
    /// @return the body
    /// @throws IllegalStateException when the response has begun already
    OutputStream begin(int status, Map<String, String> headers) throws IOException;
}
