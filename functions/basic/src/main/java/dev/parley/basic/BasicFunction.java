package dev.parley.basic;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.parley.Backend;
import dev.parley.chat.Chats;
import dev.parley.chat.Excerpt;
import dev.parley.chat.NewSession;
import dev.parley.chat.References;
import dev.parley.chat.Session;
import dev.parley.chat.SessionChanges;
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

/// The basic API, under `/api/chat_sessions`: sessions that have a number and a title.
public final class BasicFunction implements RequestStreamHandler, Rehearsed {
    private final Chats chats;
    private final Routes routes;

    public BasicFunction() {
        this(Backend.fromEnvironment());
        Core.getGlobalContext().register(this);
    }

    public BasicFunction(Backend backend) {
        chats = backend.chats();
        // The document spells the paths of update and remove oddly; they answer as it spells them and as one expects.
        routes = new Routes(backend.callers(), backend.clock(), BasicRefusals::of)
                .on("POST /api/chat_sessions", this::create)
                .on("GET /api/chat_sessions/{sessionId}", this::get)
                .on("PUT /api/chat_sessions/{sessionId}", call -> update(call, "sessionId"))
                .on("PUT /api/contacts/{contactId}", call -> update(call, "contactId"))
                .on("DELETE /api/chat_sessions/{sessionId}", call -> remove(call, "sessionId"))
                .on("DELETE /api/chat_session/{chatSessionId}", call -> remove(call, "chatSessionId"));
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        routes.handle(event, response, context);
    }

    @Override
    public void rehearse(int times) {
        routes.rehearse(new Rehearsal(RehearsedSessions.besideCatalog(chats, BasicFunction::line)), times);
    }

    /// What a rehearsed call says of a session.
    private static Rehearsal.Line line(Session session) {
        String number = String.valueOf(session.number());
        return new Rehearsal.Line(
                Map.of("sessionId", number, "contactId", number, "chatSessionId", number),
                "",
                "{\"title\":\"Rehearsal\"}");
    }

    @Override
    public Set<String> routes() {
        return routes.keys();
    }

    private Reply create(Call call) {
        NewSession draft = new NewSession(References.NONE, call.body().requiredText("title"));
        return Reply.created(BasicJson.session(chats.create(call.caller(), draft, call.once(), Excerpt.NONE)));
    }

    private Reply get(Call call) {
        return Reply.ok(BasicJson.session(chats.get(call.caller(), id(call, "sessionId"), Excerpt.NONE)));
    }

    private Reply update(Call call, String parameter) {
        SessionId id = id(call, parameter);
        SessionChanges changes = SessionChanges.ofTitle(call.body().requiredTextChange("title"));
        return Reply.ok(BasicJson.session(chats.update(call.caller(), id, changes, Excerpt.NONE)));
    }

    private Reply remove(Call call, String parameter) {
        chats.delete(call.caller(), id(call, parameter));
        return Reply.ok(BasicJson.removed());
    }

    private static SessionId id(Call call, String parameter) {
        return SessionId.givenByNumber(call.caller().user(), parameter, call.path(parameter));
    }
}
