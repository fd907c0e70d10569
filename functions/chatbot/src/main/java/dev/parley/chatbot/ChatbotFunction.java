package dev.parley.chatbot;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.Backend;
import dev.parley.chat.Chats;
import dev.parley.chat.Conversation;
import dev.parley.chat.EntryId;
import dev.parley.chat.Kind;
import dev.parley.chat.Listing;
import dev.parley.chat.Message;
import dev.parley.chat.Session;
import dev.parley.chat.SessionId;
import dev.parley.http.Call;
import dev.parley.http.Rehearsal;
import dev.parley.http.Rehearsed;
import dev.parley.http.RehearsedSessions;
import dev.parley.http.Reply;
import dev.parley.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;
import org.crac.Core;

/// The chatbot API, under `/sessions`: sessions between chatbots and clients.
public final class ChatbotFunction implements RequestStreamHandler, Rehearsed {
    private final Chats chats;
    private final Routes routes;

    public ChatbotFunction() {
        this(Backend.fromEnvironment());
        Core.getGlobalContext().register(this);
    }

    public ChatbotFunction(Backend backend) {
        chats = backend.answeringChats();
        routes = new Routes(backend.callers(), backend.clock(), ChatbotRefusals::of)
                .on("POST /sessions", this::create)
                .on("PUT /sessions/{id}", this::update)
                .on("GET /sessions/{id}", this::get)
                .on("POST /sessions/{id}/end", this::end)
                .on("POST /sessions/message", this::message)
                .on("POST /sessions/chat", this::chat)
                .on("GET /sessions", this::list);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        routes.handle(event, response, context);
    }

    @Override
    public void rehearse(int times) {
        routes.rehearse(new Rehearsal(RehearsedSessions.onCatalog(chats, ChatbotFunction::line)), times);
    }

    /// What a rehearsed call says of a session.
    private static Rehearsal.Line line(Session session) {
        String id = session.id().value();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put(ChatbotRequests.CHATBOT, referred(session, Kind.ASSISTANT))
                .put(ChatbotRequests.CLIENT, referred(session, Kind.PROFILE))
                .put("title", "Rehearsal");
        // Without `content`: the model is not asked.
        body.putObject("message").put("role", "user").put("content", "Rehearsal");
        return new Rehearsal.Line(Map.of("id", id), "sessionId=" + id, body.toString());
    }

    private static String referred(Session session, Kind kind) {
        return session.references().id(kind).map(EntryId::value).orElseThrow();
    }

    @Override
    public Set<String> routes() {
        return routes.keys();
    }

    private Reply create(Call call) {
        Conversation created =
                chats.create(call.caller(), ChatbotRequests.newSession(call.body()), call.once(), ChatbotJson.NEWEST);
        return Reply.created(ChatbotJson.done("Session successfully created", ChatbotJson.session(created)));
    }

    private Reply update(Call call) {
        SessionId id = SessionId.given("id", call.path("id"));
        Conversation updated =
                chats.update(call.caller(), id, ChatbotRequests.changes(call.body()), ChatbotJson.NEWEST);
        return Reply.ok(ChatbotJson.done("Session successfully updated", ChatbotJson.session(updated)));
    }

    private Reply get(Call call) {
        SessionId id = SessionId.sought(call.path("id"));
        Conversation found = chats.get(call.caller(), id, ChatbotJson.WHOLE);
        return Reply.ok(ChatbotJson.found(ChatbotJson.session(found, chats.talking(found.session()))));
    }

    private Reply end(Call call) {
        SessionId id = SessionId.sought(call.path("id"));
        Conversation ended = chats.end(call.caller(), id, ChatbotJson.NEWEST);
        return Reply.ok(ChatbotJson.done("Session successfully ended", ChatbotJson.session(ended)));
    }

    private Reply message(Call call) {
        SessionId id = SessionId.given("sessionId", call.query().requiredText("sessionId"));
        Conversation appended =
                chats.append(call.caller(), id, ChatbotRequests.message(call.body()), call.once(), ChatbotJson.NEWEST);
        return Reply.ok(ChatbotJson.done("Message successfully added", ChatbotJson.session(appended)));
    }

    private Reply chat(Call call) {
        SessionId id = SessionId.given("sessionId", call.query().requiredText("sessionId"));
        Message answer = chats.chat(call.caller(), id, call.body().requiredText("content"), call.once());
        return Reply.ok(ChatbotJson.done("Message successfully processed", ChatbotJson.message(answer)));
    }

    private Reply list(Call call) {
        Listing listing = chats.list(
                call.caller(),
                ChatbotRequests.filter(call.query()),
                ChatbotRequests.window(call.query()),
                ChatbotJson.LISTED);
        return Reply.ok(ChatbotJson.found(ChatbotJson.page(listing)));
    }
}
