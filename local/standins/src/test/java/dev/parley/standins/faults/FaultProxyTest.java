package dev.parley.standins.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parley.standins.LocalClients;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// What becomes of calls, and what their caller hears of it.
class FaultProxyTest {
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final LocalDynamoDb LOCAL = LocalDynamoDb.shared();
    private static final String TABLE = LOCAL.freshTable(Template.ofProject());
    private static final FaultProxy PROXY = FaultProxy.before(LOCAL.endpoint(), PATIENCE.multipliedBy(3));
    private static final DynamoDbClient CLIENT = client().overrideConfiguration(
                    all -> all.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();

    /// The first call loads classes, which may take longer than these tests wait.
    @BeforeAll
    static void warmUp() {
        try (DynamoDbClient patient = LocalClients.dynamoDb(PROXY.endpoint())) {
            assertThat(patient.listTables().tableNames()).contains(TABLE);
        }
    }

    @AfterEach
    void fair() {
        PROXY.follow(Plan.FAIR);
    }

    @AfterAll
    static void close() {
        CLIENT.close();
        PROXY.close();
    }

    @Test
    void withoutAFaultACallIsPassedOnAndAnswered() {
        put("fair");

        assertThat(has("fair")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, false",
        "FAILED_AFTERWARDS, true",
        "REPLY_LOST, true",
        "RESET, false",
        "RESET_AFTERWARDS, true",
        "CUT_OFF, true",
        "LATE_REPLY, true",
        "LATE_ARRIVAL, false",
        "CONFLICT, false",
        "THROTTLED, false"
    })
    void theCallerHearsOfAFailureWhetherOrNotItHappened(KnownFault fault, boolean happens) {
        PROXY.follow(Plan.once(new OutboundCall("PutItem", 1, 1), fault));

        assertThat(catchThrowable(() -> put(fault.name()))).isNotNull();
        assertThat(has(fault.name())).isEqualTo(happens);
    }

    @Test
    void aLateCallArrivesAfterItsCallerGaveUp() throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(1);
        PROXY.follow(Plan.once(new OutboundCall("PutItem", 1, 1), exchange -> {
            exchange.delay();
            exchange.forward();
            arrived.countDown();
        }));

        assertThatThrownBy(() -> put("late")).isInstanceOf(SdkClientException.class);
        arrived.await();
        assertThat(has("late")).isTrue();
    }

    @Test
    void aReplyThatDripsIsNotWaitedForAndOneThatIsMadeUpIsHeard() {
        OutboundCall first = new OutboundCall("PutItem", 1, 1);
        PROXY.follow(Plan.once(first, exchange -> exchange.drip(exchange.forward())));
        assertThatThrownBy(() -> put("dripping")).isInstanceOf(SdkClientException.class);
        assertThat(has("dripping")).isTrue();

        Reply teapot = Reply.of(418, Map.of("x-amzn-errortype", "Teapot"), "{}");
        PROXY.follow(Plan.once(first, exchange -> exchange.answer(teapot)));
        assertThatThrownBy(() -> put("tea"))
                .isInstanceOfSatisfying(
                        DynamoDbException.class, e -> assertThat(e.statusCode()).isEqualTo(418));
        assertThat(has("tea")).isFalse();
    }

    @Test
    void errorsAreThoseOfTheSdk() {
        assertThat(failure(KnownFault.FAILED)).isInstanceOf(InternalServerErrorException.class);
        assertThat(failure(KnownFault.CONFLICT)).isInstanceOf(TransactionConflictException.class);
        assertThat(failure(KnownFault.THROTTLED))
                .isInstanceOfSatisfying(
                        DynamoDbException.class,
                        e -> assertThat(e.isThrottlingException()).isTrue());
        assertThat(failure(KnownFault.REPLY_LOST)).isInstanceOf(SdkClientException.class);
    }

    @Test
    void aTransactionIsToldWhichStepMetTheConflict() {
        PROXY.follow(Plan.once(new OutboundCall("TransactWriteItems", 1, 1), KnownFault.CONFLICT));

        assertThatThrownBy(() -> CLIENT.transactWriteItems(all -> all.transactItems(step("a"), step("b"), step("c"))))
                .isInstanceOfSatisfying(
                        TransactionCanceledException.class,
                        e -> assertThat(e.cancellationReasons())
                                .extracting(reason -> reason.code())
                                .containsExactly("None", "TransactionConflict", "None"));
    }

