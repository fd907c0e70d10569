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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every call that a sweep makes meets every fault, once and lastingly. What passes is not noticed; what lasts is
/// too busy, and the same record, which Lambda sends again, ends where one undisturbed sweep does.
class SweeperFaultsTest {
    private static final Trials TRIALS = Trials.of("sweeper: every call meets every fault");
    private static final Duration TRY = Duration.ofMillis(300);
    private static final Duration TOO_LATE = Duration.ofMillis(600);
    /// A batch and a bit.
    private static final int MESSAGES = 30;

    private static final HandClock CLOCK = new HandClock();
    private static final SweptTable TABLE = SweptTable.fresh();
    private static final FaultProxy NETWORK =
            FaultProxy.before(LocalDynamoDb.shared().endpoint(), TOO_LATE);
    private static final SessionSweeper PASSING = sweeper();
    /// Faults that last use up what its SDK client has of tries in store.
    private static final SessionSweeper LASTING = sweeper();

    private static int cases;

    /// @param lasting whether every later call of the operation and every try meets it too
    private record Case(OutboundCall call, KnownFault fault, boolean lasting) {}

    /// How a session came to leave something behind.
    enum Removal {
        DELETED,
        EXPIRED;

        /// A session without its header, as the table's stream finds it.
        Session happen() {
            Session session = TABLE.session(MESSAGES);
            switch (this) {
                case DELETED -> TABLE.store().delete(session);
                case EXPIRED -> TABLE.removeHeader(session);
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

    @AfterAll
    static void close() {
        TRIALS.tell(cases + " combinations of a sweep's calls with " + KnownFault.values().length
                + " faults, once and lastingly: all swept and counted out once");
        NETWORK.close();
    }

    @ParameterizedTest
    @EnumSource
    void whateverFailsTheSameRecordAgainSweepsUp(Removal removal) {
        for (Case tried : TRIALS.some(cases(removal))) {
            if (tried.lasting()) {
                lasts(removal, tried);
            } else {
                passes(removal, tried);
            }
            cases++;
        }
    }

    private static List<Case> cases(Removal removal) {
        List<Case> all = new ArrayList<>();
        for (OutboundCall call : calls(removal)) {
            for (KnownFault fault : KnownFault.values()) {
                if (fault.concerns(call.operation())) {
                    all.add(new Case(call, fault, false));
                    all.add(new Case(call, fault, true));
                }
            }
        }
        return all;
    }

    private static List<OutboundCall> calls(Removal removal) {
        Session session = removal.happen();
        NETWORK.follow(Plan.FAIR);
        PASSING.sweep(removal.record(session));
        checkSwept(removal, session, "undisturbed");
        return NETWORK.calls();
    }

    private static void passes(Removal removal, Case tried) {
        Session session = removal.happen();
        NETWORK.follow(Plan.once(tried.call(), tried.fault()));
        PASSING.sweep(removal.record(session));
        NETWORK.settle();
        checkSwept(removal, session, tried.toString());
    }

    private static void lasts(Removal removal, Case tried) {
        Session session = removal.happen();
        DynamodbStreamRecord record = removal.record(session);
        NETWORK.follow(Plan.lasting(tried.call(), tried.fault()));
        try {
            LASTING.sweep(record);
        } catch (Refusal.TooBusy _) {
            // As it may be: the record comes again.
        }
        NETWORK.follow(Plan.FAIR);
        NETWORK.settle();
        LASTING.sweep(record);
        checkSwept(removal, session, tried.toString());
    }

    private static void checkSwept(Removal removal, Session session, String how) {
        assertThat(TABLE.sorts(session)).as(how).isEqualTo(removal.left());
        assertThat(TABLE.counts()).as(how).isEqualTo("0 of 0");
    }

    private static SessionSweeper sweeper() {
        // Patience for three tries: each takes the SDK's own for a throttle, which it waits long for.
        Patience patience = new Patience(CLOCK, Duration.ofSeconds(10), _ -> CLOCK.moveOn(Duration.ofSeconds(5)));
        Map<String, String> settings = Map.of(
                "PARLEY_TABLE", TABLE.name(),
                "PARLEY_DYNAMODB_ENDPOINT", NETWORK.endpoint().toString());
        return new Backend(settings, new Tempo(Pace.of(CLOCK), patience, TRY, Duration.ofSeconds(2))).sweeper();
    }
}
