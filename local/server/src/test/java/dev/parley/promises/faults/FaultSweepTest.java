package dev.parley.promises.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.promises.Operation;
import dev.parley.promises.Subject;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.standins.Trials;
import dev.parley.standins.faults.KnownFault;
import dev.parley.standins.faults.OutboundCall;
import dev.parley.standins.faults.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every call to AWS that any operation makes meets every fault, once and lastingly. The answer is the operation's
/// own but for ids and times, or a 500 in the group's envelope where the fault lasts or befell the model; what is
/// stored agrees with itself; and a retry, with the same key where one is honoured, brings about and answers what
/// one undisturbed request does, and asks the model no more often than needed.
class FaultSweepTest {
    private static final Trials TRIALS = Trials.ofCostly("faults: every call meets every fault");
    /// Faults that pass have a lane of their own: those that last use up what the SDK has of tries in store.
    private static final Lane PASSING = Lane.inMemory();
    /// A fault that lasts is mostly waiting, so two go on at once.
    private static final List<Lane> LASTING =
            Stream.generate(Lane::inMemory).limit(2).toList();

    private static final Set<String> CALLS = new TreeSet<>();
    private static int cases;
    private static int healed;
    private static int turnsKept;

    /// @param lasting whether every later call of the operation and every try meets it too
    private record Case(OutboundCall call, KnownFault fault, boolean lasting) {
        Plan plan() {
            return lasting ? Plan.lasting(call, fault) : Plan.once(call, fault);
        }

        /// Whether it must not be noticed: one failed try of a call to DynamoDB is made good by the next. Bedrock
        /// is asked again only after a throttle, and with more time left than a lane gives the model.
        boolean heals() {
            return !lasting && !call.isBedrock();
        }

        /// Whether the turn may stay taken until its lease ends: what would give it back may fail too.
        boolean mayKeepTurn() {
            return lasting && !call.isBedrock();
        }
    }

    /// What one lane has tried, and how many turns were left to their lease.
    private record Swept(List<Disturbed> requests, int turnsKept) {}

    @AfterAll
    static void close() {
        TRIALS.tell(cases + " combinations of " + CALLS.size() + " calls of "
                + Operation.all().size()
                + " operations with " + KnownFault.values().length + " faults, once and lastingly: " + healed
                + " answered as if nothing had happened, the others 500, " + turnsKept
                + " turns left to their lease; all sound, all converged");
        PASSING.close();
        LASTING.forEach(Lane::close);
    }

    static List<Operation> operations() {
        return Operation.all();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whateverFailsItIsAnsweredInTheEnvelopeAndARetryConverges(Operation operation) {
        Undisturbed fair = Undisturbed.of(operation, PASSING);
        Map<Boolean, List<Case>> chosen =
                TRIALS.some(cases(fair)).stream().collect(Collectors.partitioningBy(Case::lasting));
        List<Case> lasting = chosen.getOrDefault(true, List.of());

        List<Swept> parts = Stream.concat(
                        Stream.of(sweeping(PASSING, fair, chosen.getOrDefault(false, List.of()))),
                        IntStream.range(0, LASTING.size())
                                .mapToObj(lane ->
                                        sweeping(LASTING.get(lane), fair, every(LASTING.size(), lane, lasting))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        for (Swept part : parts) {
            cases += part.requests().size();
            healed +=
                    (int) part.requests().stream().filter(Disturbed::isAnswered).count();
            turnsKept += part.turnsKept();
        }
    }

    private static CompletableFuture<Swept> sweeping(Lane lane, Undisturbed fair, List<Case> chosen) {
        return CompletableFuture.supplyAsync(() -> sweep(lane, fair, chosen), Thread::startVirtualThread);
    }

    private static List<Case> every(int step, int first, List<Case> all) {
        return IntStream.range(0, all.size())
                .filter(i -> i % step == first)
                .mapToObj(all::get)
                .toList();
    }

    private static List<Case> cases(Undisturbed fair) {
        List<Case> all = new ArrayList<>();
        for (OutboundCall call : fair.calls()) {
            CALLS.add(fair.operation() + " " + call);
            for (KnownFault fault : KnownFault.values()) {
                if (fault.concerns(call.operation())) {
                    all.add(new Case(call, fault, false));
                    all.add(new Case(call, fault, true));
                }
            }
        }
        return all;
    }

    private static Swept sweep(Lane lane, Undisturbed fair, List<Case> chosen) {
        List<Disturbed> requests =
                chosen.stream().map(tried -> disturbed(lane, fair, tried)).toList();
        return new Swept(requests, new Aftermath(lane, fair).check(requests));
    }

    private static Disturbed disturbed(Lane lane, Undisturbed fair, Case tried) {
        Subject subject = Subject.of(fair.operation());
        ApiClient user = lane.prepared(subject);
        ApiClient hurried = subject.signIn(lane.hurried().address());
        lane.follow(tried.plan());
        Answer answer = subject.send(hurried);
        int asked = lane.asked();
        lane.settle();
        Disturbed request =
                new Disturbed(tried.toString(), subject, user, answer.status() == fair.status(), tried.mayKeepTurn());
        if (request.isAnswered()) {
            assertThat(Likeness.of(answer, subject, user)).as("%s", request).isEqualTo(fair.answer());
        } else {
            assertThat(tried.heals()).as("%s: %s", request, answer.shown()).isFalse();
            assertThat(answer.status()).as("%s: %s", request, answer.shown()).isEqualTo(500);
            fair.operation().group().reason(answer);
        }
        assertThat(asked).as("%s: how often the model was asked", request).isLessThanOrEqualTo(1);
        return request;
    }
}
