package dev.parley.promises.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.promises.Operation;
import dev.parley.promises.Subject;
import dev.parley.server.ApiClient;
import dev.parley.server.JavaProcess;
import dev.parley.standins.Trials;
import dev.parley.standins.faults.OutboundCall;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server's JVM is halted just before and just after each call that a writing operation makes to AWS, its
/// DynamoDB a process of its own with its data on disk. What is stored agrees with itself, and the same request
/// sent again to another server ends where one undisturbed request does, at the latest when one lease is over.
class CrashTest {
    private static final Trials TRIALS = Trials.ofCostly("crash");
    private static final int KILLS = 100;
    private static final int CHATTERS = 6;
    private static final int MOST_ACKNOWLEDGED = 120;

    @TempDir
    private static Path folder;

    private static JavaProcess database;
    private static Lane lane;

    private record Case(OutboundCall call, Victim.Moment moment) {}

    @BeforeAll
    static void start() {
        database = DynamoDbOnDisk.start(folder);
        lane = new Lane(database.address(), database::close);
    }

    @AfterAll
    static void close() {
        lane.close();
    }

    @Test
    void aServerThatIsHaltedAtAnyCallLosesNothingAndLeavesNothingHalf() {
        Map<Undisturbed, List<Case>> chosen = TRIALS.some(cases()).stream()
                .collect(Collectors.groupingBy(Planned::fair, Collectors.mapping(Planned::at, Collectors.toList())));
        CompletableFuture<Victim> next = Victim.starting(lane);
        int halted = 0;
        int turnsKept = 0;
        for (Map.Entry<Undisturbed, List<Case>> operation : chosen.entrySet()) {
            List<Disturbed> requests = new ArrayList<>();
            lane.clock().set(Instant.now());
            for (Case at : operation.getValue()) {
                try (Victim victim = next.join()) {
                    next = Victim.starting(lane);
                    requests.add(halted(victim, operation.getKey(), at));
                }
            }
            lane.clock().set(Instant.now());
            turnsKept += new Aftermath(lane, operation.getKey()).check(requests);
            halted += requests.size();
        }
        next.join().close();
        TRIALS.tell(halted + " halts, before and after each call, in " + chosen.size() + " operations, " + turnsKept
                + " turns left to their lease: all sound, all converged");
    }

    @Test
    void aServerThatIsKilledUnderLoadHasKeptWhatItAcknowledged() {
        RandomGenerator random = TRIALS.random();
        int kills = TRIALS.count(KILLS);
        int acknowledged = 0;
        int sessions = 0;
        CompletableFuture<Victim> next = Victim.starting(lane);
        for (int kill = 0; kill < kills; kill++) {
            List<Chatter> chatters = Stream.generate(() -> new Chatter(new Random(random.nextLong())))
                    .limit(CHATTERS)
                    .toList();
            try (Victim victim = next.join()) {
                next = Victim.starting(lane);
                talkUntilKilled(victim, chatters, random.nextInt(1, MOST_ACKNOWLEDGED));
            }
            lane.clock().set(Instant.now().plus(Lane.LEASE));
            chatters.forEach(
                    chatter -> chatter.check(chatter.signIn(lane.patient().address())));
            acknowledged += chatters.stream().mapToInt(Chatter::acknowledged).sum();
            sessions += chatters.stream().mapToInt(Chatter::sessions).sum();
        }
        next.join().close();

        assertThat(lane.violations()).isEmpty();
        TRIALS.tell(kills + " kills under load: all of " + acknowledged + " acknowledged writes kept, all of "
                + sessions + " sessions usable after one lease");
    }

    private record SignedIn(Chatter chatter, ApiClient client) {}

    private static void talkUntilKilled(Victim victim, List<Chatter> chatters, int killedAfter) {
        AtomicInteger heard = new AtomicInteger();
        // All of them sign in before one talks: the first acknowledgement may already be the last.
        List<SignedIn> users = chatters.stream()
                .map(chatter ->
                        new SignedIn(chatter, chatter.signIn(victim.server().address())))
                .toList();
        List<CompletableFuture<Void>> talks = users.stream()
                .map(user -> {
                    Runnable talk = () -> user.chatter().talk(user.client(), () -> {
                        if (heard.incrementAndGet() == killedAfter) {
                            victim.server().kill();
                        }
                    });
                    return CompletableFuture.runAsync(talk, Thread::startVirtualThread);
                })
                .toList();
        talks.forEach(CompletableFuture::join);
        victim.settle();
    }

    private record Planned(Undisturbed fair, Case at) {}

    private static List<Planned> cases() {
        List<Planned> all = new ArrayList<>();
        for (Operation operation : Operation.all()) {
            if (operation.writes()) {
                Undisturbed fair = Undisturbed.of(operation, lane);
                for (OutboundCall call : fair.calls()) {
                    for (Victim.Moment moment : Victim.Moment.values()) {
                        all.add(new Planned(fair, new Case(call, moment)));
                    }
                }
            }
        }
        return all;
    }

    private static Disturbed halted(Victim victim, Undisturbed fair, Case at) {
        Subject subject = Subject.of(fair.operation());
        ApiClient user = lane.prepared(subject);
        ApiClient sender = subject.signIn(victim.server().address());
        victim.diesAt(at.call(), at.moment());
        assertThatThrownBy(() -> subject.send(sender)).as("%s", at).isInstanceOf(UncheckedIOException.class);
        victim.settle();
        return new Disturbed(at.toString(), subject, user, false, true);
    }
}
