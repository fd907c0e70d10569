package dev.parley.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.chat.Caller;
import dev.parley.chat.Refusal;
import dev.parley.chat.Request;
import dev.parley.chat.Tally;
import dev.parley.chat.UserId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SequencedSet;

/// What primes a function before Lambda takes a snapshot of it: it answers calls of each of its routes, so that
/// what is restored from the snapshot has loaded and run the code that such a call goes through.
///
/// The caller is nobody, since a user's `sub` is a UUID. The model is not asked.
public final class Rehearsal {
    /// What nobody's things are called.
    public static final String WORD = "rehearsal";

    /// How often each route is called: beyond it, first answers came little sooner (benchmarks/TRIED.md).
    public static final int TIMES = 20;

    /// A rehearsal that has taken so long makes no more calls: Lambda gives all that comes before a snapshot 130 s,
    /// and the publication fails then.
    static final Duration LONGEST = Duration.ofSeconds(60);

    /// What each call has, the first one of a small function too; and then what tidying up has.
    static final Duration TIME = Duration.ofSeconds(20);

    private final Script script;

    /// What the calls are about.
    @FunctionalInterface
    public interface Script {
        /// What the next call says.
        ///
        /// @throws Refusal when the store does not play along
        Line next(Caller nobody);

        /// Takes back what the calls have left, and what those of a rehearsal that failed have.
        ///
        /// @throws Refusal when the store does not play along
        default void end(Caller nobody) {}
    }

    /// What a call of any of a function's routes says; a route takes of it what it understands.
    ///
    /// @param query as it stands in the address
    public record Line(Map<String, String> path, String query, String body) {}

    public Rehearsal(Script script) {
        this.script = script;
    }

    /// How a function answers an event.
    @FunctionalInterface
    interface Performance {
        void answer(InputStream event) throws IOException;
    }

    /// Plays so many calls of each route, one of each in turn, as long as there is time.
    ///
    /// @throws Refusal when the store does not play along
    void play(int times, SequencedSet<String> routeKeys, Callers callers, Clock clock, Performance performance)
            throws IOException {
        // What one function rehearses with, another one does not take away.
        Caller nobody = new Caller(new UserId(WORD + " of " + routeKeys.getFirst()), false);
        Map<String, String> claims = callers.claims(nobody.user());
        Instant end = clock.instant().plus(LONGEST);
        try (End _ = () -> Request.within(TIME, new Tally(), () -> script.end(nobody))) {
            for (int time = 0; time < times; time++) {
                for (String routeKey : routeKeys) {
                    if (clock.instant().isAfter(end)) {
                        return;
                    }
                    performance.answer(
                            event(routeKey, claims, Request.within(TIME, new Tally(), () -> script.next(nobody))));
                }
            }
        }
    }

    /// What comes last, whatever happens, and keeps no earlier failure from being told.
    @FunctionalInterface
    private interface End extends AutoCloseable {
        @Override
        void close();
    }

    private static InputStream event(String routeKey, Map<String, String> claims, Line line) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("routeKey", routeKey)
                .put("rawQueryString", line.query())
                .put("body", line.body());
        line.path().forEach(event.putObject("pathParameters")::put);
        ObjectNode token =
                event.putObject("requestContext").putObject("authorizer").putObject("jwt");
        claims.forEach(token.putObject("claims")::put);
        return new ByteArrayInputStream(Json.write(event).getBytes(StandardCharsets.UTF_8));
    }
}
