package dev.parley.titler;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import dev.parley.Backend;
import dev.parley.standins.LocalBedrock;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.RecordingContext;
import dev.parley.standins.Template;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The function, called with the very file that `sam local invoke -e` takes.
class TitlerFunctionTest {
    private static final DynamoDbClient CLIENT = LocalDynamoDb.shared().client();
    private static final LocalBedrock BEDROCK = LocalBedrock.start();
    private static final String SESSION = "5e21e25c1b71305abafd9509";
    private static final String POSITION = "300000000000000000001";

    private final String table = LocalDynamoDb.shared().freshTable(Template.ofProject());
    private final RecordingContext context = new RecordingContext();
    private final TitlerFunction function =
            function(LocalDynamoDb.shared().endpoint().toString());

    @AfterAll
    static void close() {
        BEDROCK.close();
    }

    @Test
    void aSessionGetsItsTitleAndTheLogSaysThatOneWasGivenAndNotWhich() {
        DynamodbEvent event = answered();
        store(event, "!title A study in scarlet");

        assertThat(failed(event)).isEmpty();

        assertThat(header().get("title")).isEqualTo(text("A study in scarlet"));
        assertThat(context.logged())
                .singleElement()
                .asString()
                .contains("\"level\":\"INFO\"", "\"records\":1,\"titles\":1,\"titleFailures\":0", "\"modelCalls\":1")
                .containsPattern("\"inputTokens\":[1-9]")
                .containsPattern("\"writeUnits\":[1-9]")
                .doesNotContain("scarlet");
    }

    @Test
    void aRecordThatComesAgainFindsTheTitleAndAsksNobody() {
        DynamodbEvent event = answered();
        store(event, "!title A study in scarlet");

        assertThat(failed(event)).isEmpty();
        assertThat(failed(event)).isEmpty();

        assertThat(context.logged().getLast()).contains("\"titles\":0", "\"modelCalls\":0");
    }

    @Test
    void aRecordOfASessionThatIsGoneIsWorkedOff() {
        assertThat(failed(answered())).isEmpty();

        assertThat(context.logged()).singleElement().asString().contains("\"titles\":0", "\"modelCalls\":0");
    }

    @Test
    void anythingButATurnsEndWithAnAnswerIsNoneOfItsBusiness() {
        DynamodbEvent event = answered();
        store(event, "!title A study in scarlet");
        DynamodbEvent unanswered = answered();
        change(unanswered).getNewImage().put("lastSeq", recorded().withN("1"));
        DynamodbEvent begun = answered();
        change(begun).getNewImage().put("turn", recorded().withS("mjv1yzgw-2"));
        DynamodbEvent appended = answered();
        change(appended).getOldImage().remove("turn");
        DynamodbEvent created = answered();
        created.getRecords().getFirst().setEventName("INSERT");
        DynamodbEvent message = answered();
        change(message).getKeys().put("sk", recorded().withS("MESSAGE#0000000001"));

        for (DynamodbEvent other : List.of(unanswered, begun, appended, created, message)) {
            assertThat(failed(other)).isEmpty();
        }

        assertThat(header()).doesNotContainKey("title");
    }

    @Test
    void aTurnWhoseAnswerBrokeOffIsWorkedOffWithoutATitle() {
        DynamodbEvent event = answered();
        store(event, "!title A study in scarlet");
        put(answer("incomplete"));

        assertThat(failed(event)).isEmpty();

        assertThat(header()).doesNotContainKey("title");
        assertThat(context.logged()).singleElement().asString().contains("\"titles\":0", "\"modelCalls\":0");
    }

    @Test
    void anAnswerThatIsNoneOfTheFirstMessagesIsLookedUp() {
        DynamodbEvent event = answered();
        change(event).getOldImage().put("lastSeq", recorded().withN("6"));
        change(event).getNewImage().put("lastSeq", recorded().withN("7"));
        store(event, "!title A study in scarlet");
        put(answer("incomplete"));
        assertThat(failed(event)).isEmpty();
        assertThat(header()).doesNotContainKey("title");
        Map<String, AttributeValue> whole = new HashMap<>(answer("end_turn"));
        whole.put("sk", text("MESSAGE#0000000007"));
        put(whole);

        assertThat(failed(event)).isEmpty();

        assertThat(header().get("title")).isEqualTo(text("A study in scarlet"));
    }

