package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.chat.Beside;
import dev.parley.chat.Request;
import dev.parley.chat.Tally;
import dev.parley.standins.LocalClients;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// What is counted is what DynamoDB's answers report, for every operation that the stores use. No call here asks
/// for it: the interceptor does.
class CountedCapacityTest {
    private static final LocalDynamoDb LOCAL = LocalDynamoDb.shared();

    private final String table = LOCAL.freshTable(Template.ofProject());
    private final DynamoDbClient client = LocalClients.dynamoDbBuilder(LOCAL.endpoint())
            .overrideConfiguration(override -> override.addExecutionInterceptor(new CountedCapacity()))
            .build();
    private final Tally tally = new Tally();
    private final List<ConsumedCapacity> reported = new ArrayList<>();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void readsAreCountedAsReads() {
        client.putItem(put -> put.tableName(table).item(item(1)));
        inRequest(() -> {
            reported.add(client.getItem(get -> get.tableName(table).key(key(1)).consistentRead(true))
                    .consumedCapacity());
            reported.add(client.query(query -> query.tableName(table)
                            .keyConditionExpression("pk = :pk")
                            .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS("p"))))
                    .consumedCapacity());
            reported.addAll(client.batchGetItem(batch -> batch.requestItems(Map.of(
                            table,
                            KeysAndAttributes.builder()
                                    .keys(List.of(key(1), key(2)))
                                    .build())))
                    .consumedCapacity());
        });

        assertThat(reported).hasSize(3).doesNotContainNull();
        assertThat(tally.totals().readUnits()).isEqualTo(sum()).isGreaterThan(1.5);
        assertThat(tally.totals().writeUnits()).isZero();
    }

    @Test
    void writesAreCountedAsWrites() {
        inRequest(() -> {
            reported.add(client.updateItem(update -> update.tableName(table)
                            .key(key(1))
                            .updateExpression("ADD #number :one")
                            .expressionAttributeNames(Map.of("#number", "number"))
                            .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))))
                    .consumedCapacity());
            reported.addAll(client.batchWriteItem(batch -> batch.requestItems(Map.of(
                            table,
                            List.of(WriteRequest.builder()
                                    .deleteRequest(delete -> delete.key(key(1)))
                                    .build()))))
                    .consumedCapacity());
            reported.addAll(client.transactWriteItems(transaction -> transaction.transactItems(put(2), put(3)))
                    .consumedCapacity());
        });

        assertThat(reported).hasSize(3).doesNotContainNull();
        assertThat(tally.totals().writeUnits()).isEqualTo(sum()).isGreaterThan(4);
        assertThat(tally.totals().readUnits()).isZero();
    }

    /// DynamoDB Local never says which units are which.
    @Test
    void unitsThatAreSaidToBeReadOrWrittenAreCountedAsThat() {
        ConsumedCapacity written = ConsumedCapacity.builder()
                .capacityUnits(6.0)
                .writeCapacityUnits(6.0)
                .build();
        ConsumedCapacity readAgain = ConsumedCapacity.builder()
                .capacityUnits(2.0)
                .readCapacityUnits(2.0)
                .build();

        CountedCapacity.add(List.of(written, readAgain), false, tally);

        assertThat(tally.totals().writeUnits()).isEqualTo(6);
        assertThat(tally.totals().readUnits()).isEqualTo(2);
    }

    @Test
    void whatRunsBesideIsCountedToo() {
        inRequest(() -> {
            List<Beside<ConsumedCapacity>> reads = IntStream.range(0, 20)
                    .mapToObj(i -> Beside.start(
                            () -> client.getItem(get -> get.tableName(table).key(key(i)))
                                    .consumedCapacity()))
                    .toList();
            reads.forEach(read -> reported.add(read.join()));
        });

        assertThat(tally.totals().readUnits()).isEqualTo(sum()).isEqualTo(10);
    }

    @Test
    void aRefusedTransactionReportsNothing() {
        client.putItem(put -> put.tableName(table).item(item(1)));

        assertThatExceptionOfType(TransactionCanceledException.class)
                .isThrownBy(() ->
                        inRequest(() -> client.transactWriteItems(transaction -> transaction.transactItems(put(1)))));

        assertThat(tally.totals()).isEqualTo(new Tally().totals());
    }

    @Test
    void aCallWithoutCapacityToReportIsMadeAsEver() {
        inRequest(() -> assertThat(client.listTables().tableNames()).contains(table));
    }

    private void inRequest(Runnable calls) {
        Request.within(Duration.ofMinutes(1), tally, calls);
    }

    private double sum() {
        return reported.stream().mapToDouble(ConsumedCapacity::capacityUnits).sum();
    }

    private TransactWriteItem put(int sort) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table).item(item(sort)).conditionExpression("attribute_not_exists(pk)"))
                .build();
    }

    private static Map<String, AttributeValue> key(int sort) {
        return Map.of("pk", AttributeValue.fromS("p"), "sk", AttributeValue.fromS(String.valueOf(sort)));
    }

    /// Of 2 KB and a bit.
    private static Map<String, AttributeValue> item(int sort) {
        return Map.of(
                "pk", AttributeValue.fromS("p"),
                "sk", AttributeValue.fromS(String.valueOf(sort)),
                "text", AttributeValue.fromS("x".repeat(2_100)));
    }
}
