package dev.parley.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The events of `events/stream`, as the REST API makes them of a user's requests.
record StreamEvents(ChatbotUser user) {
    private static final Path FOLDER =
            Path.of(System.getProperty("parley.root")).resolve("events/stream");

    ObjectNode send(String session, String content) {
        return event("send", session)
                .put("body", Json.object().put("content", content).toString());
    }

    /// @param after the id of the last event that is known, or how much of the answer is
    ObjectNode follow(String session, String after) {
        ObjectNode event = event("follow", session);
        event.withObject("/queryStringParameters").put("after", after);
        event.withObject("/multiValueQueryStringParameters").putArray("after").add(after);
        return event;
    }

    ObjectNode stop(String session) {
        return event("stop", session);
    }

    private ObjectNode event(String name, String session) {
        try {
            ObjectNode event = Json.parseObject(Files.readAllBytes(FOLDER.resolve(name + ".json")))
                    .orElseThrow();
            event.withObject("/pathParameters").put("sessionId", session);
            event.withObject("/requestContext/authorizer/claims")
                    .put("sub", user.api().sub());
            return event;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
