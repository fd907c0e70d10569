package dev.parley.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/// What a function answers an HTTP API, in payload format 2.0.
record Response(int status, Map<String, String> headers, Optional<String> body) {

    void write(OutputStream out) throws IOException {
        ObjectNode response = JsonNodeFactory.instance.objectNode().put("statusCode", status);
        headers.forEach(response.putObject("headers")::put);
        body.ifPresent(text -> response.put("body", text));
        Json.write(response, out);
    }
}
