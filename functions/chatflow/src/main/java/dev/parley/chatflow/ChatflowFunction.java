package dev.parley.chatflow;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.parley.Backend;
import dev.parley.chat.Chats;
import dev.parley.chat.NewSession;
import dev.parley.chat.Session;
import dev.parley.chat.SessionId;
import dev.parley.http.Call;
import dev.parley.http.Fields;
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

/// The chatflow API, under `/chat-sessions`: sessions of chatflows, every operation a POST of what it is about.
public final class ChatflowFunction implements RequestStreamHandler, Rehearsed {
    private final Chats chats;
    private final Routes routes;

    public ChatflowFunction() {
        this(Backend.fromEnvironment());
        Core.getGlobalContext().register(this);
    }

    public ChatflowFunction(Backend backend) {
        chats = backend.chats();
        routes = new Routes(backend.callers(), backend.clock(), ChatflowRefusals::of)
                .on("POST /chat-sessions/create", this::create)
                .on("POST /chat-sessions/list", this::list)
                .on("POST /chat-sessions/get", this::get)
                .on("POST /chat-sessions/update", this::update)
                .on("POST /chat-sessions/delete", this::delete);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        routes.handle(event, response, context);
    }

    @Override
    public void rehearse(int times) {
        routes.rehearse(new Rehearsal(RehearsedSessions.besideCatalog(chats, ChatflowFunction::line)), times);
    }

    /// What a rehearsed call says of a session.
    private static Rehearsal.Line line(Session session) {
        String id = session.id().value();
        return new Rehearsal.Line(
                Map.of(), "", "{\"chatId\":\"" + id + "\",\"chatflowId\":\"rehearsal\",\"title\":\"Rehearsal\"}");
    }

    @Override
    public Set<String> routes() {
        return routes.keys();
    }

    private Reply create(Call call) {
        NewSession draft = ChatflowRequests.newSession(call.body());
        return Reply.ok(ChatflowJson.session(chats.create(call.caller(), draft, call.once(), ChatflowJson.LAST)));
    }

    private Reply list(Call call) {
        Fields body = call.body();
        return Reply.ok(ChatflowJson.page(chats.page(
                call.caller(), ChatflowRequests.filter(body), ChatflowRequests.window(body), ChatflowJson.LAST)));
    }

    private Reply get(Call call) {
        SessionId id = ChatflowRequests.chatId(call.body());
        return Reply.ok(ChatflowJson.session(chats.own(call.caller(), id, ChatflowJson.LAST)));
    }

    private Reply update(Call call) {
        Fields body = call.body();
        SessionId id = ChatflowRequests.chatId(body);
        return Reply.ok(ChatflowJson.session(
                chats.update(call.caller(), id, ChatflowRequests.changes(body), ChatflowJson.LAST)));
    }

    private Reply delete(Call call) {
        chats.delete(call.caller(), ChatflowRequests.chatId(call.body()));
        return Reply.ok(ChatflowJson.deleted());
    }
}
