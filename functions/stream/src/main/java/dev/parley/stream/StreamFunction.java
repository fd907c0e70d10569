package dev.parley.stream;

import com.amazonaws.services.lambda.runtime.Context;
import dev.parley.Backend;
import dev.parley.chat.Chats;
import dev.parley.chat.Position;
import dev.parley.chat.Refusal;
import dev.parley.chat.Session;
import dev.parley.chat.SessionId;
import dev.parley.chat.Telling;
import dev.parley.chat.TurnEvent;
import dev.parley.http.Call;
import dev.parley.http.EventSink;
import dev.parley.http.Rehearsal;
import dev.parley.http.Rehearsed;
import dev.parley.http.RehearsedSessions;
import dev.parley.http.Reply;
import dev.parley.http.Routes;
import dev.parley.runtime.StreamedResponse;
import dev.parley.runtime.StreamingHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;

/// The stream API, under `/stream`: what the model answers in a session, as it answers.
public final class StreamFunction implements StreamingHandler, Rehearsed {
    private static final Position START = new Position.OfTheLast(0);

    private final Chats chats;
    private final Routes routes;

    public StreamFunction() {
        this(Backend.fromEnvironment());
    }

    public StreamFunction(Backend backend) {
        chats = backend.streamingChats();
        routes = new Routes(backend.callers(), backend.clock(), StreamRefusals::of)
                .readableFrom(backend.origins())
                .on("POST /stream/{sessionId}", this::send)
                .on("GET /stream/{sessionId}", this::follow)
                .on("DELETE /stream/{sessionId}", this::stop);
    }

    @Override
    public void handle(InputStream event, StreamedResponse response, Context context) throws IOException {
        routes.handle(event, response::begin, context);
    }

    @Override
    public void rehearse(int times) {
        routes.rehearseStreaming(new Rehearsal(RehearsedSessions.onCatalog(chats, StreamFunction::line)), times);
    }

    /// What a rehearsed call says of a session.
    private static Rehearsal.Line line(Session session) {
        // Without `content`: the model is not asked.
        return new Rehearsal.Line(Map.of("sessionId", session.id().value()), "after=0", "{}");
    }

    @Override
    public Set<String> routes() {
        return routes.keys();
    }

    private Reply send(Call call) {
        return events(chats.stream(call.caller(), session(call), call.body().requiredText("content"), call.once()));
    }

    private Reply follow(Call call) {
        return events(chats.follow(call.caller(), session(call), after(call)));
    }

    private Reply stop(Call call) {
        chats.stop(call.caller(), session(call));
        return Reply.noContent();
    }

    private static Reply events(Telling telling) {
        return Reply.events(sink -> telling.to(event -> tell(event, sink)));
    }

    private static void tell(TurnEvent event, EventSink sink) {
        switch (event) {
            case TurnEvent.Started started -> sink.send(StreamJson.event(started));
            case TurnEvent.Delta delta -> sink.send(StreamJson.event(delta));
            case TurnEvent.Waiting _ -> sink.keepOpen();
            case TurnEvent.End end -> sink.sendLast(StreamJson.event(end));
        }
    }

    private static SessionId session(Call call) {
        return SessionId.sought(call.path("sessionId"));
    }

    /// Where a client wants to go on, by the query; or where it was cut off, by the header that clients of event
    /// streams send by themselves, and which they may have from anywhere.
    private static Position after(Call call) {
        return call.query()
                .text("after")
                .map(after -> EventIds.position(after)
                        .orElseThrow(() -> new Refusal.Invalid("after", "must be the id of an event, or a number")))
                .or(() -> call.header("last-event-id").flatMap(EventIds::position))
                .orElse(START);
    }
}
