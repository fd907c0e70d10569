package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.parley.standins.Template.Route;
import dev.parley.standins.Template.StreamedRoute;
import dev.parley.stream.StreamFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        for (Route route : allRoutes(Template.ofProject())) {
            declared.computeIfAbsent(route.handlerClass(), _ -> new HashSet<>()).add(route.key());
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

    @ParameterizedTest
    @ValueSource(strings = {"PATCH /sessions", "GET /sessions/{sessionId}", "GET /nowhere"})
    void aRouteThatItsFunctionDoesNotHaveFailsTheStartInWords(String key) {
        String handler = ChatbotFunction.class.getName();
        List<Route> routes = Stream.of("GET /sessions", key)
                .map(one -> one.split(" ", 2))
                .map(one -> new Route(one[0], one[1], handler, "ChatbotFunction"))
                .toList();

        assertThatThrownBy(() -> LambdaFunction.make(handler, routes, NOWHERE))
                .isInstanceOf(StartFailure.class)
                .hasMessage("The template sends " + key + " to " + handler + ", which has no such route.");
    }

    @Test
    void aStreamedRouteThatItsFunctionDoesNotHaveFailsTheStartInWords() {
        Route route = new Route("PUT", "/stream/{sessionId}", StreamFunction.class.getName(), "StreamFunction");
        List<StreamedRoute> routes = List.of(new StreamedRoute(route, Duration.ofMinutes(5)));

        assertThatThrownBy(() -> new StreamHost(routes, NOWHERE, Clock.systemUTC(), new Console(System.err)))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("PUT /stream/{sessionId}");
    }

    /// Else its live version would go on with the old days, when a deployment changes nothing but them.
    @Test
    void everyFunctionThatKeepsSessionsIsPublishedAnewForAnotherRetention() {
        Template template = Template.ofProject();
        for (Route route : allRoutes(template)) {
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
        allRoutes(Template.ofProject()).forEach(route -> routes.add(route.key()));
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

    private static List<Route> allRoutes(Template template) {
        return Stream.concat(
                        template.routes().stream(),
                        template.streamedRoutes().stream().map(StreamedRoute::route))
                .toList();
    }
}