    @Test
    void aRecordThatCannotBeUnderstoodIsAnsweredAndCountedAndTheOthersGetTheirTitles() {
        DynamodbEvent event = answered();
        store(event, "!title A study in scarlet");
        DynamodbEvent poisoned = answered();
        change(poisoned).getNewImage().remove("lastSeq");
        change(poisoned).setSequenceNumber("299");
        event.setRecords(
                List.of(poisoned.getRecords().getFirst(), event.getRecords().getFirst()));

        assertThat(failed(event)).containsExactly("299");

        assertThat(header().get("title")).isEqualTo(text("A study in scarlet"));
        assertThat(context.logged())
                .singleElement()
                .asString()
                .contains("\"event\":\"request_failed\"", SESSION, "\"titles\":1,\"titleFailures\":1")
                .contains("{\"Name\":\"titleFailures\",\"Unit\":\"Count\"}");
    }

    @Test
    void aModelThatIsThrottledIsAskedAgainAndCountsAsTheModelsFailure() {
        DynamodbEvent event = answered();
        store(event, "!title !throttle");

        assertThat(failed(event)).containsExactly(POSITION);

        assertThat(header()).doesNotContainKey("title");
        assertThat(context.logged())
                .singleElement()
                .asString()
                .contains("\"event\":\"model_failed\"", "\"titleFailures\":0", "\"modelFailures\":1");
    }

    @Test
    void aModelThatRefusesIsInTheLogThoughTheSessionHasATitle() {
        DynamodbEvent event = answered();
        store(event, "!title !error 403");

        assertThat(failed(event)).isEmpty();

        assertThat(header().get("title")).isEqualTo(text("!title !error 403"));
        assertThat(context.logged())
                .singleElement()
                .asString()
                .contains("AccessDenied", "\"titles\":1", "\"modelFailures\":1")
                .doesNotContain("!title");
    }

    @Test
    void aStoreOutOfReachIsNoFailureForGood() {
        TitlerFunction lost = function("http://127.0.0.1:1");

        assertThat(lost.handleRequest(answered(), context).getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly(POSITION);
        assertThat(context.logged())
                .singleElement()
                .asString()
                .contains("\"event\":\"store_busy\"", "\"titleFailures\":0");
    }

    private TitlerFunction function(String endpoint) {
        return new TitlerFunction(new Backend(
                Map.of(
                        "PARLEY_DYNAMODB_ENDPOINT",
                        endpoint,
                        "PARLEY_BEDROCK_ENDPOINT",
                        BEDROCK.endpoint().toString(),
                        "PARLEY_MODEL_ID",
                        "amazon.nova-lite-v1:0",
                        "PARLEY_TABLE",
                        table),
                Clock.systemUTC()));
    }

    private List<String> failed(DynamodbEvent event) {
        return function.handleRequest(event, context).getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private static DynamodbEvent answered() {
        return EventLoader.loadDynamoDbEvent("events/titler/answered.json");
    }

    private static StreamRecord change(DynamodbEvent event) {
        return event.getRecords().stream()
                .map(DynamodbStreamRecord::getDynamodb)
                .findFirst()
                .orElseThrow();
    }

    /// A value in a record; in the table it is of another class.
    private static com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue recorded() {
        return new com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue();
    }

    /// Puts the session that the event tells of, with what its user said and an answer.
    private void store(DynamodbEvent event, String said) {
        Map<String, AttributeValue> header = new HashMap<>();
        change(event)
                .getNewImage()
                .forEach((name, value) -> header.put(
                        name, value.getS() == null ? AttributeValue.fromN(value.getN()) : text(value.getS())));
        put(header);
        put(message(1, "USER", said));
        put(answer("end_turn"));
    }

    private static Map<String, AttributeValue> answer(String stopReason) {
        Map<String, AttributeValue> answer = new HashMap<>(message(2, "ASSISTANT", "Elementary."));
        answer.put("model", text("amazon.nova-lite-v1:0"));
        answer.put("stopReason", text(stopReason));
        answer.put("inputTokens", AttributeValue.fromN("5"));
        answer.put("outputTokens", AttributeValue.fromN("3"));
        return answer;
    }

    private static Map<String, AttributeValue> message(int seq, String role, String content) {
        return Map.of(
                "pk",
                text("SESSION#" + SESSION),
                "sk",
                text("MESSAGE#000000000" + seq),
                "role",
                text(role),
                "content",
                text(content),
                "storedAt",
                AttributeValue.fromN("1767261602000"));
    }

    private void put(Map<String, AttributeValue> item) {
        CLIENT.putItem(put -> put.tableName(table).item(item));
    }

    private Map<String, AttributeValue> header() {
        return CLIENT.getItem(get ->
                        get.tableName(table).key(Map.of("pk", text("SESSION#" + SESSION), "sk", text("SESSION"))))
                .item();
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
