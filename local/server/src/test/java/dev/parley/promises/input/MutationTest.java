package dev.parley.promises.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.promises.Group;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.Routing;
import dev.parley.server.Routing.Taken;
import dev.parley.standins.Trials;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The documents' own requests, mistaken in every way that a seeded generator can think of: none is a failure of
/// ours, each is answered in its group's words, what is refused leaves the table as it was, to the attribute, and
/// what is accepted reads back.
///
/// Before each request the table holds what the [Stage] put there, so that one that fails can be sent alone.
class MutationTest {
    private static final int REQUESTS = 10_000;
    private static final int SHOWN_AT_MOST = 10;

    /// Two, alike to the last id, so that both processors have something to do.
    private static final List<Scene> SCENES = List.of(new Scene(), new Scene());
    private static final List<String> FIELDS = List.copyOf(Documents.fields());

    @AfterAll
    static void strike() {
        SCENES.forEach(scene -> scene.stage.close());
    }

    @ParameterizedTest
    @EnumSource(Group.class)
    void aMistakenRequestIsRefusedInTheGroupsWordsAndLeavesNothingOrIsMeant(Group group) {
        Trials trials = Trials.of("mistaken requests, " + group);
        int count = trials.count(REQUESTS);
        Tally tally = new Tally();
        List<CompletableFuture<Void>> halves = new ArrayList<>();
        for (int half = 0; half < SCENES.size(); half++) {
            int first = half;
            halves.add(CompletableFuture.runAsync(() -> {
                for (int i = first; i < count; i += SCENES.size()) {
                    SCENES.get(first).tried(trials, group, i, tally);
                }
            }));
        }
        halves.forEach(CompletableFuture::join);
        trials.tell(count + " requests: " + tally);
        assertThat(tally.failures).isEmpty();
    }

    /// A stage, and what its table holds before each request.
    private static final class Scene {
        private final Stage stage = Stage.set();
        private final Stored stored = Stored.in(stage.table());
        private final List<String> ids = ids(stage);
        private final Map<Group, List<Request>> good = Arrays.stream(Group.values())
                .collect(Collectors.toMap(group -> group, group -> Documents.requests(group, stage)));

        void tried(Trials trials, Group group, int index, Tally tally) {
            Random random = new Random(trials.seed() * 31 + group.name().hashCode() + index);
            List<Request> requests = good.getOrDefault(group, List.of());
            Request request = new Mutation(random, ids, FIELDS).of(requests.get(random.nextInt(requests.size())));
            try {
                long began = System.nanoTime();
                Answer answer = request.sentBy(stage.user(group));
                tally.count(answer.status(), request, (System.nanoTime() - began) / 1_000_000);
                check(stage.user(group), request, answer);
            } catch (AssertionError | RuntimeException e) {
                String failure = "seed " + trials.seed() + ", " + group + " request " + index + ": " + e.getMessage();
                tally.failures.add(failure);
                if (tally.failures.size() <= SHOWN_AT_MOST) {
                    trials.tell(failure + "\n  " + request.curl(stage.server().address()));
                }
                stored.restore();
            }
        }

        private void check(ApiClient user, Request request, Answer answer) {
            Optional<Taken> taken = Routing.of(request.method(), request.target());
            assertThat(answer.status()).as(answer.shown()).isLessThan(500);
            if (!Group.isByFunction(answer)) {
                Group.checkGateway(answer);
                assertThat(answer.status() == 404 && taken.isPresent())
                        .as("routed, yet not found")
                        .isFalse();
            } else if (answer.status() >= 400) {
                Group.of(taken.orElseThrow().group()).reason(answer);
            } else {
                Successes.check(taken.orElseThrow().routeKey(), answer);
            }
            if (answer.status() >= 400 || request.method().equals("GET")) {
                stored.checkStands();
            } else {
                new ReadBack(user, taken.orElseThrow(), request, answer).check();
                stored.restore();
            }
        }
    }

    /// What may be taken for an id somewhere.
    private static List<String> ids(Stage stage) {
        List<String> ids = new ArrayList<>(new TreeMap<>(stage.names()).values());
        ids.addAll(List.of("1", "2", "4", "7", "0", "-1", "01", "99", "2147483648", "9223372036854775808"));
        ids.addAll(List.of("support", "agent123", "default", "ada-herself", "eve-herself", "gpt-4", "basic_roleplay"));
        ids.addAll(List.of("assistants", "profiles", "models", "prompts", "create", "message", "chat", "history"));
        ids.addAll(List.of("recent", "get", "delete", "end", "update", "sessions", "catalog", "..", "."));
        return ids;
    }

    /// What became of a group's requests.
    private static final class Tally {
        private final Map<Integer, Integer> statuses = new TreeMap<>();
        private final List<String> failures = new CopyOnWriteArrayList<>();
        private long longest;
        private String slowest = "";

        synchronized void count(int status, Request request, long millis) {
            statuses.merge(status, 1, Integer::sum);
            if (millis > longest) {
                longest = millis;
                slowest = request.line();
            }
        }

        @Override
        public String toString() {
            return "statuses " + statuses + ", " + failures.size() + " failed, the slowest took " + longest + " ms: "
                    + slowest;
        }
    }
}
