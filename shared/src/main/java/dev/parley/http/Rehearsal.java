package dev.parley.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.chat.Caller;
import dev.parley.chat.Chats;
import dev.parley.chat.Excerpt;
import dev.parley.chat.NewSession;
import dev.parley.chat.Once;
import dev.parley.chat.References;
import dev.parley.chat.Refusal;
import dev.parley.chat.Request;
import dev.parley.chat.Session;
import dev.parley.chat.SessionId;
import dev.parley.chat.Tally;
import dev.parley.chat.UserId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a function does before Lambda takes a snapshot of it: it answers a call of each of its routes, so that what
/// is restored from the snapshot has loaded the code that a call goes through, and has run it.
///
/// Each call is about a session that is made for it and deleted after it, so that the calls that write are played
/// to their end. They belong to nobody, since a user's `sub` is a UUID; what stays behind is their owner's
/// counters.
public final class Rehearsal {
    private static final NewSession DRAFT = new NewSession(References.NONE, "Rehearsal");

    /// Far more than a call takes, and little enough that all of them fit into the two minutes that Lambda gives.
    static final Duration TIME = Duration.ofSeconds(3);

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

    /// Plays a call of `routeKey` by `nobody`.
    ///
    /// @throws Refusal when the store does not play along
    void play(String routeKey, Caller nobody, Performance performance) throws IOException {
        Session session = within(() -> chats.create(nobody, DRAFT, Once.ALWAYS, Excerpt.NONE))
                .session();
        performance.answer(event(routeKey, script.apply(session)));
        forget(nobody, session.number());
        // The route may have made the next one.
        forget(nobody, session.number() + 1);
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

    private void forget(Caller nobody, long number) {
        within(() -> {
            try {
                chats.delete(nobody, SessionId.of(nobody.user(), number));
            } catch (Refusal.NotFound _) {
                // The route has deleted it, or has made none.
            }
            return nobody;
        });
    }

    private static <T> T within(Supplier<T> work) {
        return Request.within(TIME, new Tally(), work);
    }
}
