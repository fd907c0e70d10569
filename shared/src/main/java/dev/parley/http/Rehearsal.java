package dev.parley.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.chat.Caller;
import dev.parley.chat.Chats;
import dev.parley.chat.Details;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.EntryId.PromptId;
import dev.parley.chat.Excerpt;
import dev.parley.chat.NewSession;
import dev.parley.chat.Once;
import dev.parley.chat.References;
import dev.parley.chat.Refusal;
import dev.parley.chat.Request;
import dev.parley.chat.Role;
import dev.parley.chat.Session;
import dev.parley.chat.SessionFilter;
import dev.parley.chat.SessionId;
import dev.parley.chat.Tally;
import dev.parley.chat.UserId;
import dev.parley.chat.Utterance;
import dev.parley.chat.Window;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a function does before Lambda takes a snapshot of it: it answers a call of each of its routes, so that what
/// is restored from the snapshot has loaded, and run, the code that such a call goes through.
///
/// Each call is about a session that is made for it and deleted after it, so that reads find something and writes
/// succeed. What needs an entry of the catalog is refused for the lack of it, and the model is not asked. The
/// sessions belong to nobody, since a user's `sub` is a UUID; what stays behind is their owner's counters.
public final class Rehearsal {
    private static final String WORD = "rehearsal";

    /// It refers to what no catalog has, so that whatever shows a session looks there.
    private static final NewSession DRAFT = new NewSession(
            new References(new AssistantId(WORD), new ProfileId(WORD), new ModelId(WORD), new PromptId(WORD)),
            false,
            WORD,
            Details.NONE,
            NewSession.DEFAULT_CONTEXT_RESULTS);

    /// So often is each call made that the code it goes through is compiled, the first time by the quick compiler.
    private static final int TIMES = 5;

    private static final SessionFilter ALL = new SessionFilter(null, null, null, null, null, null);
    private static final Window MOST = new Window(0, Window.MAX_LIMIT);

    /// Enough for the first call of a small function; the first one that takes longer is the last, and Lambda waits
    /// for two minutes.
    static final Duration TIME = Duration.ofSeconds(10);

    private final Chats chats;
    private final Function<Session, Line> script;

    /// What a call of any of a function's routes says; a route takes of it what it understands.
    ///
    /// @param query as it stands in the address
    public record Line(Map<String, String> path, String query, String body) {}

    /// @param script what is said of a session
    public Rehearsal(Chats chats, Function<Session, Line> script) {
        this.chats = chats;
        this.script = script;
    }

    /// The owner of the sessions of the function that has this route, and of no other function's.
    static Caller caller(String routeKey) {
        return new Caller(new UserId("rehearsal of " + routeKey), false);
    }

    /// Plays calls of `routeKey` by `nobody`.
    ///
    /// @throws Refusal when the store does not play along
    void play(String routeKey, Caller nobody, Performance performance) throws IOException {
        for (int time = 0; time < TIMES; time++) {
            Session session = within(() -> begun(nobody));
            try {
                performance.answer(event(routeKey, script.apply(session)));
            } finally {
                forget(nobody, session.id());
            }
        }
    }

    private Session begun(Caller nobody) {
        Session session = chats.create(nobody, DRAFT, Once.ALWAYS, Excerpt.NONE).session();
        chats.append(nobody, session.id(), Utterance.given("content", Role.USER, WORD, null), Once.ALWAYS);
        return session;
    }

    /// Deletes what the routes themselves have made, and what a rehearsal that failed has left. One that runs at
    /// the same time may miss a session then, and learn less.
    void tidy(Caller nobody) {
        within(() -> chats.page(nobody, ALL, MOST, Excerpt.NONE))
                .items()
                .forEach(left -> forget(nobody, left.session().id()));
    }

    /// How a function answers an event.
    @FunctionalInterface
    interface Performance {
        void answer(InputStream event) throws IOException;
    }

    private static InputStream event(String routeKey, Line line) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("routeKey", routeKey)
                .put("rawQueryString", line.query())
                .put("body", line.body());
        line.path().forEach(event.putObject("pathParameters")::put);
        return new ByteArrayInputStream(Json.write(event).getBytes(StandardCharsets.UTF_8));
    }

    private void forget(Caller nobody, SessionId id) {
        within(() -> {
            try {
                chats.delete(nobody, id);
            } catch (Refusal.NotFound _) {
                // The route has deleted it.
            }
            return nobody;
        });
    }

    private static <T> T within(Supplier<T> work) {
        return Request.within(TIME, new Tally(), work);
    }
}
