package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.standins.HandClock;
import dev.parley.standins.Template.Trigger;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTriggerTest {
    private static final String REMOVALS =
            "{\"eventName\":[\"REMOVE\"],\"dynamodb\":{\"Keys\":{\"sk\":{\"S\":[\"SESSION\"]}}}}";
    private static final Trigger TRIGGER =
            new Trigger("Probe", StreamProbe.class.getName(), 4, List.of(REMOVALS), true, true, 2, 900);

    private final LambdaHost functions = new LambdaHost(
            List.of(),
            List.of(TRIGGER),
            TestApi.backend(),
            new LambdaHost.Surroundings(
                    new HandClock(),
                    Duration.ofSeconds(30),
                    new Console(new PrintStream(OutputStream.nullOutputStream()))));
    private final List<ObjectNode> givenUp = new ArrayList<>();

    @BeforeEach
    void forget() {
        StreamProbe.reset();
    }

    @AfterEach
    void close() {
        functions.close();
    }

    @Test
    void recordsArriveInBatchesAndInTheirOrder() {
        deliver("1", "2", "3", "4", "5");

        assertThat(StreamProbe.BATCHES).containsExactly(List.of("1", "2", "3", "4"), List.of("5"));
        assertThat(givenUp).isEmpty();
    }

    @Test
    void whatTheFilterDoesNotAdmitDoesNotArrive() {
        trigger(TRIGGER)
                .deliver(List.of(
                        record("1", "INSERT", "SESSION"),
                        record("2", "REMOVE", "MESSAGE#0000000001"),
                        record("3", "REMOVE", "SESSION#DETAILS"),
                        record("4", "REMOVE", "SESSION")));

        assertThat(StreamProbe.BATCHES).containsExactly(List.of("4"));
    }

    @ParameterizedTest
    @CsvSource({
        "true,  1, true",
        "true,  0, false",
        "false, 1, false",
        "false, 0, true",
    })
    void aFilterOnWhatIsThereAdmitsRecordsByIt(boolean exists, int titles, boolean admitted) {
        RecordFilter filter = new RecordFilter(
                List.of("{\"dynamodb\":{\"NewImage\":{\"title\":{\"S\":[{\"exists\":" + exists + "}]}}}}"));
        ObjectNode record = record("1", "MODIFY", "SESSION").json();
        ObjectNode image = ((ObjectNode) record.path("dynamodb")).putObject("NewImage");
        if (titles > 0) {
            image.putObject("title").put("S", "Tides");
        }

        assertThat(filter.admits(record)).isEqualTo(admitted);
    }

    @Test
    void onlyAValueIsThereForAFilter() {
        RecordFilter filter = new RecordFilter(List.of("{\"dynamodb\":{\"Keys\":{\"sk\":[{\"exists\":true}]}}}"));

        assertThat(filter.admits(record("1", "MODIFY", "SESSION").json())).isFalse();
    }

    @Test
    void aBatchIsTriedAgainFromTheRecordThatFailed() {
        StreamProbe.REPORTED.add("3");

        deliver("1", "2", "3");

        assertThat(StreamProbe.BATCHES)
                .containsExactly(List.of("1", "2", "3"), List.of("3"), List.of("3"), List.of("3"));
    }

    @Test
    void aRecordThatFailsInTheEndIsGivenUpAlone() {
        StreamProbe.REPORTED.add("1");

        deliver("1", "2", "3", "4");

        assertThat(givenUp).singleElement().satisfies(batch -> {
            assertThat(batch.at("/DDBStreamBatchInfo/startSequenceNumber").asText())
                    .isEqualTo("1");
            assertThat(batch.at("/DDBStreamBatchInfo/endSequenceNumber").asText())
                    .isEqualTo("1");
            assertThat(batch.at("/DDBStreamBatchInfo/batchSize").asInt()).isEqualTo(1);
            assertThat(batch.at("/DDBStreamBatchInfo/shardId").asText()).isEqualTo("shard");
        });
        assertThat(StreamProbe.BATCHES).endsWith(List.of("3", "4"));
    }

    @Test
    void aRecordThatBreaksTheFunctionIsBisectedOutAndTheOthersArrive() {
        StreamProbe.POISON.add("3");

        deliver("1", "2", "3", "4");

        assertThat(StreamProbe.BATCHES)
                .containsExactly(
                        List.of("1", "2", "3", "4"),
                        List.of("1", "2"),
                        List.of("3", "4"),
                        List.of("3"),
                        List.of("3"),
                        List.of("3"),
                        List.of("4"));
        assertThat(givenUp)
                .singleElement()
                .satisfies(batch -> assertThat(batch.at("/DDBStreamBatchInfo/startSequenceNumber")
                                .asText())
                        .isEqualTo("3"));
    }

    @Test
    void withoutBisectingABatchIsGivenUpWhole() {
        StreamProbe.POISON.add("2");

        trigger(new Trigger("Probe", StreamProbe.class.getName(), 4, List.of(), true, false, 1, 900))
                .deliver(Stream.of("1", "2").map(StreamTriggerTest::removal).toList());

        assertThat(StreamProbe.BATCHES).containsExactly(List.of("1", "2"), List.of("1", "2"));
        assertThat(givenUp).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "{\"a\":[{\"prefix\":\"b\"}]}", "{\"a\":[{\"exists\":1}]}", "{\"a\":\"b\"}"})
    void aFilterThatOnlyLambdaKnowsIsRefusedInWords(String pattern) {
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> new RecordFilter(List.of("{\"x\":" + pattern + "}", "{\"y\":{\"z\":null}}")))
                .withMessageContaining("filter");
    }

    private void deliver(String... numbers) {
        trigger(TRIGGER)
                .deliver(Stream.of(numbers).map(StreamTriggerTest::removal).toList());
    }

    private StreamTrigger trigger(Trigger trigger) {
        return new StreamTrigger(trigger, functions, UUID::randomUUID, givenUp::add);
    }

    private static StreamRecord removal(String number) {
        return record(number, "REMOVE", "SESSION");
    }

    private static StreamRecord record(String number, String event, String sort) {
        ObjectNode json = Json.object().put("eventName", event);
        ObjectNode change = json.putObject("dynamodb").put("SequenceNumber", number);
        ObjectNode keys = change.putObject("Keys");
        keys.putObject("pk").put("S", "SESSION#1");
        keys.putObject("sk").put("S", sort);
        return new StreamRecord("shard", json);
    }
}
