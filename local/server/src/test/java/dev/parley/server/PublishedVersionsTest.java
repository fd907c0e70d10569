package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.standins.Template;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// When a deployment that changes nothing but the value of a parameter reaches the live versions of functions.
class PublishedVersionsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern REFERRED = Pattern.compile("\\$\\{([A-Za-z]+)}");

    private final Template template = Template.ofProject();

    /// CloudFormation publishes anew where a version's description changes, and else goes on with the old values.
    @Test
    void aParameterThatFunctionsReadIsInADescriptionOfVersionsOrReleaseSaysThatItIsNot() {
        JsonNode parameters = JSON.valueToTree(template.section("Parameters"));
        JsonNode resources = JSON.valueToTree(template.section("Resources"));
        Set<String> read = new TreeSet<>();
        environments(resources).forEach(environment -> refer(environment, read));
        read.removeIf(name -> !parameters.has(name));
        Set<String> described = new TreeSet<>();
        resources.findValues("VersionDescription").forEach(description -> refer(description, described));

        assertThat(read).contains("ModelId", "AllowedOrigins");
        read.removeAll(described);
        assertThat(parameters.at("/Release/Description").asText()).contains(read);
    }

    private Stream<JsonNode> environments(JsonNode resources) {
        JsonNode globals = JSON.valueToTree(template.section("Globals"));
        return Stream.concat(globals.findValues("Environment").stream(), resources.findValues("Environment").stream());
    }

    /// Adds what `!Ref` and `!Sub` name.
    private static void refer(JsonNode node, Set<String> names) {
        List<JsonNode> references = node.findValues("Ref");
        references.forEach(reference -> names.add(reference.asText()));
        REFERRED.matcher(node.toString()).results().forEach(found -> names.add(found.group(1)));
    }
}