    @Test
    void halfOfABatchIsLeftUndone() {
        PROXY.follow(Plan.lasting(new OutboundCall("BatchWriteItem", 1, 1), KnownFault.UNPROCESSED));
        List<WriteRequest> five = IntStream.range(0, 5)
                .mapToObj(i -> WriteRequest.builder()
                        .putRequest(PutRequest.builder().item(item("batch" + i)).build())
                        .build())
                .toList();

        BatchWriteItemResponse answer = CLIENT.batchWriteItem(all -> all.requestItems(Map.of(TABLE, five)));

        assertThat(answer.unprocessedItems().get(TABLE)).isEqualTo(five.subList(2, 5));
        assertThat(has("batch1")).isTrue();
        assertThat(has("batch2")).isFalse();
        assertThat(CLIENT.batchWriteItem(all -> all.requestItems(Map.of(TABLE, five.subList(4, 5))))
                        .unprocessedItems()
                        .get(TABLE))
                .isEqualTo(five.subList(4, 5));
    }

    @Test
    void halfOfABatchIsLeftUnread() {
        put("read0");
        put("read1");
        PROXY.follow(Plan.once(new OutboundCall("BatchGetItem", 1, 1), KnownFault.UNPROCESSED));
        KeysAndAttributes two = KeysAndAttributes.builder()
                .keys(List.of(item("read0"), item("read1")))
                .build();

        assertThat(CLIENT.batchGetItem(all -> all.requestItems(Map.of(TABLE, two))))
                .satisfies(answer -> assertThat(answer.responses().get(TABLE)).containsExactly(item("read0")))
                .satisfies(answer -> assertThat(answer.unprocessedKeys()
                                .values()
                                .iterator()
                                .next()
                                .keys())
                        .containsExactly(item("read1")));
    }

    @Test
    void triesOfOneCallShareTheirOrdinalAndOnlyTheChosenOneFails() {
        OutboundCall second = new OutboundCall("PutItem", 2, 1);
        PROXY.follow(Plan.once(second, KnownFault.FAILED));
        try (DynamoDbClient persistent = client().build()) {
            persistent.putItem(put -> put.tableName(TABLE).item(item("one")));
            persistent.putItem(put -> put.tableName(TABLE).item(item("two")));
        }

        assertThat(PROXY.calls())
                .containsExactly(new OutboundCall("PutItem", 1, 1), second, new OutboundCall("PutItem", 2, 2));
        assertThat(has("two")).isTrue();
    }

    @Test
    void aShareOfTheTriesFailsAndTheSameForTheSameSeed() {
        Plan plan = Plan.share(0.05, 7, List.of("PutItem"), KnownFault.FAILED);
        List<OutboundCall> unlucky = IntStream.rangeClosed(1, 10_000)
                .mapToObj(i -> new OutboundCall("PutItem", i, 1))
                .filter(call -> plan.of(call).equals(KnownFault.FAILED))
                .toList();

        assertThat(unlucky).hasSizeBetween(400, 600);
        assertThat(unlucky)
                .allMatch(call -> Plan.share(0.05, 7, List.of("PutItem"), KnownFault.FAILED)
                        .of(call)
                        .equals(KnownFault.FAILED));
    }

    private static Throwable failure(KnownFault fault) {
        PROXY.follow(Plan.once(new OutboundCall("PutItem", 1, 1), fault));
        return catchThrowable(() -> put("failing"));
    }

    private static DynamoDbClientBuilder client() {
        return LocalClients.dynamoDbBuilder(PROXY.endpoint())
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE));
    }

    private static void put(String id) {
        CLIENT.putItem(put -> put.tableName(TABLE).item(item(id)));
    }

    /// Asked past the proxy.
    private static boolean has(String id) {
        return LOCAL.client()
                .getItem(get -> get.tableName(TABLE).key(item(id)).consistentRead(true))
                .hasItem();
    }

    private static Map<String, AttributeValue> item(String id) {
        return Map.of("pk", AttributeValue.fromS(id), "sk", AttributeValue.fromS("x"));
    }

    private static TransactWriteItem step(String id) {
        return TransactWriteItem.builder()
                .put(Put.builder().tableName(TABLE).item(item(id)).build())
                .build();
    }
}
