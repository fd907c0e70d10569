package dev.parley.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/// Where a response leaves while it is being written.
@FunctionalInterface
public interface Outlet {
    /// Begins the response, once; what is written to its body leaves when it is flushed.
    OutputStream begin(int status, Map<String, String> headers) throws IOException;
}
