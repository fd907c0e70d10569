package dev.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.Backend;
import dev.parley.chat.Caller;
import dev.parley.chat.CardChanges;
import dev.parley.chat.Change;
import dev.parley.chat.DetailChanges;
import dev.parley.chat.EntryChanges.AssistantChanges;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Message;
import dev.parley.chat.NewSession;
import dev.parley.chat.Once;
import dev.parley.chat.SessionChanges;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import dev.parley.standins.LocalDynamoDb;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// A server whose table tests reach from behind, for what cannot be said in document 002.
record OpenServer(LocalDynamoDb database, LocalServer server, Backend behind) implements AutoCloseable {
    /// A knowledge base that the stack may use and that is not there.
    static final String GONE = "kb-gone";

    static OpenServer start() {
        LocalDynamoDb database = LocalDynamoDb.inMemory();
        URI endpoint = database.endpoint();
        Map<String, String> options = Map.of("PARLEY_PORT", "0", "PARLEY_DYNAMODB_ENDPOINT", endpoint.toString());
        Map<String, String> settings =
                new HashMap<>(LocalSettings.of(endpoint, Optional.empty(), new Options(options)));
        settings.put("PARLEY_KNOWLEDGE_BASE_ARNS", "knowledge-base/" + GONE);
        Clock clock = Clock.systemUTC();
        return new OpenServer(database, LocalServer.start(new Options(options), clock), new Backend(settings, clock));
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }

    /// The id of a new session of the user's.
    String create(Visitor visitor, NewSession draft) {
        return behind.chats()
                .create(visitor.caller(), draft, Once.ALWAYS, Excerpt.NONE)
                .session()
                .id()
                .value();
    }

    void change(Visitor visitor, String id, DetailChanges changes) {
        behind.chats()
                .update(
                        visitor.caller(),
                        SessionId.parse(id).orElseThrow(),
                        SessionChanges.ofDetails(changes),
                        Excerpt.NONE);
    }

    /// Why messages of the session got no answer.
    List<String> failures(Visitor visitor, String id) {
        Excerpt all = new Excerpt(100, 100_000);
        return behind.chats().get(visitor.caller(), SessionId.parse(id).orElseThrow(), all).newest().stream()
                .map(Message::failure)
                .filter(Objects::nonNull)
                .toList();
    }

    void pointToNowhere(String assistant) {
        AssistantChanges gone = new AssistantChanges(
                new CardChanges(Change.keep(), Change.keep(), Change.keep(), Change.keep()),
                Change.keep(),
                Change.keep(),
                Change.set(GONE),
                Change.keep());
        behind.catalog().update(new Caller(new UserId("root"), true), new AssistantId(assistant), gone);
    }

    Visitor visitor() {
        String name = "user-" + UUID.randomUUID();
        UserId sub = new UserId(Tokens.subOf(name).toString());
        return new Visitor(new ChatbotUser(ApiClient.signIn(server.address(), name)), new Caller(sub, false));
    }

    /// A user in front of the API and behind it.
    record Visitor(ChatbotUser user, Caller caller) {
        /// What the model was asked when a block of the newest message was this text, oldest call first.
        List<JsonNode> asked(String text) {
            List<JsonNode> calls = new ArrayList<>();
            user.api().modelCalls(1_000).forEach(call -> {
                if (newest(call).contains(text)) {
                    calls.addFirst(call);
                }
            });
            return calls;
        }

        /// What knowledge bases were asked for this text, oldest call first.
        List<JsonNode> lookedUp(String text) {
            List<JsonNode> calls = new ArrayList<>();
            user.api().modelCalls(1_000).forEach(call -> {
                if (call.path("retrievalQuery").path("text").asText().equals(text)) {
                    calls.addFirst(call);
                }
            });
            return calls;
        }

        /// The blocks of the newest message when the model was asked this for the first time.
        List<String> blocks(String text) {
            return newest(asked(text).getFirst());
        }

        private static List<String> newest(JsonNode call) {
            JsonNode messages = call.path("messages");
            return ChatbotUser.texts(messages.path(messages.size() - 1).path("content"), "text");
        }
    }
}
