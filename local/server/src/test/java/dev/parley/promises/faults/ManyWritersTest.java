package dev.parley.promises.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.standins.Trials;
import dev.parley.standins.faults.KnownFault;
import dev.parley.standins.faults.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// 64 writers at once, through a network that loses one reply in twenty and finds one call in twenty in conflict.
/// Every acknowledged message is there exactly once, one of which nothing was heard once at most, without a gap;
/// and every read of the session is the beginning of each later one.
class ManyWritersTest {
    private static final Trials TRIALS = Trials.of("many writers");
    private static final int WRITERS = 64;
    private static final int APPENDS = 20_000;
    private static final double SHARE = 0.05;
    private static final List<String> WRITES = List.of("TransactWriteItems", "UpdateItem");
    private static final List<String> CALLS = List.of("TransactWriteItems", "UpdateItem", "Query", "GetItem");
    private static final int PAGE = 100;

    private static final Lane LANE = Lane.inMemory();

    @AfterAll
    static void close() {
        LANE.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, WRITERS})
    void nothingIsLostDoubledOrOutOfOrder(int sessions) {
        ApiClient user = ApiClient.signIn(LANE.patient().address(), "user-" + UUID.randomUUID());
        List<Writing> writings = IntStream.range(0, sessions)
                .mapToObj(_ -> new Writing(user, begin(user)))
                .toList();
        int each = TRIALS.count(APPENDS) / 2 / WRITERS + 1;
        LANE.follow(Plan.share(SHARE, TRIALS.seed(), CALLS, KnownFault.REPLY_LOST)
                .or(Plan.share(SHARE, TRIALS.seed(), WRITES, KnownFault.CONFLICT)));

        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> reader =
                CompletableFuture.supplyAsync(() -> writings.getFirst().readUntil(over), Thread::startVirtualThread);
        IntStream.range(0, WRITERS)
                .mapToObj(writer -> CompletableFuture.runAsync(
                        () -> writings.get(writer % sessions).write(writer, each), Thread::startVirtualThread))
                .toList()
                .forEach(CompletableFuture::join);
        over.set(true);
        int reads = reader.join();
        long tries = LANE.calls().size();
        LANE.settle();

        writings.forEach(Writing::check);
        assertThat(LANE.violations()).isEmpty();
        TRIALS.tell(WRITERS + " writers on " + sessions + " sessions: " + WRITERS * each + " appends, "
                + writings.stream().mapToInt(writing -> writing.unknown.get()).sum() + " of them unheard of, " + tries
                + " calls; " + reads + " reads, each the beginning of the next");
    }

    private static String begin(ApiClient user) {
        return user.post("/sessions", "{\"chatbotId\":\"support\",\"clientId\":\"client-1\"}")
                .as(201)
                .at("/data/id")
                .asText();
    }

    /// What is written into one session.
    private static final class Writing {
        private final ApiClient user;
        private final String session;
        private final Map<String, Integer> heard = new ConcurrentHashMap<>();
        private final AtomicInteger unknown = new AtomicInteger();

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
            }
        }

        /// How many reads of the whole history it took until writing was over.
        int readUntil(AtomicBoolean over) {
            int reads = 0;
            List<String> before = List.of();
            while (!over.get()) {
                List<String> now = read();
                assertThat(now.subList(0, before.size())).isEqualTo(before);
                before = now;
                reads++;
            }
            return reads;
        }

        /// Page by page, from the start.
        private List<String> read() {
            List<String> all = new ArrayList<>();
            for (int page = PAGE; page == PAGE; ) {
                Answer answer = user.get("/sessions/history/" + session + "?limit=" + PAGE + "&skip=" + all.size());
                page = answer.status() == 200 ? add(answer.body().path("data"), all) : PAGE;
            }
            return all;
        }

        private static int add(JsonNode messages, List<String> all) {
            messages.forEach(message -> all.add(message.path("content").asText()));
            return messages.size();
        }

        void check() {
            Map<String, Long> stored =
                    read().stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            heard.forEach((text, status) -> {
                long times = stored.getOrDefault(text, 0L);
                assertThat(times).as("%s, answered %s", text, status).isBetween(status == 200 ? 1L : 0L, 1L);
            });
            assertThat(stored.keySet()).isSubsetOf(heard.keySet());
            List<String> order = read();
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
