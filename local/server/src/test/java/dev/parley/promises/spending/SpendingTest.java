package dev.parley.promises.spending;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.promises.Unhurried;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.standins.HandClock;
import dev.parley.standins.LocalClients;
import dev.parley.standins.Trials;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// However many turns run at the same time, the model is asked no more often than the user's daily budget has room
/// for, and every token that it is asked for is counted.
///
/// Each turn here uses up exactly what it sets aside, 10 tokens: 6 for what is said, 4 for an answer that is cut
/// off. The budget is that of ten.
class SpendingTest {
    private static final int TURNS = 64;
    private static final int TOKENS = 10;
    private static final int ROOM = 10;
    private static final String TERSE = "terse";
    private static final String REFUSED =
            "{\"success\":false,\"message\":\"The daily token budget has no room for this message\"}";
    private static final Instant FIRST_DAY = HandClock.START.truncatedTo(ChronoUnit.DAYS);

    private final HandClock clock = new HandClock();

    @Test
    void ofSixtyFourTurnsAtOnceNoMoreAskTheModelThanTheBudgetHasRoomFor() {
        Trials trials = Trials.of("turns beyond the budget ask no model");
        RandomGenerator random = trials.random();
        int rounds = trials.count(20);
        List<Integer> rooms = new ArrayList<>();
        List<Integer> calls = new ArrayList<>();
        try (LocalServer server = server(ROOM * TOKENS);
                DynamoDbClient table = LocalClients.dynamoDb(server.database())) {
            for (int round = 0; round < rounds; round++) {
                clock.set(FIRST_DAY.plus(2L * round, ChronoUnit.DAYS).plusMillis(random.nextLong(1, 86_300_000)));
                int room = round == 0 ? ROOM : random.nextInt(1, ROOM + 1);
                rooms.add(room);
                calls.add(new Round(server, table, random, room).play());
            }
        }
        assertThat(calls).isEqualTo(rooms);
        trials.tell("%d rounds of %d turns at once: room for %s of them, model calls made %s, all others refused"
                .formatted(rounds, TURNS, rooms, calls));
    }

    @Test
    void withoutABudgetNobodyIsRefusedOrCounted() {
        try (LocalServer server = server(0);
                DynamoDbClient table = LocalClients.dynamoDb(server.database())) {
            Spender ada = Spender.named("ada", server);
            List<String> sessions = sessions(ada);

            assertThat(atOnce(sessions, session -> ada.chat(session, "x".repeat(24))))
                    .extracting(Answer::status)
                    .containsOnly(200);
            assertThat(Spender.reported(sessions, table)).isEqualTo(TURNS * TOKENS);
            assertThat(ada.counted(today(), table)).isEmpty();
        }
    }

