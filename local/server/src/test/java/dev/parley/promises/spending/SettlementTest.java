package dev.parley.promises.spending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Tempo;
import dev.parley.chat.Pace;
import dev.parley.dynamodb.Patience;
import dev.parley.promises.Unhurried;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.standins.HandClock;
import dev.parley.standins.LocalBedrock;
import dev.parley.standins.LocalClients;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Trials;
import dev.parley.standins.faults.Fault;
import dev.parley.standins.faults.FaultProxy;
import dev.parley.standins.faults.KnownFault;
import dev.parley.standins.faults.OutboundCall;
import dev.parley.standins.faults.Plan;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What a turn set aside is replaced by what it used, once, whatever goes wrong between.
///
/// Each turn here sets 100 tokens aside, 6 for what is said and 94 for the answer, and uses 15: the answer has 9.
/// The budget is that of ten.
class SettlementTest {
    private static final int ROOM = 10;
    private static final long SET_ASIDE = 100;
    private static final long USED = 15;
    private static final int TURNS = 64;
    private static final String BRIEF = "brief";
    private static final String LEARNED = "learned";
    private static final String TRANSACTION = "TransactWriteItems";
    private static final String SAID = "a text of 24 characters.";

    private static final HandClock CLOCK = new HandClock();
    private static final LocalDate TODAY = LocalDate.ofInstant(HandClock.START, ZoneOffset.UTC);
    /// Soon gives up on a table that fails; its pauses take a second of the clock's and no time.
    private static final Tempo HURRIED = new Tempo(
            Pace.of(CLOCK),
            new Patience(CLOCK, Duration.ofSeconds(10), _ -> CLOCK.moveOn(Duration.ofSeconds(1))),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2));

    private static final LocalDynamoDb DYNAMODB = LocalDynamoDb.inMemory();
    private static final LocalBedrock BEDROCK = LocalBedrock.start();
    private static final DynamoDbClient TABLE = LocalClients.dynamoDb(DYNAMODB.endpoint());
    private static final FaultProxy STORE = FaultProxy.before(DYNAMODB.endpoint(), Duration.ofMillis(1_300));
    private static final FaultProxy MODEL = FaultProxy.before(BEDROCK.endpoint(), Duration.ofSeconds(1));
    private static final Options OPTIONS = new Options(Map.of(
            "PARLEY_PORT", "0",
            "PARLEY_DAILY_TOKEN_BUDGET", String.valueOf(ROOM * SET_ASIDE),
            "PARLEY_DYNAMODB_ENDPOINT", STORE.endpoint().toString(),
            "PARLEY_BEDROCK_ENDPOINT", MODEL.endpoint().toString()));
    private static final LocalServer SERVER = LocalServer.start(OPTIONS, Unhurried.tempo(CLOCK));

    private final Spender user = Spender.named("user-" + UUID.randomUUID(), SERVER);

    @BeforeAll
    static void fillTheCatalog() {
        Spender.assistant(BRIEF, 94, SERVER);
        ApiClient.signIn(SERVER.address(), "admin", "admins")
                .post(
                        "/catalog/assistants",
                        "{\"id\":\"learned\",\"name\":\"L\",\"model_id\":\"brief\",\"knowledge_base_id\":\"kb-local\"}")
                .as(201);
    }

    @AfterEach
    void fair() {
        STORE.follow(Plan.FAIR);
        MODEL.follow(Plan.FAIR);
    }

    @AfterAll
    static void close() {
        SERVER.close();
        MODEL.close();
        STORE.close();
        TABLE.close();
        BEDROCK.close();
        DYNAMODB.close();
    }

    @Test
    void whileTurnsRunTheMostThatTheyMayUseIsSetAsideAndThenOnlyWhatTheyUsed() {
        List<String> sessions =
                Stream.generate(() -> user.session(BRIEF)).limit(TURNS).toList();
        CountDownLatch settled = new CountDownLatch(TURNS);
        Hold hold = new Hold(settled);
        MODEL.follow(hold);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Answer>> turns = sessions.stream()
                    .map(session -> CompletableFuture.supplyAsync(
                            () -> {
                                Answer answer = user.chat(session, SAID);
                                settled.countDown();
                                return answer;
                            },
                            threads))
                    .toList();
            hold.awaitArrivals();
            assertThat(counted()).contains(ROOM * SET_ASIDE);
            hold.release();

            assertThat(turns.stream().map(CompletableFuture::join).map(Answer::status))
                    .containsOnly(200, 429)
                    .filteredOn(status -> status == 200)
                    .hasSize(ROOM);
        }
        assertThat(MODEL.calls()).hasSize(ROOM);
        assertThat(counted()).contains(Spender.reported(sessions, TABLE)).contains(ROOM * USED);
        user.chat(user.session(BRIEF), SAID).as(200);
    }

    @ParameterizedTest
    @CsvSource({"!error 500, 0", "!error 400, 0", "!throttle, 0", "!empty, 2"})
    void aModelThatFailsCostsWhatItSaysAndAnErrorNothing(String said, long tokens) {
        user.chat(user.session(BRIEF), said).as(500);

        assertThat(counted()).contains(tokens);
    }

    @ParameterizedTest
    @EnumSource(names = {"REPLY_LOST", "RESET", "RESET_AFTERWARDS", "CUT_OFF"})
    void aModelThatMayHaveBeenBilledLeavesWhatWasSetAside(KnownFault fault) {
        MODEL.follow(Plan.once(new OutboundCall("Converse", 1, 1), fault));

        user.chat(user.session(BRIEF), SAID).as(500);

        assertThat(counted()).contains(SET_ASIDE);
    }

    @Test
    void aTurnThatFailsBeforeTheModelIsAskedCostsNothing() {
        MODEL.follow(call -> call.operation().equals("Retrieve") ? KnownFault.FAILED : Fault.NONE);

        user.chat(user.session(LEARNED), SAID).as(500);

        assertThat(counted()).contains(0L);
    }

    @Test
    void anAnswerThatIsDroppedCostsWhatItUsed() {
        List<Consumer<String>> ends = List.of(
                session -> user.api().post("/sessions/" + session + "/end", "").as(200),
                session -> user.api().delete("/sessions/delete/" + session).as(200));
        for (Consumer<String> end : ends) {
            String session = user.session(BRIEF);
            Hold hold = new Hold(new CountDownLatch(1));
            MODEL.follow(hold);
            CompletableFuture<Answer> turn = CompletableFuture.supplyAsync(() -> user.chat(session, SAID));
            hold.awaitArrivals();
            end.accept(session);
            hold.release();
            turn.join().as(404);
        }

        assertThat(counted()).contains(2 * USED);
    }

    @Test
    void aRequestToTheTableThatIsRepeatedCountsOnce() {
        Trials trials = Trials.of("a token is counted once, whatever fails");
        List<Tried> all = trials.some(Tried.all());
        int answered = 0;
        try (LocalServer hurried = LocalServer.start(OPTIONS, HURRIED)) {
            for (Tried tried : all) {
                answered += counts(tried, hurried) ? 1 : 0;
            }
        }
        trials.tell("%d faults of transactions, %d turns answered all the same; each count exact, or what was set aside"
                .formatted(all.size(), answered));
    }

    /// Whether the turn was answered. If not, nobody may know whether a transaction happened, and what it took.
    private static boolean counts(Tried tried, LocalServer hurried) {
        String name = "user-" + UUID.randomUUID();
        String session = Spender.named(name, SERVER).session(BRIEF);
        Spender somebody = Spender.named(name, hurried);
        int before = BEDROCK.calls(1_000).size();
        STORE.follow(tried.plan());
        Answer answer = somebody.chat(session, SAID, Optional.of("key"));
        STORE.follow(Plan.FAIR);
        boolean asked = BEDROCK.calls(1_000).size() > before;

        boolean answered = answer.status() == 200;
        List<Long> possible = List.of(asked ? USED : 0, SET_ASIDE);
        assertThat(answered || answer.status() == 500)
                .as("%s: %s", tried, answer)
                .isTrue();
        assertThat(somebody.counted(TODAY, TABLE).orElse(0L)).as("%s", tried).isIn(answered ? List.of(USED) : possible);
        return answered;
    }

    private Optional<Long> counted() {
        return user.counted(TODAY, TABLE);
    }

    /// A transaction of a turn that fails: once, or from then on each time.
    private record Tried(KnownFault fault, OutboundCall call, boolean lasting) {
        static List<Tried> all() {
            List<Tried> all = new ArrayList<>();
            for (KnownFault fault : KnownFault.values()) {
                for (int transaction = 1; transaction <= 2 && fault.concerns(TRANSACTION); transaction++) {
                    OutboundCall call = new OutboundCall(TRANSACTION, transaction, 1);
                    all.add(new Tried(fault, call, false));
                    // One that comes late each time takes as long as a request has.
                    if (!fault.name().startsWith("LATE")) {
                        all.add(new Tried(fault, call, true));
                    }
                }
            }
            return all;
        }

        Plan plan() {
            return lasting ? Plan.lasting(call, fault) : Plan.once(call, fault);
        }
    }

    /// Holds every call of the model until it is released.
    ///
    /// @param arrivals is counted down by each
    private record Hold(CountDownLatch arrivals, CountDownLatch open) implements Plan {
        Hold(CountDownLatch arrivals) {
            this(arrivals, new CountDownLatch(1));
        }

        @Override
        public Fault of(OutboundCall call) {
            return exchange -> {
                arrivals.countDown();
                await(open);
                Fault.NONE.befall(exchange);
            };
        }

        void awaitArrivals() {
            await(arrivals);
        }

        void release() {
            open.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
