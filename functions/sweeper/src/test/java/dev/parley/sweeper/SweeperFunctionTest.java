package dev.parley.sweeper;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import dev.parley.Backend;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.RecordingContext;
import dev.parley.standins.Template;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The function, called with the very files that `sam local invoke -e` takes.
class SweeperFunctionTest {
    private static final DynamoDbClient CLIENT = LocalDynamoDb.shared().client();
    private static final String SESSION = "SESSION#5e21e25c1b71305abafd9509";
    private static final String OWNER = "USER#11111111-2222-4333-8444-555555555555";

    private final String table = LocalDynamoDb.shared().freshTable(Template.ofProject());
    private final RecordingContext context = new RecordingContext();
    private final SweeperFunction function =
            function(LocalDynamoDb.shared().endpoint().toString());

    @Test
    void theMessagesOfADeletedSessionGoAndTheCountsStay() {
        put(SESSION, "MESSAGE#0000000001", Map.of());
        put(SESSION, "MESSAGE#0000000002", Map.of());
        put(OWNER, "COUNT", Map.of("sessions", AttributeValue.fromN("3")));

        assertThat(failed(event("delete"))).isEmpty();

        assertThat(sorts(SESSION)).isEmpty();
        assertThat(sessions("COUNT")).isEqualTo("3");
        assertThat(context.logged())
                .singleElement()
                .asString()
                .contains(
                        "\"level\":\"INFO\"",
                        "\"records\":1,\"sweepFailures\":0",
                        "\"requestId\":\"" + RecordingContext.REQUEST_ID)
                .containsPattern("\"readUnits\":[1-9].*\"writeUnits\":[1-9]")
                .doesNotContain("_aws", "scarlet");
    }

    @Test
    void anExpiredSessionIsCountedOutOnceThoughItsRecordComesTwice() {
        put(SESSION, "MESSAGE#0000000002", Map.of());
        put(SESSION, "SESSION#DETAILS", Map.of());
        put(OWNER, "COUNT", Map.of("sessions", AttributeValue.fromN("3")));
        put(OWNER, "COUNT#sherlock_holmes", Map.of("sessions", AttributeValue.fromN("2")));

        assertThat(failed(event("expiry"))).isEmpty();
        assertThat(failed(event("expiry"))).isEmpty();

        assertThat(sorts(SESSION)).containsExactly("SWEPT");
        assertThat(sessions("COUNT")).isEqualTo("2");
        assertThat(sessions("COUNT#sherlock_holmes")).isEqualTo("1");
    }

    @Test
    void aRecordThatCannotBeUnderstoodIsAnsweredAndTheOthersAreSwept() {
        put(SESSION, "MESSAGE#0000000001", Map.of());
        DynamodbEvent poisoned = event("expiry");
        poisoned.getRecords().getFirst().getDynamodb().getOldImage().remove("lastSeq");

        assertThat(failed(both(poisoned, event("delete")))).containsExactly("200000000000000000001");

        assertThat(sorts(SESSION)).isEmpty();
    }

    @Test
    void aFailureIsLoggedOnceWithIdsAndWithoutTheTitleAndCounted() {
        DynamodbEvent poisoned = event("delete");
        poisoned.getRecords().getFirst().getDynamodb().getOldImage().remove("lastSeq");

        function.handleRequest(poisoned, context);

        assertThat(context.logged())
                .singleElement()
                .asString()
                .contains("\"event\":\"request_failed\"", SESSION, "100000000000000000001", RecordingContext.REQUEST_ID)
                .contains("\"sweepFailures\":1", "{\"Name\":\"sweepFailures\",\"Unit\":\"Count\"}")
                .doesNotContain("scarlet");
    }

    @Test
    void aStoreOutOfReachIsNotAskedAgainForTheRecordsAfterTheFirst() {
        SweeperFunction lost = function("http://127.0.0.1:1");

        assertThat(lost.handleRequest(both(event("delete"), event("expiry")), context)
                        .getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly("100000000000000000001");
        assertThat(context.logged())
                .singleElement()
                .asString()
                .contains("\"event\":\"store_busy\"", "\"sweepFailures\":0");
    }

    private SweeperFunction function(String endpoint) {
        return new SweeperFunction(
                new Backend(Map.of("PARLEY_DYNAMODB_ENDPOINT", endpoint, "PARLEY_TABLE", table), Clock.systemUTC()));
    }

    private List<String> failed(DynamodbEvent event) {
        return function.handleRequest(event, context).getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private static DynamodbEvent event(String name) {
        return EventLoader.loadDynamoDbEvent("events/sweeper/" + name + ".json");
    }

    private static DynamodbEvent both(DynamodbEvent first, DynamodbEvent second) {
        List<DynamodbStreamRecord> records = Stream.of(first, second)
                .flatMap(event -> event.getRecords().stream())
                .toList();
        DynamodbEvent both = new DynamodbEvent();
        both.setRecords(records);
        return both;
    }

    private void put(String pk, String sk, Map<String, AttributeValue> others) {
        CLIENT.putItem(put -> put.tableName(table)
                .item(Stream.of(Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk)), others)
                        .flatMap(part -> part.entrySet().stream())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
    }

    private List<String> sorts(String pk) {
        return items(pk).map(item -> text(item, "sk")).toList();
    }

    private String sessions(String sort) {
        return items(OWNER)
                .filter(item -> text(item, "sk").equals(sort))
                .map(item -> item.getOrDefault("sessions", AttributeValue.fromN("-1"))
                        .n())
                .findFirst()
                .orElseThrow();
    }

    private Stream<Map<String, AttributeValue>> items(String pk) {
        return CLIENT
                .query(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(pk))))
                .items()
                .stream();
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return item.getOrDefault(name, AttributeValue.fromS("?")).s();
    }
}
