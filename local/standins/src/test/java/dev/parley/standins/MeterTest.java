package dev.parley.standins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// What deletions and batches cost by AWS's rules, as the meter reads them off real requests.
class MeterTest {
    private static final LocalDynamoDb DYNAMODB = LocalDynamoDb.shared();
    /// What an item has beside its content: two names and values of two letters and one, and a name of one letter.
    private static final int AROUND = 2 * (2 + 1) + 1;

    private final String table = DYNAMODB.freshTableWithoutStream(TemplateTest.TEMPLATE);
    private final Meter meter = new Meter(DYNAMODB.client(), TemplateTest.TEMPLATE.tableRequest(table));
    private final DynamoDbClient client = metered();

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource({"500, 1", "1024, 1", "1025, 2", "3072, 3"})
    void deletingAnItemCostsAUnitForEachKilobyteBegun(int bytes, double units) {
        put(item("a", bytes));
        put(item("b", bytes));

        assertThat(writes(() -> delete("a"))).isEqualTo(units);
        assertThat(writes(() -> deleteInBatch("b"))).isEqualTo(units);
    }

    @Test
    void deletingWhatIsNotThereCostsAUnit() {
        assertThat(writes(() -> delete("a"))).isEqualTo(1);
        assertThat(writes(() -> deleteInBatch("a", "b"))).isEqualTo(2);
    }

    @Test
    void eachIndexEntryThatGoesWithItsItemCostsAUnitMore() {
        put(listed("a"));
        put(listed("b"));

        assertThat(writes(() -> delete("a"))).isEqualTo(1 + 2);
        assertThat(writes(() -> deleteInBatch("b"))).isEqualTo(1 + 2);
    }

    @Test
    void aBatchCostsWhatItsPartsDoAndATransactionTwiceThat() {
        put(item("a", 1_500));
        put(item("b", 500));
        put(item("c", 1_500));
        put(item("d", 500));

        assertThat(writes(() -> deleteInBatch("a", "b"))).isEqualTo(2 + 1);
        assertThat(writes(() -> client.transactWriteItems(request -> request.transactItems(
                        Stream.of("c", "d").map(this::step).toList()))))
                .isEqualTo(2 * (2 + 1));
        assertThat(writes(() -> batch(List.of(
                        WriteRequest.builder()
                                .putRequest(part -> part.item(item("e", 2_500)))
                                .build(),
                        deletion("d")))))
                .isEqualTo(3 + 1);
    }

    @Test
    void whatABatchLeavesUndoneCostsNothing() {
        put(item("a", 1_500));
        put(item("b", 500));

        try (DynamoDbClient busy = LocalClients.dynamoDbBuilder(DYNAMODB.endpoint())
                .overrideConfiguration(override ->
                        override.addExecutionInterceptor(new LeavesUndone("b")).addExecutionInterceptor(meter))
                .build()) {
            assertThat(writes(() -> busy.batchWriteItem(
                            request -> request.requestItems(Map.of(table, List.of(deletion("a"), deletion("b")))))))
                    .isEqualTo(2);
        }
    }

    /// Says of a deletion that DynamoDB did not get to it.
    private final class LeavesUndone implements ExecutionInterceptor {
        private final String item;

        LeavesUndone(String item) {
            this.item = item;
        }

        @Override
        public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
            return ((BatchWriteItemResponse) context.response())
                    .copy(response -> response.unprocessedItems(Map.of(table, List.of(deletion(item)))));
        }
    }

    private DynamoDbClient metered() {
        return LocalClients.dynamoDbBuilder(DYNAMODB.endpoint())
                .overrideConfiguration(override -> override.addExecutionInterceptor(meter))
                .build();
    }

    private double writes(Runnable operation) {
        return meter.of(operation).writes();
    }

    private void put(Map<String, AttributeValue> item) {
        DYNAMODB.client().putItem(request -> request.tableName(table).item(item));
    }

    private void delete(String item) {
        client.deleteItem(request -> request.tableName(table).key(key(item)));
    }

    private void deleteInBatch(String... items) {
        batch(Stream.of(items).map(MeterTest::deletion).toList());
    }

    private void batch(List<WriteRequest> parts) {
        client.batchWriteItem(request -> request.requestItems(Map.of(table, parts)));
    }

    private static WriteRequest deletion(String item) {
        return WriteRequest.builder().deleteRequest(part -> part.key(key(item))).build();
    }

    private TransactWriteItem step(String item) {
        return TransactWriteItem.builder()
                .delete(step -> step.tableName(table).key(key(item)))
                .build();
    }

    private static Map<String, AttributeValue> key(String item) {
        return Map.of("pk", text(item), "sk", text(item));
    }

    /// An item of that size in no index.
    private static Map<String, AttributeValue> item(String name, int bytes) {
        Map<String, AttributeValue> item = new HashMap<>(key(name));
        item.put("c", text("c".repeat(bytes - AROUND)));
        return item;
    }

    /// An item of under a kilobyte in two of the four indexes.
    private static Map<String, AttributeValue> listed(String name) {
        Map<String, AttributeValue> item = new HashMap<>(item(name, 500));
        item.put("owner", text("ada"));
        item.put("number", AttributeValue.fromN("1"));
        item.put("createdAt", text("1"));
        item.put("lastActive", text("1"));
        return item;
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
