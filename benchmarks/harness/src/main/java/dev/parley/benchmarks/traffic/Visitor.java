package dev.parley.benchmarks.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.benchmarks.lambda.Stage;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// A user of one function, who sends its sample events about sessions, or entries of the catalog, of their own. The
/// first of these has ten messages of 1 KB where the function keeps messages; messages sent are of that size too.
public final class Visitor {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int THINGS = 10;
    private static final int MESSAGES = 10;

    /// Who sent the sample events; they are about this user's session 1.
    public static final UserId SAMPLE_USER = new UserId("11111111-2222-4333-8444-555555555555");

    private static final String SAMPLE_SESSION = SessionId.of(SAMPLE_USER, 1).value();
    private static final String SAMPLE_NUMBER = "1";
    private static final String SAMPLE_ENTRY = "watson";

    /// The sample events that add a message, and the message.
    private static final Map<String, String> APPENDS = Map.of(
            "agent/update-history", "What is the capital of France?", "chatbot/message", "Good evening, Mr Holmes.");

    /// What one thing cannot take twice, or not twice alike: a turn sends the history along, which grows.
    private static final Set<String> USING_UP = Set.of(
            "agent/delete",
            "basic/remove",
            "basic/remove-as-documented",
            "catalog/delete",
            "character/delete",
            "chatbot/chat",
            "chatbot/end",
            "chatflow/delete",
            "stream/send");

    /// What succeeds only while a turn runs in another process.
    private static final Set<String> BESIDE_A_TURN = Set.of("stream/stop");

    private final Stage stage;
    private final String group;
    private final UserId user = new UserId(UUID.randomUUID().toString());
    private int made;

    /// A new user of `group`.
    public Visitor(Stage stage, String group) {
        this.stage = stage;
        this.group = group;
    }

    /// The function's operations, each with a route of its own, as the sample events are named; without those that
    /// only succeed beside another.
    public List<String> operations() {
        return stage.events(group).stream()
                .filter(operation -> !BESIDE_A_TURN.contains(operation))
                .toList();
    }

    /// The same for a group, with what creates last: entries of the catalog are in everyone's lists.
    public static List<String> operationsCreatingLast(Stage stage, String group) {
        List<String> operations = new ArrayList<>(new Visitor(stage, group).operations());
        Collections.rotate(operations, -1);
        return operations;
    }

    /// The events that make what the others are about; to be sent first.
    public List<String> beginning() {
        List<String> events = new ArrayList<>();
        for (int thing = 0; thing < THINGS; thing++) {
            events.add(creation());
        }
        APPENDS.keySet().stream().filter(operations()::contains).forEach(append -> {
            for (int message = 0; message < MESSAGES; message++) {
                events.add(event(append, 1));
            }
        });
        if (group.equals(Stage.STREAM)) {
            events.add(event("stream/send", 1));
        }
        return events;
    }

    /// The events of one invocation: its own, last, and before it what makes the thing that it uses up.
    public List<String> invocation(String operation) {
        if (operation.endsWith("/create")) {
            return List.of(creation());
        }
        return USING_UP.contains(operation)
                ? List.of(creation(), event(operation, made))
                : List.of(event(operation, 1));
    }

    private String creation() {
        made++;
        String maker = group.equals(Stage.STREAM) ? Stage.CHATBOT : group;
        return event(maker + "/create", made);
    }

    private String event(String operation, int thing) {
        String event = stage.event(operation)
                .replace(SAMPLE_SESSION, SessionId.of(user, thing).value())
                .replace(SAMPLE_USER.value(), user.value())
                .replace(SAMPLE_ENTRY, SAMPLE_ENTRY + "-" + user.value().substring(0, 8) + "-" + thing);
        return numbered(event.replace(APPENDS.getOrDefault(operation, Texts.MESSAGE), Texts.MESSAGE), thing);
    }

    /// The event about the session with that number, where the path names sessions by numbers.
    private static String numbered(String event, int thing) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(event);
            if (json.get("pathParameters") instanceof ObjectNode parameters) {
                parameters.properties().stream()
                        .filter(parameter -> parameter.getValue().asText().equals(SAMPLE_NUMBER))
                        .forEach(parameter -> parameter.setValue(json.textNode(String.valueOf(thing))));
            }
            return json.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a sample event is no JSON", e);
        }
    }
}