    private LocalServer server(int budget) {
        LocalServer server = LocalServer.start(
                new Options(Map.of("PARLEY_PORT", "0", "PARLEY_DAILY_TOKEN_BUDGET", String.valueOf(budget))),
                Unhurried.tempo(clock));
        Spender.assistant(TERSE, 4, server);
        return server;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /// As many new sessions as there are turns.
    private static List<String> sessions(Spender user) {
        return atOnce(Collections.nCopies(TURNS, TERSE), user::session);
    }

    private static <T> List<T> atOnce(List<String> sessions, Function<String, T> ask) {
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<T>> answers = sessions.stream()
                    .map(session -> CompletableFuture.supplyAsync(
                            () -> {
                                awaitQuietly(go);
                                return ask.apply(session);
                            },
                            threads))
                    .toList();
            go.countDown();
            return answers.stream().map(CompletableFuture::join).toList();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// One day of one user.
    private final class Round {
        private final LocalServer server;
        private final DynamoDbClient table;
        private final String name = "user-" + UUID.randomUUID();
        private final Spender user;
        private final List<String> texts;
        private final List<Optional<String>> keys;
        private final List<String> sessions = new ArrayList<>();
        private final int room;

        Round(LocalServer server, DynamoDbClient table, RandomGenerator random, int room) {
            this.server = server;
            this.table = table;
            this.user = Spender.named(name, server);
            this.texts = Stream.generate(() -> Spender.text(random))
                    .limit(TURNS + ROOM)
                    .toList();
            this.keys = IntStream.range(0, TURNS)
                    .mapToObj(i -> random.nextBoolean() ? Optional.of("key-" + i) : Optional.<String>empty())
                    .toList();
            this.room = room;
        }

        /// How often the model was asked by the turns that ran at once.
        int play() {
            List<String> before = new ArrayList<>();
            for (int i = room; i < ROOM; i++) {
                before.add(user.session(TERSE));
                user.chat(before.getLast(), texts.get(TURNS + i)).as(200);
            }
            sessions.addAll(sessions(user));

            List<Answer> answers = atOnce(sessions, session -> ask(sessions.indexOf(session)));

            int calls = modelCalls();
            assertThat(calls).as("model calls for room for %d", room).isEqualTo(room);
            List<String> all = Stream.concat(before.stream(), sessions.stream()).toList();
            assertThat(user.counted(today(), table))
                    .contains(Spender.reported(all, table))
                    .contains((long) ROOM * TOKENS);
            List<Integer> refused = refused(answers);
            answeredOnce(answers);
            othersAreUnaffected();
            theNextDayIsOpen(refused.getFirst());
            return calls;
        }

        private Answer ask(int i) {
            return user.chat(sessions.get(i), texts.get(i), keys.get(i));
        }

        private int modelCalls() {
            Set<String> said = Set.copyOf(texts.subList(0, TURNS));
            int calls = 0;
            for (JsonNode call : user.api().modelCalls(1_000)) {
                calls += said.contains(call.at("/messages/0/content/0/text").asText()) ? 1 : 0;
            }
            return calls;
        }

        /// Which turns were refused: they left nothing, and say when to come again.
        private List<Integer> refused(List<Answer> answers) {
            String seconds = String.valueOf(
                    Math.ceilDiv(Duration.between(clock.instant(), midnight()).toMillis(), 1_000));
            List<Integer> refused = new ArrayList<>();
            for (int i = 0; i < TURNS; i++) {
                Answer answer = answers.get(i);
                if (answer.status() != 200) {
                    refused.add(i);
                    assertThat(answer.as(429)).hasToString(REFUSED);
                    assertThat(answer.header("retry-after")).isEqualTo(seconds);
                }
            }
            assertThat(refused).hasSize(TURNS - room);
            assertThat(user.empty())
                    .containsExactlyInAnyOrderElementsOf(
                            refused.stream().map(sessions::get).toList());
            return refused;
        }

        /// A keyed turn that was answered is answered again from what is stored, though the budget is spent.
        private void answeredOnce(List<Answer> answers) {
            IntStream.range(0, TURNS)
                    .filter(i -> answers.get(i).status() == 200 && keys.get(i).isPresent())
                    .limit(1)
                    .forEach(i ->
                            assertThat(ask(i).as(200)).isEqualTo(answers.get(i).body()));
            assertThat(modelCalls()).isEqualTo(room);
        }

        private void othersAreUnaffected() {
            Spender other = Spender.named("other-" + name, server);
            other.chat(other.session(TERSE), texts.getLast()).as(200);
            assertThat(other.counted(today(), table)).contains((long) TOKENS);
        }

        private void theNextDayIsOpen(int refused) {
            Instant midnight = midnight();
            clock.set(midnight.minusMillis(1));
            Spender late = Spender.named(name, server);
            Answer lastMoment = late.chat(sessions.get(refused), texts.get(refused), keys.get(refused));
            assertThat(lastMoment.status()).isEqualTo(429);
            assertThat(lastMoment.header("retry-after")).isEqualTo("1");

            clock.set(midnight);
            Spender early = Spender.named(name, server);
            early.chat(sessions.get(refused), texts.get(refused), keys.get(refused))
                    .as(200);
            assertThat(early.counted(today(), table)).contains((long) TOKENS);
            assertThat(early.counted(today().minusDays(1), table)).contains((long) ROOM * TOKENS);
        }

        private Instant midnight() {
            return today().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
    }
}
