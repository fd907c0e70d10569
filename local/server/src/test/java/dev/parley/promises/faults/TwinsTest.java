package dev.parley.promises.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.UserId;
import dev.parley.promises.Operation;
import dev.parley.promises.Subject;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.standins.Trials;
import dev.parley.standins.faults.Plan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests that create or append, sent again under their idempotency key: at once by fifty, after an answer that
/// was lost, and for as long as a key holds. There is one effect, and the model is asked once.
class TwinsTest {
    private static final Trials TRIALS = Trials.of("idempotency");
    private static final int TWINS = 50;
    private static final int ROUNDS = 10;
    private static final Duration LIFE = Duration.ofHours(24);

    private static final Lane LANE = Lane.inMemory();
    private static int requests;
    private static int conflicts;

    @AfterAll
    static void close() {
        TRIALS.tell(requests + " twins, " + TWINS + " at once, of " + keyed().size() + " requests, " + conflicts
                + " of them told to wait: each request had one effect, and its model was asked once");
        LANE.close();
    }

    static List<Operation> keyed() {
        return Operation.all().stream().filter(Operation::isKeyed).toList();
    }

    @ParameterizedTest
    @MethodSource("keyed")
    void fiftyTwinsAtOnceHaveOneEffect(Operation operation) {
        Undisturbed one = Undisturbed.of(operation, LANE);
        for (int round = 0; round < TRIALS.count(ROUNDS); round++) {
            Subject subject = Subject.of(operation);
            ApiClient user = LANE.prepared(subject);
            LANE.follow(Plan.FAIR);

            List<Answer> answers = IntStream.range(0, TWINS)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> subject.send(user), Thread::startVirtualThread))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            Answer afterwards = subject.send(user);

            assertThat(answers).extracting(Answer::status).isSubsetOf(one.status(), 409);
            assertThat(answers.stream().filter(answer -> answer.status() == one.status()))
                    .isNotEmpty()
                    .extracting(Answer::text)
                    .containsOnly(afterwards.text());
            assertOneEffect(subject, user, one);
            requests += TWINS;
            conflicts += (int)
                    answers.stream().filter(answer -> answer.status() == 409).count();
        }
    }

    @ParameterizedTest
    @MethodSource("keyed")
    void aKeyHoldsForADayAndNoLonger(Operation operation) {
        Undisturbed one = Undisturbed.of(operation, LANE);
        Subject subject = Subject.of(operation);
        ApiClient user = LANE.prepared(subject);
        LANE.follow(Plan.FAIR);
        Answer first = subject.send(user);

        LANE.clock().moveOn(LIFE.minusSeconds(1));
        Answer replayed =
                subject.send(ApiClient.signIn(LANE.patient().address(), subject.username(), operation.groups()));

        assertThat(replayed.status()).isEqualTo(first.status());
        assertThat(replayed.text()).isEqualTo(first.text());
        assertOneEffect(subject, user, one);

        LANE.clock().moveOn(Duration.ofSeconds(2));
        subject.send(ApiClient.signIn(LANE.patient().address(), subject.username(), operation.groups()));
        assertThat(picture(subject, user).equals(one.picture()))
                .as("an id that was chosen is taken, anything else happens anew")
                .isEqualTo(operation.choosesId());
    }

    private static void assertOneEffect(Subject subject, ApiClient user, Undisturbed one) {
        assertThat(LANE.asked()).isEqualTo((int) one.calls().stream()
                .filter(call -> call.operation().equals("Converse"))
                .count());
        assertThat(LANE.violations()).isEmpty();
        assertThat(picture(subject, user)).isEqualTo(one.picture());
    }

    private static List<String> picture(Subject subject, ApiClient user) {
        return LANE.picture().of(new UserId(user.sub()), subject.entry());
    }
}
