package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.chat.Refusal;
import dev.parley.chat.Usage;
import dev.parley.standins.HandClock;
import dev.parley.standins.RecordingContext;
import dev.parley.standins.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One line, and what CloudWatch reads in it by the rules of its embedded metric format.
class LogLineTest {
    private final RecordingContext context = new RecordingContext();
    private final HandClock clock = new HandClock();
    private final LogLine line = new LogLine(context, clock);

    @Test
    void aLineSaysWhatItWasHowLongItTookAndWhatItUsed() {
        line.tally().read(1.5);
        line.tally().wrote(10);
        clock.moveOn(Duration.ofMillis(153));

        assertThat(written()).hasToString("""
            {"timestamp":"2026-01-01T10:00:00.153Z","level":"INFO",\
            "requestId":"8f507cfc-1b2c-4697-b07a-ac58fc914c95","function":"function","status":200,\
            "durationMs":153,"readUnits":1.5,"writeUnits":10.0,"conflicts":0,"turns":0,"modelCalls":0,\
            "inputTokens":0,"outputTokens":0,"modelFailures":0}\
            """);
    }

    @Test
    void metricsAreTheMembersThatAreNotZero() {
        line.tally().counted(12, 0);
        line.tally().metConflict();

        JsonNode written = written();

        assertThat(metrics(written)).containsExactly("inputTokens", "conflicts");
        assertThat(written.path("inputTokens").intValue()).isEqualTo(12);
        assertThat(written.path("conflicts").intValue()).isOne();
    }

    @Test
    void aTurnWithoutAnswerIsAModelFailure() {
        line.failed(new Refusal.NoAnswer("out of time", Usage.UNKNOWN));

        JsonNode written = written();

        assertThat(metrics(written)).containsExactly("modelFailures");
        assertThat(written.path("errors"))
                .hasToString("[{\"event\":\"model_failed\",\"causes\":[\"no answer: out of time\"],\"at\":[]}]");
    }

    @Test
    void aBusyStoreIsAnErrorAndNoModelFailure() {
        line.failed(new Refusal.TooBusy("ThrottlingException"));

        JsonNode written = written();

        assertThat(written.path("level").textValue()).isEqualTo("ERROR");
        assertThat(written.path("modelFailures").intValue()).isZero();
        assertThat(written.has("_aws")).isFalse();
    }

    @Test
    void aLineWithEveryMetricKeepsTheRulesOfTheFormat() {
        line.tally().counted(1, 2);
        line.tally().metConflict();
        line.tally().tookTurn();
        line.failed("record", new Refusal.NoAnswer("out of time", Usage.UNKNOWN));

        line.write(new Failures(4, 2));

        assertThat(metrics(read()))
                .containsExactly(
                        "turns",
                        "modelFailures",
                        "inputTokens",
                        "outputTokens",
                        "conflicts",
                        "sweepFailures",
                        "titleFailures");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ModelFailuresAlarm", "SweepFailuresAlarm", "TitleFailuresAlarm", "TitlerModelFailuresAlarm"})
    void theTemplatesAlarmsAreOnMetricsThatThereAre(String alarm) {
        Object alarmed = Template.ofProject().resource(alarm).get("Properties");
        Map<?, ?> properties = alarmed instanceof Map<?, ?> map ? map : Map.of();

        assertThat(properties.get("Namespace")).isEqualTo(Metrics.NAMESPACE);
        assertThat(properties.get("MetricName")).isIn(Metrics.NAMES);
        assertThat((List<?>) properties.get("Dimensions"))
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("Name", Metrics.DIMENSION);
    }

    private JsonNode written() {
        line.write(new Status(200));
        return read();
    }

    private JsonNode read() {
        assertThat(context.logged()).hasSize(1);
        try {
            return new ObjectMapper().readTree(context.logged().getFirst());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /// The names of the metrics, after what the specification demands of their document: metadata with a recent
    /// time, and of every directive a namespace, dimensions and metrics that are members of the root, numbers and
    /// texts.
    private static List<String> metrics(JsonNode line) {
        JsonNode metadata = line.path("_aws");
        assertThat(metadata.path("Timestamp").isIntegralNumber()).isTrue();
        assertThat(Instant.ofEpochMilli(metadata.path("Timestamp").longValue())).isEqualTo(HandClock.START);
        assertThat(metadata.path("CloudWatchMetrics")).isNotEmpty();
        List<String> names = new ArrayList<>();
        for (JsonNode directive : metadata.path("CloudWatchMetrics")) {
            assertThat(directive.path("Namespace").textValue()).isEqualTo("Parley");
            assertThat(directive.path("Dimensions"))
                    .isNotEmpty()
                    .allSatisfy(set -> assertThat(set)
                            .hasSizeBetween(1, 30)
                            .allSatisfy(name -> assertThat(
                                            line.path(name.textValue()).isTextual())
                                    .isTrue()));
            assertThat(directive.path("Metrics")).hasSizeBetween(1, 100).allSatisfy(metric -> {
                assertThat(line.path(metric.path("Name").textValue()).isNumber())
                        .as(metric.path("Name").textValue())
                        .isTrue();
                assertThat(metric.path("Unit").textValue()).isEqualTo("Count");
                names.add(metric.path("Name").textValue());
            });
        }
        return names;
    }

    private record Status(int status) {}

    private record Failures(int sweepFailures, int titleFailures) {}
}
