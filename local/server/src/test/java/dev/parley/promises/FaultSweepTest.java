package dev.parley.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.UserId;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.standins.Trials;
import dev.parley.standins.faults.KnownFault;
import dev.parley.standins.faults.OutboundCall;
import dev.parley.standins.faults.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every call to AWS that any operation makes meets every fault, once and lastingly. The answer is the
/// operation's own
/// or a 500 in the group's envelope; what is stored agrees with itself; and a retry, with the same key where one is
/// honoured, brings about what one undisturbed request does, and asks the model no more often than needed.
class FaultSweepTest {
    private static final Trials TRIALS = Trials.of("faults: every call meets every fault");
    /// A fault is mostly waiting, so a few go on at once.
    private static final List<Lane> LANES = Stream.generate(Lane::new).limit(3).toList();

    private static final String MODEL = "Converse";
    private static final Set<String> CALLS = new TreeSet<>();
    private static int cases;
    private static int healed;

    /// @param lasting whether every later call of the operation and every try meets it too
    private record Case(OutboundCall call, KnownFault fault, boolean lasting) {
        Plan plan() {
            return lasting ? Plan.lasting(call, fault) : Plan.once(call, fault);
        }
    }

    /// A request that nothing disturbed: its calls, its answer's status, and what is stored after it.
    private record Undisturbed(List<OutboundCall> calls, int status, List<String> picture) {}

    /// What a request in a case was answered.
    private record Outcome(Case tried, Subject subject, ApiClient user, int status) {
        @Override
        public String toString() {
            return tried + " of " + user.sub() + ", answered " + status;
        }
    }

    @AfterAll
    static void close() {
        TRIALS.tell(cases + " combinations of " + CALLS.size() + " calls of "
                + Operation.all().size()
                + " operations with " + KnownFault.values().length + " faults, once and lastingly: " + healed
                + " answered as if nothing had happened, the others 500; all sound, all converged");
        LANES.forEach(Lane::close);
    }

    static List<Operation> operations() {
        return Operation.all();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whateverFailsItIsAnsweredInTheEnvelopeAndARetryConverges(Operation operation) {
        Undisturbed fair = undisturbed(LANES.getFirst(), operation);
        List<Case> chosen = TRIALS.some(cases(operation, fair));

        List<Outcome> outcomes = IntStream.range(0, LANES.size())
                .mapToObj(lane -> CompletableFuture.supplyAsync(
                        () -> new Sweep(LANES.get(lane), operation, fair).of(every(LANES.size(), lane, chosen)),
                        Thread::startVirtualThread))
                .toList()
                .stream()
                .flatMap(part -> part.join().stream())
                .toList();

        cases += outcomes.size();
        healed += (int) outcomes.stream()
                .filter(outcome -> outcome.status() == fair.status())
                .count();
    }

    private static List<Case> every(int step, int first, List<Case> all) {
        return IntStream.range(0, all.size())
                .filter(i -> i % step == first)
                .mapToObj(all::get)
                .toList();
    }

    private static Undisturbed undisturbed(Lane lane, Operation operation) {
        Subject subject = Subject.of(operation);
        ApiClient user = prepared(lane, subject);
        lane.follow(Plan.FAIR);
        Answer answer = subject.send(user);
        List<OutboundCall> calls = lane.calls();
        assertThat(answer.status()).as(answer.shown()).isBetween(200, 299);
        lane.patient().drainStream();
        return new Undisturbed(calls, answer.status(), lane.picture().of(new UserId(user.sub()), subject.entry()));
    }

    private static List<Case> cases(Operation operation, Undisturbed fair) {
        List<Case> all = new ArrayList<>();
        for (OutboundCall call : fair.calls()) {
            CALLS.add(operation + " " + call);
            for (KnownFault fault : KnownFault.values()) {
                if (fault.concerns(call.operation())) {
                    all.add(new Case(call, fault, false));
                    all.add(new Case(call, fault, true));
                }
            }
        }
        return all;
    }

    private static ApiClient prepared(Lane lane, Subject subject) {
        ApiClient user = subject.signIn(lane.patient().address());
        subject.prepare(user);
        return user;
    }

    /// Cases of one operation on one lane.
    private record Sweep(Lane lane, Operation operation, Undisturbed fair) {
        List<Outcome> of(List<Case> chosen) {
            List<Outcome> outcomes = chosen.stream().map(this::disturbed).toList();
            assertThat(lane.violations()).as("%s", outcomes).isEmpty();

            outcomes.forEach(this::retry);

            assertThat(lane.violations()).as("%s", outcomes).isEmpty();
            Picture picture = lane.picture();
            for (Outcome outcome : outcomes) {
                UserId user = new UserId(outcome.user().sub());
                assertThat(picture.of(user, outcome.subject().entry()))
                        .as("%s", outcome)
                        .isEqualTo(fair.picture());
            }
            return outcomes;
        }

        private Outcome disturbed(Case tried) {
            Subject subject = Subject.of(operation);
            ApiClient user = prepared(lane, subject);
            ApiClient hurried = subject.signIn(lane.hurried().address());
            lane.follow(tried.plan());
            Answer answer = subject.send(hurried);
            int asked = asked();
            lane.settle();
            Outcome outcome = new Outcome(tried, subject, user, answer.status());
            assertThat(answer.status()).as("%s: %s", outcome, answer.shown()).isIn(fair.status(), 500);
            if (answer.status() == 500) {
                operation.group().reason(answer);
            }
            assertThat(asked)
                    .as("%s: how often the model was asked", outcome)
                    .isLessThanOrEqualTo(tried.fault() == KnownFault.THROTTLED ? 2 : 1);
            return outcome;
        }

        private void retry(Outcome outcome) {
            lane.follow(Plan.FAIR);
            Answer again = outcome.subject().send(outcome.user());
            if (again.status() == 409) {
                // The turn was never given back; its lease frees the session.
                lane.clock().moveOn(Lane.LEASE);
                again = outcome.subject().send(outcome.user());
            }
            boolean gone = operation.isOnceOnly() && again.status() == 404;
            assertThat(gone ? fair.status() : again.status())
                    .as("%s, then %s", outcome, again.shown())
                    .isEqualTo(fair.status());
            assertThat(asked())
                    .as("%s: how often the model was asked again", outcome)
                    .isLessThanOrEqualTo(outcome.status() == 500 ? 1 : 0);
        }

        /// How often the model was asked since the plan was made.
        private int asked() {
            return (int) lane.calls().stream()
                    .filter(call -> call.operation().equals(MODEL))
                    .count();
        }
    }
}
