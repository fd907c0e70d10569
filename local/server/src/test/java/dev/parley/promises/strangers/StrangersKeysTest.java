package dev.parley.promises.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.promises.strangers.StrangersTable.Asked;
import dev.parley.promises.strangers.StrangersTable.Expected;
import dev.parley.promises.strangers.StrangersTable.Filled;
import dev.parley.promises.strangers.StrangersTable.Row;
import dev.parley.promises.strangers.StrangersTable.Whose;
import dev.parley.promises.strangers.Watch.Seen;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.standins.HandClock;
import dev.parley.standins.Trials;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// An idempotency key is its user's alone: under another's, a request is as if the key had never been used. What
/// `strangers.txt` says of the key of each request that creates or appends. The default build tries each
/// with one user.
class StrangersKeysTest {
    private static final int CREATING_OR_APPENDING = 9;
    private static final Expected USED = new Expected(400, false, false);

    private static final LocalServer SERVER =
            LocalServer.start(new Options(Map.of("PARLEY_PORT", "0")), new HandClock());
    private static final Neighbourhood HERE = new Neighbourhood(SERVER.address());
    private static final Watch WATCH = new Watch(SERVER, HERE);

    @AfterAll
    static void stop() {
        WATCH.close();
        SERVER.close();
    }

    @Test
    void aKeyOfAnothersIsAsIfItHadNeverBeenUsed() {
        Trials trials = Trials.of("idempotency keys are their user's alone");
        RandomGenerator random = trials.random();
        List<String> failures = new ArrayList<>();
        int requests = 0;

        for (Asked asked : StrangersTable.read()) {
            for (Row row : asked.rows().stream().filter(Row::isKey).toList()) {
                requests++;
                for (Resident caller : HERE.callers(row, trials, random)) {
                    row.cells().forEach((whose, expected) -> {
                        try {
                            tryKey(new Try(asked, caller, "key-" + UUID.randomUUID()), whose, expected);
                        } catch (AssertionError wrong) {
                            failures.add(
                                    caller.name() + ", " + asked.route() + ", " + whose + ": " + wrong.getMessage());
                        }
                    });
                }
            }
        }

        assertThat(failures).isEmpty();
        assertThat(requests).isEqualTo(CREATING_OR_APPENDING);
        trials.tell(requests + " requests: " + WATCH.counts() + "; 0 leaks, 0 changes, 0 answers of another's");
    }

    private static void tryKey(Try one, Whose whose, Expected expected) {
        Filled request = one.request(one.caller());
        Resident other = HERE.otherOf(one.caller());
        WATCH.refusedByTheGateway(request, one.key());
        switch (whose) {
            case OWN -> {
                Answer first = WATCH.prepared(one.caller(), request, one.key());
                Seen again = WATCH.sent(one.caller(), request, one.key(), expected);
                assertThat(again).isEqualTo(Seen.of(first));
            }
            case ANOTHERS -> {
                Filled theirs = one.request(other);
                Answer first = WATCH.prepared(other, theirs, one.key());
                assertThat(first.status()).as(first.shown()).isEqualTo(expected.status());
                if (one.appends()) {
                    sameAsWithoutKey(one, theirs);
                }
                WATCH.sent(one.caller(), request, one.key(), expected);
                WATCH.sent(one.caller(), unlike(request), one.key(), USED);
            }
            case DELETED -> {
                one.undo(one.caller(), request, WATCH.prepared(one.caller(), request, one.key()));
                WATCH.sent(one.caller(), request, one.key(), expected);
            }
            case ANOTHERS_DELETED -> {
                Filled theirs = one.request(other);
                one.undo(other, theirs, WATCH.prepared(other, theirs, one.key()));
                WATCH.sent(one.caller(), request, one.key(), expected);
            }
            case NEVER -> WATCH.sent(one.caller(), request, one.key(), expected);
            case OF_ANOTHER_KIND -> {
                WATCH.prepared(one.caller(), unlike(request), one.key()).as(201);
                WATCH.sent(one.caller(), request, one.key(), expected);
            }
        }
    }

    /// The very request of the other's, under the other's key, is refused like one for what is not there.
    private static void sameAsWithoutKey(Try one, Filled theirs) {
        Expected absent = new Expected(404, false, false);
        Seen keyed = WATCH.sent(one.caller(), theirs, one.key(), absent);
        assertThat(keyed).isEqualTo(WATCH.sent(one.caller(), theirs, Optional.empty(), absent));
    }

    /// Another request, under whose key none of these may run.
    private static Filled unlike(Filled request) {
        return new Filled("POST /api/chat_sessions", "{\"title\":\"not " + request.hashCode() + "\"}");
    }

    /// One key, tried by one caller with one kind of request.
    private record Try(Asked asked, Resident caller, String text) {
        Optional<String> key() {
            return Optional.of(text);
        }

        boolean appends() {
            return session().isPresent();
        }

        Filled request(Resident resident) {
            Map<String, String> things = new HashMap<>();
            asked.rows().forEach(row -> things.putIfAbsent(row.place(), row.thing()));
            return asked.filled(place -> HERE.id(things.getOrDefault(place, ""), Whose.OWN, resident));
        }

        /// The place of the session that is appended to.
        private Optional<String> session() {
            return asked.places().stream()
                    .filter(place -> place.toLowerCase(Locale.ROOT).startsWith("session"))
                    .findFirst();
        }

        /// Deletes what a request has made or appended to.
        void undo(Resident resident, Filled request, Answer answer) {
            assertThat(answer.status()).as(answer.shown()).isIn(200, 201);
            if (asked.route().startsWith("POST /catalog")) {
                resident.api()
                        .delete("/catalog/profiles/" + answer.body().path("id").asText())
                        .as(204);
            } else if (appends()) {
                String target = request.methodAndTarget();
                Neighbourhood.delete(resident, target.substring(target.length() - 24));
            } else {
                Neighbourhood.delete(resident, newest(resident));
            }
        }

        private static String newest(Resident resident) {
            return resident.api()
                    .get("/sessions?limit=1")
                    .as(200)
                    .at("/data/results/0/id")
                    .asText();
        }
    }
}
