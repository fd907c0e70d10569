package dev.parley.server;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// A response whose body goes out as it is written.
record StreamedReply(int status, Headers headers, Body body) implements Outgoing {
    StreamedReply with(String name, String value) {
        List<Header> lines = new ArrayList<>(headers.lines());
        lines.add(new Header(name, value));
        return new StreamedReply(status, new Headers(lines), body);
    }

    /// What writes a body.
    @FunctionalInterface
    interface Body {
        /// Writes it; the body has ended when this returns.
        ///
        /// @throws IOException when it breaks off
        void writeTo(OutputStream client) throws IOException;
    }
}
