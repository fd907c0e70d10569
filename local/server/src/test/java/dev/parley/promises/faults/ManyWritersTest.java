package dev.parley.promises.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.promises.TableAudit;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Trials;
import dev.parley.standins.faults.FaultProxy;
import dev.parley.standins.faults.KnownFault;
import dev.parley.standins.faults.Plan;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// 64 writers at once, through a network that loses one reply in twenty and finds one call in twenty in conflict.
/// Every acknowledged message is there exactly once, one of which nothing was heard once at most, without a gap;
/// and every read of the session is the beginning of each later one. Time is real here: what cannot be stored in
/// ten seconds is refused: that is rare, except where all write into one session on a machine that is too slow for
/// them.
class ManyWritersTest {
    private static final Trials TRIALS = Trials.ofCostly("many writers");
    private static final int WRITERS = 64;
    private static final int APPENDS = 20_000;
    private static final double SHARE = 0.05;
    private static final List<String> WRITES = List.of("TransactWriteItems", "UpdateItem");
    private static final List<String> CALLS = List.of("TransactWriteItems", "UpdateItem", "Query", "GetItem");
    private static final int READERS = 4;
    private static final int READS = 32;
    private static final int PAGE = 100;
    /// How often in succession a page may be asked for in vain; the SDK has asked for it several times each.
    private static final int MOST_TRIES = 5;

    private static final LocalDynamoDb DYNAMO_DB = LocalDynamoDb.inMemory();
    private static final FaultProxy NETWORK = FaultProxy.before(DYNAMO_DB.endpoint(), Duration.ZERO);
    private static final Clock CLOCK = Clock.systemUTC();
    private static final LocalServer SERVER = LocalServer.start(
            new Options(Map.of(
                    "PARLEY_PORT",
                    "0",
                    "PARLEY_DYNAMODB_ENDPOINT",
                    NETWORK.endpoint().toString())),
            CLOCK);

    @AfterAll
    static void close() {
        SERVER.close();
        NETWORK.close();
        DYNAMO_DB.close();
    }

    @ParameterizedTest
    @CsvSource({"64, 0.8, 0.1", "1, 0.2, 0.5"})
    void nothingIsLostDoubledOrOutOfOrder(int sessions, double share, double mayFail) {
        ApiClient user = ApiClient.signIn(SERVER.address(), "user-" + UUID.randomUUID());
        List<Writing> writings = IntStream.range(0, sessions)
                .mapToObj(_ -> new Writing(user, begin(user)))
                .toList();
        int each = (int) (TRIALS.count(APPENDS) * share / WRITERS) + 1;
        NETWORK.follow(Plan.share(SHARE, TRIALS.seed(), CALLS, KnownFault.REPLY_LOST)
                .or(Plan.share(SHARE, TRIALS.seed(), WRITES, KnownFault.CONFLICT)));

        // A reader that never paused would take the machine from the writers.
        int pause = Math.max(1, WRITERS * each / sessions / READS);
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Reading>> readers = writings.stream()
                .limit(READERS)
                .map(writing ->
                        CompletableFuture.supplyAsync(() -> writing.readUntil(over, pause), Thread::startVirtualThread))
                .toList();
        IntStream.range(0, WRITERS)
                .mapToObj(writer -> CompletableFuture.runAsync(
                        () -> writings.get(writer % sessions).write(writer, each), Thread::startVirtualThread))
                .toList()
                .forEach(CompletableFuture::join);
        over.set(true);
        writings.forEach(writing -> writing.tried.release(pause));
        List<Reading> readings = readers.stream().map(CompletableFuture::join).toList();
        long tries = NETWORK.calls().size();
        NETWORK.follow(Plan.FAIR);
        NETWORK.settle();

        writings.forEach(Writing::check);
        int unknown =
                writings.stream().mapToInt(writing -> writing.unknown.get()).sum();
        assertThat(unknown).as("appends that failed").isLessThan((int) (mayFail * WRITERS * each));
        assertThat(readings).allSatisfy(Reading::check);
        SERVER.drainStream();
        assertThat(TableAudit.violations(DYNAMO_DB.client(), CLOCK.instant())).isEmpty();
        TRIALS.tell(WRITERS + " writers on " + sessions + " sessions: " + WRITERS * each + " appends, " + unknown
                + " of them unheard of, " + tries + " calls; meanwhile "
                + readings.size() + " readers, each read the beginning of the next: " + readings);
    }

