package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.chat.Beside;
import dev.parley.chat.TokenBudget;
import dev.parley.standins.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the template's parameters reach.
class SettingsTest {
    private static final int LONGEST_VERSION_DESCRIPTION = 256;
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Template TEMPLATE = Template.ofProject();

    static List<String> functions() {
        return Stream.of(
                        TEMPLATE.routes().stream().map(Template.Route::function),
                        TEMPLATE.streamedRoutes().stream()
                                .map(streamed -> streamed.route().function()),
                        TEMPLATE.triggers().stream().map(Template.Trigger::function))
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void concurrencyIsReservedByTheFunctionsParameterAndNotAtAllByDefault(String function) {
        String parameter = switch (function) {
            case "ChatbotFunction" -> "ChatbotConcurrency";
            case "StreamFunction" -> "StreamConcurrency";
            case "SweeperFunction" -> "SweeperConcurrency";
            case "TitlerFunction" -> "TitlerConcurrency";
            default -> "ApiConcurrency";
        };

        assertThat(properties(function).get("ReservedConcurrentExecutions"))
                .isEqualTo(Map.of(
                        "Fn::If",
                        List.of(parameter + "Given", Map.of("Ref", parameter), Map.of("Ref", "AWS::NoValue"))));
        assertThat(TEMPLATE.section("Conditions").get(parameter + "Given"))
                .isEqualTo(Map.of("Fn::Not", List.of(Map.of("Fn::Equals", List.of(Map.of("Ref", parameter), 0)))));
        assertThat(parameter(parameter)).containsEntry("Default", 0).containsEntry("MinValue", 0);
    }

    private static JsonNode globals() {
        return new ObjectMapper().valueToTree(TEMPLATE.section("Globals")).path("Function");
    }

    @Test
    void functionsArePrimedBeforeASnapshotOfEachVersionThatIsPublished() {
        assertThat(globals().at("/SnapStart/ApplyOn").asText()).isEqualTo("PublishedVersions");
        assertThat(globals().has("AutoPublishAlias")).isTrue();
    }

    private static String javaOptions() {
        return globals().at("/Environment/Variables/JAVA_TOOL_OPTIONS").asText();
    }

    @Test
    void codeIsCompiledByTheFirstCompilerOnly() {
        assertThat(javaOptions().split(" ")).contains("-XX:TieredStopAtLevel=1");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void noFunctionIsPrimedOrRunsItsJavaOtherwiseThanAllDo(String function) {
        JsonNode properties = new ObjectMapper().valueToTree(properties(function));

        assertThat(properties.has("SnapStart") || properties.has("AutoPublishAlias"))
                .isFalse();
        assertThat(properties.at("/Environment/Variables").has("JAVA_TOOL_OPTIONS"))
                .isFalse();
    }

    @Test
    void moreConnectionsAreKeptThanCallsAreMadeAtOnce() {
        Matcher kept = Pattern.compile("-Dhttp\\.maxConnections=(\\d+)").matcher(javaOptions());

        assertThat(kept.find()).isTrue();
        assertThat(Integer.parseInt(kept.group(1))).isGreaterThan(Beside.AT_ONCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ChatbotFunction", "StreamFunction"})
    void theTokenBudgetReachesTheFunctionsThatAnswerAndPublishesThemAnew(String function) {
        assertThat(TEMPLATE.section("Globals"))
                .asString()
                .contains("PARLEY_DAILY_TOKEN_BUDGET=" + Map.of("Ref", "DailyTokenBudget"));
        assertThat(properties(function).get("VersionDescription")).asString().contains("${DailyTokenBudget}");
        assertThat(parameter("DailyTokenBudget"))
                .containsEntry("Default", 0)
                .containsEntry("MinValue", 0)
                .containsEntry("MaxValue", (int) TokenBudget.MOST);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void theTitlerFollowsTheStreamUnlessAParameterSaysOtherwise(String generateTitles, boolean follows) {
        assertThat(parameter("GenerateTitles"))
                .containsEntry("Default", "true")
                .containsEntry("AllowedValues", List.of("true", "false"));
        assertThat(TEMPLATE.triggers(Map.of("GenerateTitles", generateTitles)))
                .extracting(Template.Trigger::function)
                .contains("SweeperFunction")
                .filteredOn("TitlerFunction"::equals)
                .hasSize(follows ? 1 : 0);
        assertThat(TEMPLATE.triggers(Map.of())).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void noVersionDescriptionIsLongerThanLambdaTakes(String function) {
        Object description = Optional.ofNullable(properties(function).get("VersionDescription"))
                .orElseThrow();
        String longest = REFERENCE
                .matcher(description.toString().replaceAll("^\\{Fn::Sub=|}$", ""))
                .replaceAll(reference -> "x".repeat(longest(reference.group(1))));

        assertThat(longest).contains("xxx").hasSizeLessThanOrEqualTo(LONGEST_VERSION_DESCRIPTION);
    }

    private static int longest(String name) {
        Map<?, ?> parameter = parameter(name);
        Object most = parameter.get("MaxLength");
        return most instanceof Integer length
                ? length
                : String.valueOf(parameter.get("MaxValue")).length();
    }

    private static Map<?, ?> properties(String function) {
        return (Map<?, ?>) Optional.ofNullable(TEMPLATE.resource(function).get("Properties"))
                .orElseThrow();
    }

    private static Map<Object, Object> parameter(String name) {
        Object parameter =
                Optional.ofNullable(TEMPLATE.section("Parameters").get(name)).orElseThrow();
        return Map.copyOf((Map<?, ?>) parameter);
    }
}
