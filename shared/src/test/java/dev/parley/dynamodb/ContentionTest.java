package dev.parley.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.chat.Refusal;
import dev.parley.standins.HandClock;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/// What DynamoDB Local never does: leave keys unprocessed, conflict, throttle.
class ContentionTest {
    private static final ItemKey COUNTER = new ItemKey("counter", "counter");

    private final DynamoDbClient local = LocalDynamoDb.shared().client();
    private final String table = LocalDynamoDb.shared().freshTable(Template.ofProject());
    private final HandClock clock = new HandClock();
    private final Patience patience =
            new Patience(clock, Duration.ofSeconds(10), _ -> clock.moveOn(Duration.ofSeconds(1)));

    @Test
    void keysLeftUnprocessedAreAskedForAgain() {
        List<ItemKey> keys =
                IntStream.range(0, 5).mapToObj(i -> new ItemKey("p", "s" + i)).toList();
        keys.forEach(key -> local.putItem(put -> put.tableName(table).item(new ItemBuilder(key).build())));

        assertThat(new BatchReads(new OneAtATime(local), table, patience).find(keys, true))
                .containsOnlyKeys(keys);
    }

    @Test
    void keysLeftUnprocessedForTooLongAreTooMuch() {
        List<ItemKey> keys =
                IntStream.range(0, 50).mapToObj(i -> new ItemKey("p", "s" + i)).toList();

        assertThatThrownBy(() -> new BatchReads(new OneAtATime(local), table, patience).find(keys, true))
                .isInstanceOf(Refusal.TooBusy.class);
    }

    @Test
    void aNumberInConflictIsAskedForAgain() {
        assertThat(new Numbers(new InConflict(local, 3), table, patience).next(COUNTER))
                .isEqualTo(1);
        assertThat(new Numbers(local, table, patience).next(COUNTER)).isEqualTo(2);
    }

    @Test
    void aNumberInConflictForTooLongIsTooMuch() {
        assertThatThrownBy(() -> new Numbers(new InConflict(local, 50), table, patience).next(COUNTER))
                .isInstanceOf(Refusal.TooBusy.class);
    }

    @Test
    void aThrottledRequestIsTooMuch() {
        DynamoDbClient throttled = new Wrapped(local) {
            @Override
            public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
                throw ProvisionedThroughputExceededException.builder()
                        .statusCode(400)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("ProvisionedThroughputExceededException")
                                .build())
                        .build();
            }
        };

        assertThatThrownBy(() -> new BatchReads(throttled, table, patience).find(List.of(COUNTER), true))
                .isInstanceOf(Refusal.TooBusy.class);
    }

    private static final class OneAtATime extends Wrapped {
        OneAtATime(DynamoDbClient real) {
            super(real);
        }

        @Override
        public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
            Map.Entry<String, KeysAndAttributes> asked =
                    request.requestItems().entrySet().iterator().next();
            List<Map<String, AttributeValue>> keys = asked.getValue().keys();
            BatchGetItemResponse answer =
                    super.batchGetItem(only(asked.getKey(), asked.getValue(), keys.subList(0, 1)));
            return keys.size() == 1
                    ? answer
                    : answer.toBuilder()
                            .unprocessedKeys(only(asked.getKey(), asked.getValue(), keys.subList(1, keys.size()))
                                    .requestItems())
                            .build();
        }

        private static BatchGetItemRequest only(
                String table, KeysAndAttributes asked, List<Map<String, AttributeValue>> keys) {
            return BatchGetItemRequest.builder()
                    .requestItems(Map.of(table, asked.toBuilder().keys(keys).build()))
                    .build();
        }
    }
}
