package dev.parley.promises.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.standins.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The lines that functions wrote to the console of a server: of requests, and of the sweeper's batches.
record LogLines(List<JsonNode> requests, List<JsonNode> batches) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ROUTES = Template.ofProject().routes().stream()
            .map(route -> route.method() + " " + route.path())
            .collect(Collectors.toSet());

    /// What a local server itself says when its database fails.
    private static final List<String> BESIDES =
            List.of("The table's stream cannot be followed just now: ", "Records of the stream were given up: ");

    /// The lines in all that a server has printed. Besides them it says what it is and, at most, that its database
    /// fails.
    static LogLines in(List<String> output) {
        List<JsonNode> requests = new ArrayList<>();
        List<JsonNode> batches = new ArrayList<>();
        for (String text : output.subList(started(output), output.size())) {
            if (BESIDES.stream().noneMatch(text::startsWith)) {
                JsonNode line = tree(text);
                (line.has("records") ? batches : requests).add(line);
            }
        }
        return new LogLines(requests, batches);
    }

    private static int started(List<String> output) {
        return 1
                + output.indexOf(output.stream()
                        .filter(line -> line.startsWith("Parley is listening on "))
                        .findFirst()
                        .orElseThrow());
    }

    /// Checks that each exchange with a function has one line, and that there is none besides.
    void tellOnceOfEach(List<Traffic.Exchange> exchanges) {
        Map<String, List<JsonNode>> byId = requests.stream()
                .collect(Collectors.groupingBy(
                        line -> line.path("gatewayRequestId").asText()));
        int byFunctions = 0;
        for (Traffic.Exchange exchange : exchanges) {
            List<JsonNode> its = byId.getOrDefault(exchange.answer().header("apigw-requestid"), List.of());
            assertThat(its).as(exchange.what()).hasSize(exchange.isByFunction() ? 1 : 0);
            its.forEach(line -> tells(line, exchange.answer().status()));
            byFunctions += its.size();
        }
        assertThat(requests).hasSize(byFunctions);
        assertThat(requests).extracting(line -> line.path("requestId").asText()).doesNotHaveDuplicates();
    }

    private static void tells(JsonNode line, int status) {
        assertThat(line.path("status").intValue()).as("%s", line).isEqualTo(status);
        assertThat(line.path("route").textValue()).isIn(ROUTES);
        assertThat(line.path("level").textValue()).isEqualTo(status < 500 ? "INFO" : "ERROR");
        assertThat(line.path("errors")).as("%s", line).hasSize(status < 500 ? 0 : 1);
        assertThat(line.at("/errors/0/causes").isEmpty()).as("%s", line).isEqualTo(status < 500);
        for (JsonNode metric : line.at("/_aws/CloudWatchMetrics/0/Metrics")) {
            assertThat(line.path(metric.path("Name").textValue()).asLong())
                    .as("%s", line)
                    .isPositive();
        }
    }

    /// How often which kind of failure came up.
    Map<String, Long> failures() {
        return requests.stream()
                .filter(line -> line.has("errors"))
                .map(line -> line.at("/errors/0/event").asText())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    /// How often writes were in each other's way.
    long conflicts() {
        return requests.stream()
                .mapToLong(line -> line.path("conflicts").asLong())
                .sum();
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no line of a function's: " + line, e);
        }
    }

    @Override
    public String toString() {
        return requests.size() + " reached a function and have one line each, " + batches.size()
                + " lines more are the sweeper's";
    }
}
