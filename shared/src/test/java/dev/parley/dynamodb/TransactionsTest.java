package dev.parley.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.chat.Refusal;
import dev.parley.chat.Request;
import dev.parley.chat.Tally;
import dev.parley.dynamodb.ScriptedDynamoDb.Answer;
import dev.parley.dynamodb.Transactions.Outcome;
import dev.parley.standins.HandClock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class TransactionsTest {
    private static final String NONE = "None";
    private static final String CONDITION = "ConditionalCheckFailed";
    private static final String VALIDATION = "ValidationError";
    private static final String CONFLICT = "TransactionConflict";
    private static final List<String> REASONS = List.of(NONE, CONDITION, CONFLICT, "ThrottlingError", VALIDATION);
    private static final Set<String> CONTENTION = Set.of(CONFLICT, "ThrottlingError");
    private static final int SECONDS_OF_PATIENCE = 10;

    private final ScriptedDynamoDb dynamoDb = new ScriptedDynamoDb();
    private final HandClock clock = new HandClock();
    /// Each pause takes a second of the clock's and no time.
    private final Patience patience =
            new Patience(clock, Duration.ofSeconds(SECONDS_OF_PATIENCE), _ -> clock.moveOn(Duration.ofSeconds(1)));

    private final Transactions transactions = new Transactions(dynamoDb.client(), patience);
    private final List<TransactWriteItem> steps = Stream.of("a", "b", "c")
            .map(key -> new Writes("table").insert(Map.of("pk", AttributeValue.fromS(key))))
            .toList();

    @AfterEach
    void close() {
        dynamoDb.close();
    }

    @Test
    void aTransactionThatGoesThroughIsDone() {
        dynamoDb.answer(Answer.DONE);

        assertThat(transactions.run(steps)).isEqualTo(new Outcome.Done());
        assertThat(dynamoDb.requests()).hasSize(1);
    }

    @Test
    void aRefusalBesideAConflictIsNotBelievedBeforeTheConflictHasPassed() {
        dynamoDb.answer(
                Answer.cancelled(List.of(CONFLICT, CONDITION, NONE)),
                Answer.cancelled(List.of(CONDITION, CONDITION, NONE)));

        Tally tally = new Tally();
        assertRefused(
                List.of(CONDITION, CONDITION, NONE),
                Request.within(Duration.ofHours(1), tally, () -> transactions.run(steps)));
        assertThat(dynamoDb.requests()).hasSize(2);
        assertThat(tally.totals().conflicts())
                .as("the conflict, not the refusal")
                .isOne();
    }

    @Test
    void aTransactionOfWhichNothingWasHeardKeepsItsTokenThroughAConflict() {
        dynamoDb.answer(Answer.NONE, Answer.cancelled(List.of(CONFLICT, NONE, NONE)), Answer.DONE);

        assertThat(transactions.run(steps)).isEqualTo(new Outcome.Done());

        assertThat(dynamoDb.requests()).hasSize(3);
        assertThat(Set.copyOf(dynamoDb.requests()))
                .as("the same bytes, token and all")
                .hasSize(1);
    }

    @Test
    void eachTransactionHasATokenOfItsOwn() {
        dynamoDb.answer(Answer.DONE);

        transactions.run(steps);
        transactions.run(steps);

        assertThat(Set.copyOf(dynamoDb.requests())).hasSize(2);
    }

    static Stream<List<String>> cancellations() {
        return REASONS.stream()
                .flatMap(first -> REASONS.stream()
                        .flatMap(second -> REASONS.stream().map(third -> List.of(first, second, third))))
                .filter(reasons -> !reasons.equals(List.of(NONE, NONE, NONE)));
    }

    @ParameterizedTest
    @MethodSource("cancellations")
    void aCancelledTransactionEndsByItsReasons(List<String> reasons) {
        dynamoDb.answer(Answer.cancelled(reasons));

        if (reasons.contains(CONDITION) && Collections.disjoint(reasons, CONTENTION)) {
            assertRefused(reasons, transactions.run(steps));
            assertThat(dynamoDb.requests()).hasSize(1);
        } else if (reasons.contains(VALIDATION)) {
            assertThatExceptionOfType(TransactionCanceledException.class).isThrownBy(() -> transactions.run(steps));
            assertThat(dynamoDb.requests()).hasSize(1);
        } else {
            assertThatExceptionOfType(Refusal.TooBusy.class).isThrownBy(() -> transactions.run(steps));
            assertThat(dynamoDb.requests()).hasSize(SECONDS_OF_PATIENCE + 1);
        }
    }

    @Test
    void aRequestThatHasLessTimeThanPatienceHasGivesUpSooner() {
        dynamoDb.answer(Answer.cancelled(List.of(CONFLICT, NONE, NONE)));

        assertThatExceptionOfType(Refusal.TooBusy.class)
                .isThrownBy(() -> Request.within(Duration.ofSeconds(3), new Tally(), () -> transactions.run(steps)));

        // Less than three of its seconds were left when it began: it tried at 0, 1, 2 and, for the last time, 3.
        assertThat(dynamoDb.requests()).hasSizeBetween(2, 4);
    }

    private static void assertRefused(List<String> reasons, Outcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            for (int step = 0; step < reasons.size(); step++) {
                boolean refuses = reasons.get(step).equals(CONDITION);
                assertThat(refused.refuses(step)).isEqualTo(refuses);
                assertThat(refused.old(step).map(item -> item.getString("pk")))
                        .isEqualTo(refuses ? Optional.of("item " + step) : Optional.empty());
            }
        });
    }

    @Test
    void aConditionThatMetNoItemIsRefusedWithoutOne() {
        dynamoDb.answer(new Answer(400, """
            {"__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
             "CancellationReasons": [{"Code": "ConditionalCheckFailed"}, {"Code": "None"}, {"Code": "None"}]}\
            """));

        assertThat(transactions.run(steps)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.refuses(0)).isTrue();
            assertThat(refused.old(0)).isEmpty();
        });
    }

    @Test
    void aConflictThatPassesIsTriedAgainUntilItIsDone() {
        Answer conflict = Answer.cancelled(List.of("TransactionConflict", NONE, NONE));
        dynamoDb.answer(conflict, conflict, Answer.DONE);

        assertThat(transactions.run(steps)).isEqualTo(new Outcome.Done());
        assertThat(dynamoDb.requests()).hasSize(3);
    }

    @Test
    void aConflictThatBecomesARefusalIsThatRefusal() {
        dynamoDb.answer(
                Answer.cancelled(List.of("TransactionConflict", NONE, NONE)),
                Answer.cancelled(List.of(NONE, CONDITION, NONE)));

        assertThat(transactions.run(steps)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aTransactionWhoseAnswerWasLostIsSentAgainWithTheSameBytes() {
        dynamoDb.answer(Answer.NONE, Answer.error(500, "InternalServerError"), Answer.DONE);

        assertThat(transactions.run(steps)).isEqualTo(new Outcome.Done());
        assertThat(dynamoDb.requests())
                .hasSize(3)
                .containsOnly(dynamoDb.requests().getFirst());
        assertThat(dynamoDb.requests().getFirst()).contains("ClientRequestToken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ThrottlingException",
                "ProvisionedThroughputExceededException",
                "RequestLimitExceeded",
                "TransactionInProgressException"
            })
    void aThrottleThatLastsIsTooBusy(String name) {
        assertTooBusy(Answer.error(400, name));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void aFailureOfTheServiceThatLastsIsTooBusy(int status) {
        assertTooBusy(Answer.error(status, "InternalServerError"));
    }

    /// Nobody can say what it was: a cancelled transaction's, perhaps.
    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"__type\": \"com.amazonaws.dynamodb.v20120810#TransactionCanceledExc"})
    void anErrorThatIsCutOffIsTooBusy(String body) {
        dynamoDb.answer(new Answer(400, body));

        assertThatExceptionOfType(Refusal.TooBusy.class).isThrownBy(() -> transactions.run(steps));
    }

    @Test
    void aFailureWithoutABodyIsTooBusy() {
        assertTooBusy(new Answer(503, ""));
    }

    @Test
    void aConnectionThatIsClosedEachTimeIsTooBusy() {
        dynamoDb.answer(Answer.NONE);

        assertThatExceptionOfType(Refusal.TooBusy.class).isThrownBy(() -> transactions.run(steps));
    }

    @Test
    void nobodyListeningIsTooBusy() {
        dynamoDb.stop();

        assertThatExceptionOfType(Refusal.TooBusy.class).isThrownBy(() -> transactions.run(steps));
        assertThatExceptionOfType(Refusal.TooBusy.class)
                .isThrownBy(() -> Transactions.calling(() -> dynamoDb.client().listTables()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ValidationException",
                "ResourceNotFoundException",
                "AccessDeniedException",
                "IdempotentParameterMismatchException"
            })
    void aRequestThatIsWrongIsThrownAtOnce(String name) {
        dynamoDb.answer(Answer.error(400, name));

        assertThatExceptionOfType(DynamoDbException.class)
                .isThrownBy(() -> transactions.run(steps))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(name));
        assertThat(dynamoDb.requests()).hasSize(1);
    }

    private void assertTooBusy(Answer answer) {
        dynamoDb.answer(answer);

        assertThatExceptionOfType(Refusal.TooBusy.class).isThrownBy(() -> transactions.run(steps));
        assertThat(dynamoDb.requests()).hasSize(ScriptedDynamoDb.CLIENT_ATTEMPTS);
    }
}
