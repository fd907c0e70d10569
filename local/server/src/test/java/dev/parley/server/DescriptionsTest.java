package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parley.promises.Operation;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.Conformance.Sent;
import dev.parley.standins.Template;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The OpenAPI descriptions are true of the template, and their own examples of their schemas.
class DescriptionsTest {
    static List<String> groups() {
        return Descriptions.groups();
    }

    @ParameterizedTest
    @MethodSource("groups")
    void aDescriptionIsOpenApi31WithoutAFault(String group) {
        var read = new OpenAPIV3Parser().readContents(Descriptions.text(group));

        assertThat(read.getMessages()).isEmpty();
        assertThat(read.getOpenAPI().getOpenapi()).startsWith("3.1.");
    }

    @Test
    void everyRouteOfTheTemplateIsDescribedInItsGroupAndNoOther() {
        Map<String, Set<String>> declared = new TreeMap<>();
        for (Template.Route route : Routing.all()) {
            Routing.Taken taken = Routing.of(route.method(), route.path()).orElseThrow();
            declared.computeIfAbsent(taken.group(), _ -> new TreeSet<>()).add(taken.routeKey());
        }
        Map<String, Set<String>> described = new TreeMap<>();
        for (String group : groups()) {
            Set<String> routes = new TreeSet<>();
            DescribedOperation.all(group).forEach(operation -> routes.add(operation.routeKey()));
            described.put(group, routes);
        }

        assertThat(described).isEqualTo(declared);
    }

    @ParameterizedTest
    @MethodSource("groups")
    void everyOperationStandsUnderAHeadingThatIsExplained(String group) {
        JsonNode description = DescribedOperation.description(group);
        List<String> explained = description.path("tags").findValuesAsText("name");

        assertThat(description.path("paths").findValues("tags"))
                .hasSameSizeAs(DescribedOperation.all(group))
                .allSatisfy(tags -> assertThat(explained).contains(tags.path(0).asText()));
    }

    /// A request may be too large for any route: a body can come where none is expected.
    @ParameterizedTest
    @MethodSource("groups")
    void everyOperationTellsWhatTheGatewayRefuses(String group) {
        assertThat(DescribedOperation.all(group))
                .allSatisfy(operation -> assertThat(operation.responses())
                        .as(operation.routeKey())
                        .extracting(DescribedOperation.Response::status)
                        .contains(401, 413, 429));
    }

    @Test
    void theOperationsThatHonourAnIdempotencyKeyOfferOneAndNoOthers() {
        Set<String> honouring = Operation.all().stream()
                .filter(Operation::isKeyed)
                .map(operation -> operation.request("sub", "entry").line().split(" ", 2))
                .map(line -> Routing.of(line[0], line[1]).orElseThrow().routeKey())
                .collect(Collectors.toSet());
        honouring.add("POST /stream/{sessionId}");
        Set<String> offering = groups().stream()
                .flatMap(group -> DescribedOperation.all(group).stream())
                .filter(DescribedOperation::keyed)
                .map(DescribedOperation::routeKey)
                .collect(Collectors.toSet());

        assertThat(offering).isEqualTo(honouring).hasSize(10);
    }

    @ParameterizedTest
    @MethodSource("groups")
    void everyExampleOfAnAnswerFitsItsSchema(String group) {
        int examples = 0;
        for (DescribedOperation operation : DescribedOperation.all(group)) {
            for (DescribedOperation.Response response : operation.responses()) {
                for (String example : response.examples()) {
                    Answer answer = answer(response, example);
                    assertThat(Conformance.of(group).faults(operation.method(), operation.path(), answer))
                            .as(operation.path() + " " + example)
                            .isEmpty();
                    examples++;
                }
                assertThat(response.examples().isEmpty())
                        .as("an example of " + response.status() + " at " + operation.path())
                        .isEqualTo(response.type().isEmpty());
            }
        }
        assertThat(examples).isPositive();
    }

    @ParameterizedTest
    @MethodSource("groups")
    void everyExampleOfARequestFitsItsSchema(String group) {
        for (DescribedOperation operation : DescribedOperation.all(group)) {
            for (Sent sent : operation.requests()) {
                assertThat(Conformance.of(group).faults(sent)).as(sent.shown()).isEmpty();
            }
            assertThat(operation.requests())
                    .as("an example of " + operation.path())
                    .isNotEmpty();
        }
    }

    @Test
    void whatEveryGroupHasIsSaidInTheSameWords() {
        for (String pointer : List.of("parameters/IdempotencyKey", "securitySchemes/accessToken")) {
            assertThat(groups().stream().map(group -> DescribedOperation.component(group, pointer)))
                    .as(pointer)
                    .allSatisfy(said -> assertThat(said).isEqualTo(DescribedOperation.component("chatbot", pointer)));
        }
    }

    private static Answer answer(DescribedOperation.Response response, String body) {
        HttpHeaders headers = HttpHeaders.of(Map.of("content-type", List.of(response.type())), (_, _) -> true);
        return new Answer(response.status(), MissingNode.getInstance(), headers, body);
    }
}
