package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.Backend;
import dev.parley.agent.AgentFunction;
import dev.parley.basic.BasicFunction;
import dev.parley.catalog.CatalogFunction;
import dev.parley.character.CharacterFunction;
import dev.parley.chatbot.ChatbotFunction;
import dev.parley.chatflow.ChatflowFunction;
import dev.parley.http.Rehearsed;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Template;
import dev.parley.stream.StreamFunction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the functions' roles in template.yaml let them do: DynamoDB Local asks for no role.
class RolesTest {
    private static final String INDEX = "${Table.Arn}/index/";

    record Part(String role, Function<Backend, Rehearsed> function) {}

    private static List<Part> parts() {
        return List.of(
                new Part("ChatflowRole", ChatflowFunction::new),
                new Part("BasicRole", BasicFunction::new),
                new Part("ChatbotRole", ChatbotFunction::new),
                new Part("CharacterRole", CharacterFunction::new),
                new Part("AgentRole", AgentFunction::new),
                new Part("CatalogRole", CatalogFunction::new),
                new Part("StreamRole", StreamFunction::new));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void everyCallThatARehearsalMakesIsGranted(Part part) {
        String table = LocalDynamoDb.shared().freshTable(Template.ofProject());
        RehearsalStage.fillCatalog(table);
        Rehearsed function = part.function().apply(RehearsalStage.backend(table));

        Set<String> asked = AskedGrants.during(
                table, () -> assertThat(RehearsalStage.logged(function, 1)).noneMatch(RolesTest::isError));

        assertThat(granted(part.role())).containsAll(asked);
    }

    private static boolean isError(JsonNode line) {
        return line.path("level").textValue().equals("ERROR");
    }

    /// The actions on the table and on its indexes that a role allows.
    private static Set<String> granted(String role) {
        Set<String> granted = new HashSet<>();
        for (JsonNode policy : properties(role).path("Policies")) {
            for (JsonNode statement : policy.path("PolicyDocument").path("Statement")) {
                for (String resource : resources(statement.path("Resource"))) {
                    texts(statement.path("Action")).forEach(action -> granted.add(action + resource));
                }
            }
        }
        return granted;
    }

    private static JsonNode properties(String role) {
        return new ObjectMapper()
                .valueToTree(Template.ofProject().resource(role))
                .path("Properties");
    }

    /// Nothing for the table itself, a blank and the name for an index; other resources are left out.
    private static List<String> resources(JsonNode resource) {
        if (resource.isArray()) {
            return resource.valueStream()
                    .flatMap(one -> resources(one).stream())
                    .toList();
        }
        if (resource.path("Fn::GetAtt").path(0).asText().equals("Table")) {
            return List.of("");
        }
        String text = resource.path("Fn::Sub").asText("");
        return text.startsWith(INDEX) ? List.of(" " + text.substring(INDEX.length())) : List.of();
    }

    private static Stream<String> texts(JsonNode oneOrMore) {
        return oneOrMore.isArray()
                ? oneOrMore.valueStream().map(JsonNode::textValue)
                : Stream.of(oneOrMore.textValue());
    }
}
