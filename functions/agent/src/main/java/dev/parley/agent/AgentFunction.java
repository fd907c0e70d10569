package dev.parley.agent;

import static dev.parley.agent.AgentRefusals.failedTo;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.parley.Backend;
import dev.parley.chat.Chats;
import dev.parley.chat.Conversation;
import dev.parley.chat.EntryId;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.Excerpt;
import dev.parley.chat.History;
import dev.parley.chat.Kind;
import dev.parley.chat.Listed;
import dev.parley.chat.Session;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import dev.parley.http.Call;
import dev.parley.http.Rehearsal;
import dev.parley.http.Rehearsed;
import dev.parley.http.RehearsedSessions;
import dev.parley.http.Reply;
import dev.parley.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crac.Core;

/// The agent API, under `/sessions`: sessions with agents, and their histories.
public final class AgentFunction implements RequestStreamHandler, Rehearsed {
    private final Chats chats;
    private final Routes routes;

    public AgentFunction() {
        this(Backend.fromEnvironment());
        Core.getGlobalContext().register(this);
    }

    public AgentFunction(Backend backend) {
        chats = backend.chats();
        routes = new Routes(backend.callers(), backend.clock(), failedTo("answer the request"))
                .on("POST /sessions/create", this::create, failedTo("create chat session"))
                .on("DELETE /sessions/delete/{session_id}", this::delete, failedTo("delete chat session"))
                .on("GET /sessions/history/{session_id}", this::history, failedTo("retrieve session history"))
                .on("POST /sessions/history/update/{session_id}", this::update, failedTo("update session history"))
                .on(
                        "GET /sessions/history/recent/{session_id}",
                        this::recent,
                        failedTo("retrieve recent session history"))
                .on("GET /sessions/get_all/{user_id}", this::listOfUser, failedTo("retrieve user sessions"))
                .on("GET /sessions/get_by_agent/{agent_id}", this::listOfAgent, failedTo("retrieve agent sessions"))
                .on("GET /sessions/get/{session_id}", this::get, failedTo("retrieve session details"));
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        routes.handle(event, response, context);
    }

    @Override
    public void rehearse(int times) {
        routes.rehearse(new Rehearsal(RehearsedSessions.onCatalog(chats, AgentFunction::line)), times);
    }

    /// What a rehearsed call says of a session.
    private static Rehearsal.Line line(Session session) {
        String agent =
                session.references().id(Kind.ASSISTANT).map(EntryId::value).orElseThrow();
        return new Rehearsal.Line(
                Map.of(
                        "session_id", session.id().value(),
                        "user_id", session.owner().value(),
                        "agent_id", agent),
                "agent_id=" + agent,
                "{\"role\":\"user\",\"content\":\"Rehearsal\"}");
    }

    @Override
    public Set<String> routes() {
        return routes.keys();
    }

    private Reply create(Call call) {
        Conversation created =
                chats.create(call.caller(), AgentRequests.newSession(call.query()), call.once(), Excerpt.NONE);
        return Reply.created(AgentJson.created(
                "Chat session created successfully.", created.session().id()));
    }

    private Reply delete(Call call) {
        chats.delete(call.caller(), session(call));
        return Reply.ok(AgentJson.done("Chat session deleted successfully."));
    }

    private Reply history(Call call) {
        History history = firstMessages(call);
        return Reply.ok(AgentJson.first("Session history retrieved successfully.", history));
    }

    private Reply update(Call call) {
        chats.append(call.caller(), session(call), AgentRequests.message(call.body()), call.once());
        return Reply.ok(AgentJson.done("Session history updated successfully."));
    }

    private Reply recent(Call call) {
        History recent =
                chats.recent(call.caller(), session(call), AgentRequests.window(call.query()), Reply.MOST_BYTES);
        return Reply.ok(AgentJson.last("Recent session history retrieved successfully.", recent));
    }

    private Reply listOfUser(Call call) {
        UserId user = new UserId(call.path("user_id"));
        List<Listed> sessions = chats.sessionsOf(
                call.caller(), user, AgentRequests.order(call.query()), AgentRequests.window(call.query()));
        return Reply.ok(AgentJson.found(
                "User sessions retrieved successfully.",
                sessions.stream().map(AgentJson::ofUser).toList()));
    }

    private Reply listOfAgent(Call call) {
        AssistantId agent = AssistantId.sought(call.path("agent_id"));
        List<Listed> sessions = chats.sessionsWith(
                call.caller(), agent, AgentRequests.order(call.query()), AgentRequests.window(call.query()));
        return Reply.ok(AgentJson.found(
                "Agent sessions retrieved successfully.",
                sessions.stream().map(AgentJson::withAgent).toList()));
    }

    private Reply get(Call call) {
        History history = firstMessages(call);
        return Reply.ok(AgentJson.session("Session details retrieved successfully.", history));
    }

    private History firstMessages(Call call) {
        return chats.history(call.caller(), session(call), AgentRequests.window(call.query()), Reply.MOST_BYTES);
    }

    private static SessionId session(Call call) {
        return SessionId.sought(call.path("session_id"));
    }
}