    private static String begin(ApiClient user) {
        return user.post("/sessions", "{\"chatbotId\":\"support\",\"clientId\":\"client-1\"}")
                .as(201)
                .at("/data/id")
                .asText();
    }

    /// What a reader did while others wrote.
    ///
    /// @param longer how many of the reads found more than the one before
    private record Reading(int reads, int longer) {
        void check() {
            assertThat(reads).isGreaterThan(1);
            assertThat(longer).isPositive();
        }

        @Override
        public String toString() {
            return reads + " reads, " + longer + " of them longer";
        }
    }

    /// What is written into one session.
    private static final class Writing {
        private final ApiClient user;
        private final String session;
        private final Map<String, Integer> heard = new ConcurrentHashMap<>();
        private final AtomicInteger unknown = new AtomicInteger();
        private final Semaphore tried = new Semaphore(0);

        Writing(ApiClient user, String session) {
            this.user = user;
            this.session = session;
        }

        void write(int writer, int messages) {
            for (int i = 1; i <= messages; i++) {
                String text = "writer " + writer + ", message " + i;
                Answer answer = user.post(
                        "/sessions/history/update/" + session, "{\"role\":\"user\",\"content\":\"" + text + "\"}");
                assertThat(answer.status()).as(answer.shown()).isIn(200, 500);
                heard.put(text, answer.status());
                if (answer.status() == 500) {
                    unknown.incrementAndGet();
                }
                tried.release();
            }
        }

        /// Reads the whole history each time that so many appends more were tried, until writing is over.
        Reading readUntil(AtomicBoolean over, int pause) {
            int reads = 0;
            int longer = 0;
            List<String> before = List.of();
            for (tried.acquireUninterruptibly(pause); !over.get(); tried.acquireUninterruptibly(pause)) {
                List<String> now = read();
                continues(before, now);
                longer += now.size() > before.size() ? 1 : 0;
                before = now;
                reads++;
            }
            continues(before, read());
            return new Reading(reads, longer);
        }

        private static void continues(List<String> before, List<String> now) {
            assertThat(now).hasSizeGreaterThanOrEqualTo(before.size());
            assertThat(now.subList(0, before.size())).isEqualTo(before);
        }

        /// Page by page, from the start.
        private List<String> read() {
            List<String> all = new ArrayList<>();
            for (int page = PAGE; page == PAGE; ) {
                page = add(page(all.size()), all);
            }
            return all;
        }

        private JsonNode page(int skip) {
            String path = "/sessions/history/" + session + "?limit=" + PAGE + "&skip=" + skip;
            Answer answer = user.get(path);
            for (int tries = 1; answer.status() == 500 && tries < MOST_TRIES; tries++) {
                answer = user.get(path);
            }
            return answer.as(200).path("data");
        }

        private static int add(JsonNode messages, List<String> all) {
            messages.forEach(message -> all.add(message.path("content").asText()));
            return messages.size();
        }

        void check() {
            List<String> order = read();
            Map<String, Long> stored =
                    order.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            heard.forEach((text, status) -> {
                long times = stored.getOrDefault(text, 0L);
                assertThat(times).as("%s, answered %s", text, status).isBetween(status == 200 ? 1L : 0L, 1L);
            });
            assertThat(stored.keySet()).isSubsetOf(heard.keySet());
            heard.keySet().stream()
                    .map(text -> text.substring(0, text.indexOf(',')))
                    .distinct()
                    .forEach(writer -> assertThat(order.stream()
                                    .filter(text -> text.startsWith(writer + ","))
                                    .toList())
                            .as("each writer's own order")
                            .isSortedAccordingTo(Comparator.comparingInt(
                                    text -> Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1)))));
            assertThat(Collections.frequency(heard.values(), 200)).isPositive();
        }
    }
}
