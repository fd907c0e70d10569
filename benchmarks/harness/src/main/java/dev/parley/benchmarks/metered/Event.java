package dev.parley.benchmarks.metered;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.benchmarks.traffic.Visitor;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/// One of the events of `events/`, sent by somebody.
///
/// @param operation group and name, such as `agent/history`
/// @param json the event's text
public record Event(String operation, String json) {
    /// The assistant that it is about, if it is about one.
    public static final String ASSISTANT = "sherlock_holmes";

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> EXAMPLES = List.of("agent123", "chatflow-guid-12345");

    /// A sample event as `user` would send it, about their session 1.
    static Event of(String operation, String sample, UserId user) {
        String json = sample.replace(
                        SessionId.of(Visitor.SAMPLE_USER, 1).value(),
                        SessionId.of(user, 1).value())
                .replace(Visitor.SAMPLE_USER.value(), user.value());
        for (String assistant : EXAMPLES) {
            json = json.replace(assistant, ASSISTANT);
        }
        return new Event(operation, json);
    }

    /// The same event with this query string.
    public Event querying(String query) {
        return changed(event -> event.put("rawQueryString", query).remove("queryStringParameters"));
    }

    /// The same event with this body.
    public Event carrying(String body) {
        return changed(event -> event.put("body", body));
    }

    /// The same event, sent by an administrator.
    public Event asAdministrator() {
        return changed(event ->
                ((ObjectNode) event.at("/requestContext/authorizer/jwt/claims")).put("cognito:groups", "[admins]"));
    }

    String group() {
        return operation.substring(0, operation.indexOf('/'));
    }

    byte[] bytes() {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private Event changed(Consumer<ObjectNode> change) {
        try {
            ObjectNode event = JSON.readValue(json, ObjectNode.class);
            change.accept(event);
            return new Event(operation, JSON.writeValueAsString(event));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(operation + " is no JSON", e);
        }
    }
}
