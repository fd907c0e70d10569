package dev.parley.promises.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.promises.strangers.StrangersTable.Asked;
import dev.parley.promises.strangers.StrangersTable.Expected;
import dev.parley.promises.strangers.StrangersTable.Filled;
import dev.parley.promises.strangers.StrangersTable.Row;
import dev.parley.promises.strangers.StrangersTable.Whose;
import dev.parley.promises.strangers.Watch.Seen;
import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.standins.HandClock;
import dev.parley.standins.Template;
import dev.parley.standins.Trials;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What is one user's is nobody else's: every route, with every id in it, as `strangers.txt` says. The default
/// build tries each line with one of its callers.
class StrangersTest {
    private static final HandClock CLOCK = new HandClock();
    private static final LocalServer SERVER = LocalServer.start(new Options(Map.of("PARLEY_PORT", "0")), CLOCK);
    private static final Neighbourhood HERE = new Neighbourhood(SERVER.address());
    private static final Watch WATCH = new Watch(SERVER, HERE);
    private static final List<Asked> REQUESTS = StrangersTable.read();

    /// Of these a reader sees something that only its owner has.
    private static final Set<String> TELLING = Set.of("session", "number", "partner", "partner-number", "user", "flow");

    @AfterAll
    static void stop() {
        WATCH.close();
        SERVER.close();
    }

    @Test
    void everyRouteAndEveryIdInItHasItsLine() {
        Set<String> routes = Template.ofProject().routes().stream()
                .map(route -> route.method() + " " + route.path())
                .collect(Collectors.toCollection(LinkedHashSet::new));

        assertThat(REQUESTS.stream().map(Asked::route).collect(Collectors.toSet()))
                .isEqualTo(routes);
        for (Asked asked : REQUESTS) {
            Set<String> described = new HashSet<>();
            asked.rows().stream().filter(row -> !row.isKey()).forEach(row -> described.add(row.place()));
            assertThat(described).as(asked.toString()).isEqualTo(Set.copyOf(asked.places()));
            for (String caller : List.of("owner", "stranger", "admin")) {
                assertThat(asked.rows().stream()
                                .filter(row -> row.isOf(caller))
                                .map(Row::place)
                                .collect(Collectors.toSet()))
                        .as(caller + " of " + asked)
                        .containsAll(described);
            }
        }
    }

    @Test
    void everyIdThatARequestMayNameIsTried() {
        Map<String, JsonNode> entries = IdSlots.KINDS.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        kind -> HERE.admin
                                .api()
                                .get("/catalog/" + kind + "?per_page=1")
                                .as(200)
                                .at("/items/0")));
        Map<String, Set<String>> tried = new TreeMap<>();
        REQUESTS.forEach(asked -> asked.keys()
                .forEach(key -> tried.computeIfAbsent(key, _ -> new HashSet<>()).addAll(asked.places())));

        Map<String, Set<String>> slots = IdSlots.from(entries);

        assertThat(tried.keySet()).isEqualTo(slots.keySet());
        slots.forEach((key, names) -> assertThat(tried.get(key)).as(key).containsAll(names));
        assertThat(slots.get("POST /catalog/assistants")).containsExactly("id", "model_id", "prompt_id");
    }

    @Test
    void whatIsAnothersIsAsIfItWereNotThere() {
        Trials trials = Trials.of("strangers see and change nothing");
        RandomGenerator random = trials.random();
        List<String> failures = new ArrayList<>();
        int lines = 0;

        for (Asked asked : REQUESTS) {
            for (Row row : asked.rows()) {
                if (!row.isKey()) {
                    lines++;
                    for (Resident caller : HERE.callers(row, trials, random)) {
                        failures.addAll(compare(asked, row, caller));
                    }
                }
            }
        }

        assertThat(failures).isEmpty();
        SERVER.drainStream();
        assertThat(WATCH.violations(CLOCK.instant())).isEmpty();
        trials.tell(REQUESTS.stream().map(Asked::route).distinct().count() + " routes, " + lines + " lines: "
                + WATCH.counts() + "; 0 leaks, 0 changes, every answer of what is not the caller's alike");
    }

    /// What is wrong with one line of the table for one caller.
    private static List<String> compare(Asked asked, Row row, Resident caller) {
        List<String> failures = new ArrayList<>();
        Map<Integer, Map<Whose, Seen>> alike = new HashMap<>();
        String line = caller.name() + ", " + asked.method() + " " + asked.target() + ", " + row + " ";
        row.cells().forEach((whose, expected) -> {
            try {
                Seen seen = tried(asked, row, whose, caller, expected);
                boolean comparable = whose != Whose.OWN && !expected.shows() && !expected.changes();
                if (comparable && (expected.status() >= 400 || asked.reads())) {
                    alike.computeIfAbsent(expected.status(), _ -> new EnumMap<>(Whose.class))
                            .put(whose, seen);
                }
            } catch (AssertionError wrong) {
                failures.add(line + whose + ": " + wrong.getMessage());
            }
        });
        alike.forEach((status, answers) -> {
            if (Set.copyOf(answers.values()).size() > 1) {
                failures.add(line + "is not alike: " + answers);
            }
        });
        return failures;
    }

    private static Seen tried(Asked asked, Row row, Whose whose, Resident caller, Expected expected) {
        Filled request = filled(asked, row, whose, caller);
        WATCH.refusedByTheGateway(request, Optional.empty());
        Seen seen = WATCH.sent(caller, request, Optional.empty(), expected);
        if (whose == Whose.OWN && asked.reads() && TELLING.contains(row.thing())) {
            assertThat(Watch.showsOwn(caller, request, seen)).as(seen.body()).isTrue();
        }
        HERE.tidy();
        return seen;
    }

    /// The request with the id that is tried in its place, and the caller's own in all others.
    private static Filled filled(Asked asked, Row row, Whose whose, Resident caller) {
        return asked.filled(place -> place.equals(row.place())
                ? HERE.id(row.thing(), whose, caller)
                : HERE.id(usual(asked, place), Whose.OWN, caller));
    }

    private static String usual(Asked asked, String place) {
        return asked.rows().stream()
                .filter(row -> row.place().equals(place))
                .map(Row::thing)
                .findFirst()
                .orElseThrow();
    }
}
