package dev.parley.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.Backend;
import dev.parley.Tempo;
import dev.parley.chat.Caller;
import dev.parley.chat.CardChanges;
import dev.parley.chat.Change;
import dev.parley.chat.Chats;
import dev.parley.chat.EntryChanges;
import dev.parley.chat.EntryChanges.AssistantChanges;
import dev.parley.chat.EntryChanges.ModelChanges;
import dev.parley.chat.EntryId;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Message;
import dev.parley.chat.NewEntry;
import dev.parley.chat.NewSession;
import dev.parley.chat.Once;
import dev.parley.chat.Pace;
import dev.parley.chat.References;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import dev.parley.dynamodb.Patience;
import dev.parley.standins.HandClock;
import dev.parley.standins.LocalBedrock;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.RecordingContext;
import dev.parley.standins.Template;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The function in a table of its own, with one user and a model that a test may hold. The clock stands; what waits
/// for the model waits for real, but not for long.
final class StreamStage implements AutoCloseable {
    static final String GONE = "gone";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Caller ADMIN = new Caller(new UserId("root"), true);
    private static final Duration SHORT = Duration.ofMillis(20);

    final HandClock clock = new HandClock();
    final LocalBedrock bedrock = LocalBedrock.start();
    final String table = LocalDynamoDb.shared().freshTable(Template.ofProject());
    final RecordingContext context = new RecordingContext();
    final Caller ada = new Caller(new UserId("11111111-2222-4333-8444-555555555555"), false);
    final Chats chats;
    private final StreamFunction function;

    StreamStage() {
        this(Map.of());
    }

    /// @param more settings
    StreamStage(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "PARLEY_DYNAMODB_ENDPOINT",
                LocalDynamoDb.shared().endpoint().toString(),
                "PARLEY_BEDROCK_ENDPOINT",
                bedrock.endpoint().toString(),
                "PARLEY_TABLE",
                table,
                "PARLEY_CLIENT_ID",
                "local",
                "PARLEY_MODEL_ID",
                "amazon.nova-lite-v1:0"));
        settings.putAll(more);
        Pace pace = Pace.of(clock).with(new Pace.Streaming(Duration.ofSeconds(20), SHORT, SHORT));
        Backend backend = new Backend(
                settings, new Tempo(pace, Patience.of(clock), Duration.ofSeconds(5), Duration.ofSeconds(10)));
        function = new StreamFunction(backend);
        chats = backend.streamingChats();
        fillTheCatalog(backend);
    }

    private static void fillTheCatalog(Backend backend) {
        ModelId model = new ModelId("standard");
        create(
                backend,
                model,
                new ModelChanges(
                        Change.keep(), Change.keep(), Change.keep(), Change.keep(), Change.keep(), Change.keep()));
        CardChanges card = new CardChanges(Change.set("Support"), Change.keep(), Change.keep(), Change.keep());
        create(
                backend,
                new AssistantId("support"),
                new AssistantChanges(card, Change.set(model), Change.keep(), Change.keep(), Change.keep()));
    }

    private static void create(Backend backend, EntryId id, EntryChanges fields) {
        backend.catalog().create(ADMIN, new NewEntry(id, fields), Once.ALWAYS);
    }

    /// A new session of the user's with an assistant.
    SessionId session() {
        NewSession draft = new NewSession(new References(new AssistantId("support"), null, null, null), null);
        return chats.create(ada, draft, Once.ALWAYS, Excerpt.NONE).session().id();
    }

    List<Message> messages(SessionId id) {
        return chats.get(ada, id, new Excerpt(100, 10_000_000)).newest();
    }

    List<String> texts(SessionId id) {
        return messages(id).stream().map(message -> message.said().text()).toList();
    }

    Received send(SessionId id, String text) {
        return call(event("send", id)
                .put("body", JSON.createObjectNode().put("content", text).toString()));
    }

    Received sendOnce(String key, SessionId id, String text) {
        ObjectNode event = event("send", id);
        event.withObject("/multiValueHeaders").putArray("Idempotency-Key").add(key);
        return call(
                event.put("body", JSON.createObjectNode().put("content", text).toString()));
    }

    Received follow(SessionId id, String after) {
        ObjectNode event = event("follow", id);
        event.withObject("/multiValueQueryStringParameters").putArray("after").add(after);
        return call(event);
    }

    /// Follows as clients of event streams do by themselves.
    Received comeBack(SessionId id, String lastId) {
        ObjectNode event = event("follow", id);
        event.withObject("/multiValueQueryStringParameters").removeAll();
        event.withObject("/multiValueHeaders").putArray("Last-Event-ID").add(lastId);
        return call(event);
    }

    Received stop(SessionId id) {
        return call(event("stop", id));
    }

    /// The event of that name, about that session.
    static ObjectNode event(String name, SessionId id) {
        try (InputStream file =
                Objects.requireNonNull(StreamStage.class.getResourceAsStream("/events/stream/" + name + ".json"))) {
            ObjectNode event = (ObjectNode) JSON.readTree(file);
            event.withObject("/pathParameters").put("sessionId", id.value());
            return event;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Calls the function, which goes on in a thread of its own.
    Received call(JsonNode event) {
        Received received = new Received();
        Thread.ofVirtual().start(() -> {
            try {
                function.handle(
                        new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
                        (status, _) -> received.begin(status),
                        context);
            } catch (IOException | Error e) {
                // The caller or the function itself is gone, as a test wanted it.
                if (!GONE.equals(e.getMessage())) {
                    throw new AssertionError(e);
                }
            } finally {
                received.over();
            }
        });
        return received;
    }

    @Override
    public void close() {
        bedrock.close();
    }
}
