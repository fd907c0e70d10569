package dev.parley.peers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Says hello, whatever it is asked.
public final class Hello implements RequestStreamHandler {
    private static final byte[] HELLO =
            "{\"statusCode\":201,\"body\":\"{\\\"hello\\\":true}\"}".getBytes(StandardCharsets.UTF_8);

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        event.transferTo(OutputStream.nullOutputStream());
        answer.write(HELLO);
    }
}
