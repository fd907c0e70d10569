package dev.parley.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// A response that is there as a whole.
record Response(int status, Map<String, String> headers, Optional<String> body) implements Answer {

    /// Writes it as an HTTP API wants it, in payload format 2.0.
    void write(OutputStream out) throws IOException {
        ObjectNode response = JsonNodeFactory.instance.objectNode().put("statusCode", status);
        headers.forEach(response.putObject("headers")::put);
        body.ifPresent(text -> response.put("body", text));
        Json.write(response, out);
    }

    /// Writes it as it is.
    void write(Outlet outlet) throws IOException {
        try (OutputStream out = outlet.begin(status, headers)) {
            out.write(body.orElse("").getBytes(StandardCharsets.UTF_8));
        }
    }
}
