package dev.parley.server;

import java.nio.ByteBuffer;

/// A request as it came in: nothing decoded, nothing joined.
///
/// @param body read-only; one byte more than [#BODY_LIMIT] when there were more
record HttpCall(Line line, Headers headers, ByteBuffer body, String sourceIp) {
    /// API Gateway takes bodies of up to 10 MB.
    static final int BODY_LIMIT = 10 * 1024 * 1024;

    HttpCall {
        body = body.asReadOnlyBuffer();
    }

    /// The request line; its target cut at the first `?`.
    record Line(String method, String path, String query, String protocol) {
        int size() {
            String target = query.isEmpty() ? path : path + "?" + query;
            return String.join(" ", method, target, protocol).length();
        }
    }

    String method() {
        return line.method();
    }

    String path() {
        return line.path();
    }

    String query() {
        return line.query();
    }

    /// The body, to be read from its start.
    @Override
    public ByteBuffer body() {
        return body.duplicate();
    }

    boolean hasTooLongBody() {
        return body.remaining() > BODY_LIMIT;
    }
}
