package dev.parley.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import dev.parley.Backend;
import dev.parley.Tempo;
import dev.parley.chat.Pace;
import dev.parley.chat.Refusal;
import dev.parley.chat.Session;
import dev.parley.standins.HandClock;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Trials;
import dev.parley.standins.faults.FaultProxy;
import dev.parley.standins.faults.KnownFault;
import dev.parley.standins.faults.OutboundCall;
import dev.parley.standins.faults.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every call that a sweep makes meets every fault, once and lastingly. What passes is not noticed; what lasts is
/// too busy, and the same record, which Lambda sends again, ends where one undisturbed sweep does.
class SweeperFaultsTest {
    private static final Trials TRIALS = Trials.of("sweeper: every call meets every fault");
    private static final Duration TRY = Duration.ofMillis(300);
    private static final Duration TOO_LATE = Duration.ofMillis(600);
    /// A batch and a bit.
    private static final int MESSAGES = 30;

    /// @param lasting whether every later call of the operation and every try meets it too
    private record Case(OutboundCall call, KnownFault fault, boolean lasting) {}

    /// How a session came to leave something behind.
    enum Removal {
        DELETED,
        EXPIRED;

        /// A session without its header, as the table's stream finds it.
        Session happen(SweptTable table) {
            Session session = table.session(MESSAGES);
            switch (this) {
                case DELETED -> table.store().delete(session);
                case EXPIRED -> table.removeHeader(session);
            }
            return session;
        }

        DynamodbStreamRecord record(Session session) {
            return switch (this) {
                case DELETED -> Removals.deleted(session);
                case EXPIRED -> Removals.expired(session);
            };
        }

        /// What a sweep leaves.
        List<String> left() {
            return switch (this) {
                case DELETED -> List.of();
                case EXPIRED -> List.of("SWEPT");
            };
        }
    }

    /// The cases wait more than they work, and those of one removal do not concern the other's.
    @Test
    void whateverFailsTheSameRecordAgainSweepsUp() {
        List<CompletableFuture<Integer>> lanes = Stream.of(Removal.values())
                .map(removal -> CompletableFuture.supplyAsync(() -> {
                    try (Lane lane = Lane.of(removal)) {
                        return lane.tried();
                    }
                }))
                .toList();
        int cases = lanes.stream().mapToInt(CompletableFuture::join).sum();

        TRIALS.tell(cases + " combinations of a sweep's calls with " + KnownFault.values().length
                + " faults, once and lastingly: all swept and counted out once");
    }

    /// Where one kind of removal is swept up after.
    ///
    /// @param lasting sweeps where faults last, which use up what its SDK client has of tries in store
    private record Lane(
            Removal removal, SweptTable table, FaultProxy network, SessionSweeper passing, SessionSweeper lasting)
            implements AutoCloseable {

        static Lane of(Removal removal) {
            SweptTable table = SweptTable.fresh();
            FaultProxy network = FaultProxy.before(LocalDynamoDb.shared().endpoint(), TOO_LATE);
            return new Lane(removal, table, network, sweeper(table, network), sweeper(table, network));
        }

        /// How many cases were tried.
        int tried() {
            List<Case> cases = TRIALS.some(cases());
            for (Case tried : cases) {
                if (tried.lasting()) {
                    lasts(tried);
                } else {
                    passes(tried);
                }
            }
            return cases.size();
        }

        private List<Case> cases() {
            List<Case> all = new ArrayList<>();
            for (OutboundCall call : calls()) {
                for (KnownFault fault : KnownFault.values()) {
                    if (fault.concerns(call.operation())) {
                        all.add(new Case(call, fault, false));
                        all.add(new Case(call, fault, true));
                    }
                }
            }
            return all;
        }

        private List<OutboundCall> calls() {
            Session session = removal.happen(table);
            network.follow(Plan.FAIR);
            passing.sweep(removal.record(session));
            checkSwept(session, "undisturbed");
            return network.calls();
        }

        private void passes(Case tried) {
            Session session = removal.happen(table);
            network.follow(Plan.once(tried.call(), tried.fault()));
            passing.sweep(removal.record(session));
            network.settle();
            checkSwept(session, tried.toString());
        }

        private void lasts(Case tried) {
            Session session = removal.happen(table);
            DynamodbStreamRecord record = removal.record(session);
            network.follow(Plan.lasting(tried.call(), tried.fault()));
            try {
                lasting.sweep(record);
            } catch (Refusal.TooBusy _) {
                // As it may be: the record comes again.
            }
            network.follow(Plan.FAIR);
            network.settle();
            lasting.sweep(record);
            checkSwept(session, tried.toString());
        }

        private void checkSwept(Session session, String how) {
            assertThat(table.sorts(session)).as(removal + ", " + how).isEqualTo(removal.left());
            assertThat(table.counts()).as(removal + ", " + how).isEqualTo("0 of 0");
        }

        @Override
        public void close() {
            network.close();
        }
    }

    private static SessionSweeper sweeper(SweptTable table, FaultProxy network) {
        HandClock clock = new HandClock();
        // Patience for three tries: each takes the SDK's own for a throttle, which it waits long for.
        Patience patience = new Patience(clock, Duration.ofSeconds(10), _ -> clock.moveOn(Duration.ofSeconds(5)));
        Map<String, String> settings = Map.of(
                "PARLEY_TABLE", table.name(),
                "PARLEY_DYNAMODB_ENDPOINT", network.endpoint().toString());
        return new Backend(settings, new Tempo(Pace.of(clock), patience, TRY, Duration.ofSeconds(2))).sweeper();
    }
}
