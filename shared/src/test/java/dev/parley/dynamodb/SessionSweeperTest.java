package dev.parley.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Refusal;
import dev.parley.chat.Request;
import dev.parley.chat.Session;
import dev.parley.chat.Tally;
import dev.parley.standins.HandClock;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Trials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class SessionSweeperTest {
    private static final int LONG = 130;
    private static final DynamoDbClient CLIENT = LocalDynamoDb.shared().client();

    private final SweptTable table = SweptTable.fresh();
    private final HandClock clock = new HandClock();
    private final Patience patience =
            new Patience(clock, Duration.ofSeconds(10), _ -> clock.moveOn(Duration.ofSeconds(1)));
    private final SessionSweeper sweeper = sweeper(CLIENT);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 25, 26, 100, LONG})
    void nothingOfADeletedSessionIsLeftAndAllOfTheOthers(int messages) {
        Session deleted = table.session(messages);
        Session other = table.session(3);
        table.removeHeader(deleted);

        sweeper.sweep(Removals.deleted(deleted));

        assertThat(table.sorts(deleted)).isEmpty();
        assertThat(table.sorts(other)).hasSize(3 + 2);
    }

    @Test
    void theSameRecordAgainFindsNothingToDo() {
        Session session = table.session(LONG);
        AtomicInteger calls = new AtomicInteger();
        SessionSweeper counted = sweeper(counting(calls));
        table.removeHeader(session);
        counted.sweep(Removals.deleted(session));
        calls.set(0);

        counted.sweep(Removals.deleted(session));

        assertThat(calls).hasValue(1);
        assertThat(table.sorts(session)).isEmpty();
    }

    @Test
    void aSweepGoesOnWhereAnEarlierOneWasCutOff() {
        Session session = table.session(LONG);
        table.removeHeader(session);
        table.removeMessages(session, 1, 100);
        table.removeMessages(session, 110, 112);
        AtomicInteger calls = new AtomicInteger();

        sweeper(counting(calls)).sweep(Removals.deleted(session));

        assertThat(table.sorts(session)).isEmpty();
        assertThat(calls).as("the query, messages 101 to 130, the details").hasValue(1 + 2 + 1);
    }

    @Test
    void sweepsAtTheSameTimeDoNotMindEachOther() throws Exception {
        Session session = table.session(LONG);
        table.removeHeader(session);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> sweeps = new ArrayList<>();
            IntStream.range(0, 4)
                    .forEach(_ -> sweeps.add(threads.submit(() -> sweeper.sweep(Removals.expired(session)))));
            for (Future<?> sweep : sweeps) {
                sweep.get();
            }
        }

        assertThat(table.sorts(session)).containsExactly("SWEPT");
        assertThat(table.counts()).isEqualTo("0 of 0");
    }

    @Test
    void aSweepWhoseTimeIsOverSaysSoAndTheNextOneGoesOn() {
        Session session = table.session(LONG);
        table.removeHeader(session);
        DynamodbStreamRecord removal = Removals.deleted(session);

        assertThatExceptionOfType(Refusal.TooBusy.class)
                .isThrownBy(() -> Request.within(Duration.ZERO, new Tally(), () -> sweeper.sweep(removal)));
        assertThat(table.sorts(session)).hasSize(LONG + 1);

        sweeper.sweep(removal);
        assertThat(table.sorts(session)).isEmpty();
    }

    @Test
    void whatDynamoDbDoesNotGetToIsDeletedLater() {
        Session session = table.session(LONG);
        table.removeHeader(session);

        sweeper(new Halting()).sweep(Removals.deleted(session));

        assertThat(table.sorts(session)).isEmpty();
    }

    @Test
    void aThrottleThatLastsIsTooBusy() {
        Session session = table.session(LONG);
        table.removeHeader(session);
        DynamoDbClient throttled = new Wrapped(CLIENT) {
            @Override
            public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
                throw throttle();
            }
        };

        assertThatExceptionOfType(Refusal.TooBusy.class)
                .isThrownBy(() -> sweeper(throttled).sweep(Removals.deleted(session)));
    }

    @Test
    void aSessionThatExpiredIsCountedOutOnceThoughItsRecordComesTwice() {
        table.session(1);
        Session expired = table.session(1);
        table.removeHeader(expired);

        sweeper.sweep(Removals.expired(expired));
        sweeper.sweep(Removals.expired(expired));

        assertThat(table.counts()).isEqualTo("1 of 1");
    }

    @Test
    void aSessionThatWasDeletedIsNotCountedOutAgain() {
        Session deleted = table.session(1);
        table.session(1);
        table.store().delete(deleted);

        sweeper.sweep(Removals.deleted(deleted));

        assertThat(table.counts()).isEqualTo("1 of 1");
    }

    @Test
    void theMarkOfASweptSessionIsNoSession() {
        Session expired = table.session(1);
        table.removeHeader(expired);
        sweeper.sweep(Removals.expired(expired));

        assertThat(table.store().find(expired.id(), new Excerpt(20, 1_000))).isEmpty();
        assertThat(table.store().find(expired.id(), Excerpt.NONE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT", "MODIFY"})
    void aHeaderThatIsThereIsNotSweptUpAfter(String event) {
        Session session = table.session(3);
        DynamodbStreamRecord change = Removals.deleted(session);
        change.setEventName(event);

        sweeper.sweep(change);

        assertThat(table.sorts(session)).hasSize(3 + 2);
    }

    @Test
    void removalsOfAnythingElseAreNotSweptUpAfter() {
        Session session = table.session(3);

        for (String sort : table.sorts(session)) {
            if (!sort.equals(Keys.HEADER)) {
                sweeper.sweep(Removals.removed(table.item(session, sort)));
            }
        }

        assertThat(table.sorts(session)).hasSize(3 + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {Attributes.LAST_SEQ, Attributes.OWNER})
    void aHeaderThatIsNoneOfOursIsRefused(String missing) {
        Map<String, AttributeValue> header = new HashMap<>(Items.header(table.session(1)));
        header.remove(missing);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sweeper.sweep(Removals.removed(header)))
                .withMessageContaining(missing);
    }

    @Test
    void aLongSessionIsGoneBeforeItsMessagesAreAndThenTheyAreToo() {
        int messages = Trials.of("a long session is swept").count(50_000);
        Session session = table.session(messages);
        AtomicInteger calls = new AtomicInteger();

        long start = System.nanoTime();
        table.store().delete(session);
        long deleted = System.nanoTime();
        assertThat(table.store().find(session.id(), Excerpt.NONE)).isEmpty();
        assertThat(table.sorts(session)).hasSize(messages + 1).contains(Keys.DETAILS);

        long begin = System.nanoTime();
        sweeper(counting(calls)).sweep(Removals.deleted(session));
        long end = System.nanoTime();
        assertThat(table.sorts(session)).isEmpty();
        System.out.printf(
                "a session of %,d messages: deleted in %,d ms, swept in %,d ms by %,d calls%n",
                messages, (deleted - start) / 1_000_000, (end - begin) / 1_000_000, calls.get());
    }

    private SessionSweeper sweeper(DynamoDbClient client) {
        return new SessionSweeper(client, table.name(), patience);
    }

    private static DynamoDbClient counting(AtomicInteger calls) {
        return new Wrapped(CLIENT) {
            @Override
            public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
                calls.incrementAndGet();
                return super.batchWriteItem(request);
            }

            @Override
            public QueryResponse query(QueryRequest request) {
                calls.incrementAndGet();
                return super.query(request);
            }
        };
    }

    private static ProvisionedThroughputExceededException throttle() {
        AwsErrorDetails details = AwsErrorDetails.builder()
                .errorCode("ProvisionedThroughputExceededException")
                .build();
        return ProvisionedThroughputExceededException.builder()
                .awsErrorDetails(details)
                .build();
    }

    /// Throttles every third call and leaves out all but ten items of the others.
    private static final class Halting extends Wrapped {
        private final AtomicInteger calls = new AtomicInteger();

        Halting() {
            super(CLIENT);
        }

        @Override
        public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
            if (calls.incrementAndGet() % 3 == 0) {
                throw throttle();
            }
            Map.Entry<String, List<WriteRequest>> asked =
                    request.requestItems().entrySet().iterator().next();
            int most = Math.min(10, asked.getValue().size());
            List<WriteRequest> done = asked.getValue().subList(0, most);
            List<WriteRequest> left =
                    asked.getValue().subList(most, asked.getValue().size());
            super.batchWriteItem(request.toBuilder()
                    .requestItems(Map.of(asked.getKey(), done))
                    .build());
            return BatchWriteItemResponse.builder()
                    .unprocessedItems(left.isEmpty() ? Map.of() : Map.of(asked.getKey(), left))
                    .build();
        }
    }
}
