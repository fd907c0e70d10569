package dev.parley.character;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.Backend;
import dev.parley.character.CharacterJson.PageBody;
import dev.parley.chat.Chats;
import dev.parley.chat.DetailChanges;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Introduction;
import dev.parley.chat.Kind;
import dev.parley.chat.Listing;
import dev.parley.chat.References;
import dev.parley.chat.Session;
import dev.parley.chat.SessionId;
import dev.parley.http.Call;
import dev.parley.http.Fields;
import dev.parley.http.Rehearsal;
import dev.parley.http.Rehearsed;
import dev.parley.http.RehearsedSessions;
import dev.parley.http.Reply;
import dev.parley.http.Room;
import dev.parley.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;
import org.crac.Core;

/// The character API, under `/api/v1/chat-sessions`: sessions between characters and user profiles.
public final class CharacterFunction implements RequestStreamHandler, Rehearsed {
    private final Chats chats;
    private final Routes routes;

    public CharacterFunction() {
        this(Backend.fromEnvironment());
        Core.getGlobalContext().register(this);
    }

    public CharacterFunction(Backend backend) {
        chats = backend.chats();
        routes = new Routes(backend.callers(), backend.clock(), CharacterRefusals::of)
                .on("GET /api/v1/chat-sessions", this::list)
                .on("GET /api/v1/chat-sessions/{chat_session_id}", this::get)
                .on("POST /api/v1/chat-sessions", this::create)
                .on("PUT /api/v1/chat-sessions/{chat_session_id}", this::update)
                .on("DELETE /api/v1/chat-sessions/{chat_session_id}", this::delete);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        routes.handle(event, response, context);
    }

    @Override
    public void rehearse(int times) {
        routes.rehearse(new Rehearsal(RehearsedSessions.onCatalog(chats, CharacterFunction::line)), times);
    }

    /// What a rehearsed call says of a session.
    private static Rehearsal.Line line(Session session) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("pre_prompt", "Rehearsal");
        session.references().numbers().forEach((kind, number) -> body.put(CharacterRequests.field(kind), number));
        String query = session.references()
                .number(Kind.ASSISTANT)
                .map(number -> CharacterRequests.field(Kind.ASSISTANT) + "=" + number)
                .orElse("");
        return new Rehearsal.Line(Map.of("chat_session_id", String.valueOf(session.number())), query, body.toString());
    }

    @Override
    public Set<String> routes() {
        return routes.keys();
    }

    private Reply list(Call call) {
        Listing listing = chats.list(
                call.caller(),
                CharacterRequests.filter(call.query()),
                CharacterRequests.window(call.query()),
                Excerpt.NONE);
        PageBody page = CharacterJson.page(listing);
        Room.besidePage(CharacterRequests.PER_PAGE, page);
        return Reply.ok(page);
    }

    private Reply get(Call call) {
        Session session = chats.own(call.caller(), id(call), Excerpt.NONE).session();
        return Reply.ok(CharacterJson.full(new Introduction(session, chats.referred(session))));
    }

    private Reply create(Call call) {
        Fields body = call.body();
        Introduction created = chats.create(
                call.caller(), CharacterRequests.everyReference(body), CharacterRequests.newSession(body), call.once());
        return Reply.created(CharacterJson.introduced(created));
    }

    private Reply update(Call call) {
        SessionId id = id(call);
        DetailChanges prompts = CharacterRequests.prompts(call.body());
        References references = chats.references(call.caller(), CharacterRequests.references(call.body()));
        Session updated = chats.update(call.caller(), id, CharacterRequests.changes(references, prompts), Excerpt.NONE)
                .session();
        return Reply.ok(CharacterJson.session(updated, chats.numbered(updated)));
    }

    private Reply delete(Call call) {
        chats.delete(call.caller(), id(call));
        return Reply.ok(CharacterJson.deleted());
    }

    private static SessionId id(Call call) {
        return SessionId.soughtByNumber(call.caller().user(), call.path("chat_session_id"));
    }
}
