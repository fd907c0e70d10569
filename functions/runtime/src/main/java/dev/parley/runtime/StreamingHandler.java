package dev.parley.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;

/// A function whose HTTP responses leave it while they are being written. It is made once, by a public constructor
/// without parameters, and called once at a time.
///
/// A handler that is an `org.crac.Resource` besides is told of Lambda's snapshots by the caller, and need not
/// register anywhere.
@FunctionalInterface
public interface StreamingHandler {
    /// Answers one event. The response ends when this returns; an exception before [StreamedResponse#begin]
    /// fails the invocation, one after it breaks the response off, so that a client can tell it from a whole one.
    ///
    /// @param event JSON, as API Gateway sends it
    /// @throws IOException when the event cannot be read, or nobody takes the response any more
    void handle(InputStream event, StreamedResponse response, Context context) throws IOException;
}
