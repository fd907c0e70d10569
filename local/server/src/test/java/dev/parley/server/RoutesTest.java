package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.Backend;
import dev.parley.agent.AgentFunction;
import dev.parley.basic.BasicFunction;
import dev.parley.catalog.CatalogFunction;
import dev.parley.character.CharacterFunction;
import dev.parley.chatbot.ChatbotFunction;
import dev.parley.chatflow.ChatflowFunction;
import dev.parley.standins.Template;
import dev.parley.stream.StreamFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The routes of template.yaml and those of the code are the same.
class RoutesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Backend NOWHERE = new Backend(
            Map.of(
                    "PARLEY_TABLE", "none",
                    "PARLEY_CLIENT_ID", "none",
                    "PARLEY_MODEL_ID", "none",
                    "PARLEY_DYNAMODB_ENDPOINT", "http://127.0.0.1:1",
                    "PARLEY_BEDROCK_ENDPOINT", "http://127.0.0.1:1"),
            Clock.systemUTC());

    @Test
    void everyFunctionAnswersExactlyTheRoutesThatTheTemplateSendsIt() {
        Map<String, Set<String>> declared = new TreeMap<>();
        for (Template.Route route : allRoutes(Template.ofProject())) {
            declared.computeIfAbsent(route.handlerClass(), _ -> new HashSet<>())
                    .add(route.method() + " " + route.path());
        }

        assertThat(declared)
                .isEqualTo(Map.of(
                        ChatflowFunction.class.getName(), new ChatflowFunction(NOWHERE).routes(),
                        BasicFunction.class.getName(), new BasicFunction(NOWHERE).routes(),
                        CharacterFunction.class.getName(), new CharacterFunction(NOWHERE).routes(),
                        ChatbotFunction.class.getName(), new ChatbotFunction(NOWHERE).routes(),
                        AgentFunction.class.getName(), new AgentFunction(NOWHERE).routes(),
                        CatalogFunction.class.getName(), new CatalogFunction(NOWHERE).routes(),
                        StreamFunction.class.getName(), new StreamFunction(NOWHERE).routes()));
    }

    /// Else its live version would go on with the old days, when a deployment changes nothing but them.
    @Test
    void everyFunctionThatKeepsSessionsIsPublishedAnewForAnotherRetention() {
        Template template = Template.ofProject();
        for (Template.Route route : allRoutes(template)) {
            if (!route.handlerClass().equals(CatalogFunction.class.getName())) {
                assertThat(template.resource(route.function()).get("Properties"))
                        .as(route.function() + " says in its VersionDescription for how many days sessions are kept")
                        .asString()
                        .contains("${SessionRetentionDays}");
            }
        }
    }

    @Test
    void everyRouteHasItsEvent() throws IOException {
        Set<String> routes = new TreeSet<>();
        allRoutes(Template.ofProject()).forEach(route -> routes.add(route.method() + " " + route.path()));
        Set<String> events = new TreeSet<>();
        try (var files = Files.walk(Path.of(System.getProperty("parley.root"), "events"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".json")).toList()) {
                JsonNode event = JSON.readTree(file.toFile());
                event.findValuesAsText("routeKey").forEach(events::add);
                if (event.has("httpMethod")) {
                    events.add(event.path("httpMethod").asText() + " "
                            + event.path("resource").asText());
                }
            }
        }

        assertThat(events).isEqualTo(routes);
    }

    private static List<Template.Route> allRoutes(Template template) {
        return Stream.concat(
                        template.routes().stream(),
                        template.streamedRoutes().stream().map(Template.StreamedRoute::route))
                .toList();
    }
}
