package dev.parley.promises.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.Backend;
import dev.parley.agent.AgentFunction;
import dev.parley.basic.BasicFunction;
import dev.parley.catalog.CatalogFunction;
import dev.parley.character.CharacterFunction;
import dev.parley.chatbot.ChatbotFunction;
import dev.parley.chatflow.ChatflowFunction;
import dev.parley.standins.HttpFunction;
import dev.parley.standins.RecordingContext;
import dev.parley.standins.Template;
import dev.parley.standins.Template.Route;
import dev.parley.standins.Trials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A function does not rely on the authorizer alone: for whatever route, an event that does not say whose access
/// token it was is refused in the group's words, before anything is read or written.
class ClaimsCheckedAgainTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CONTEXT = "requestContext";
    private static final String REFUSED_BY_THE_STORE =
            "{\"__type\":\"com.amazon.coral.validate#ValidationException\",\"message\":\"no\"}";

    /// How the groups say 401; the agent API also says what failed, for each route.
    private static final Map<String, String> ENVELOPES = Map.of(
            ChatflowFunction.class.getName(),
            "{\"success\":false,\"message\":\"Unauthorized\"}",
            BasicFunction.class.getName(),
            "{\"errors\":\"Unauthorized\"}",
            ChatbotFunction.class.getName(),
            "{\"success\":false,\"message\":\"Authentication missing or invalid\"}",
            CharacterFunction.class.getName(),
            "{\"message\":\"Unauthorized\"}",
            AgentFunction.class.getName(),
            "{\"message\":\"Failed to %s.\",\"error\":\"Authentication missing or invalid.\"}",
            CatalogFunction.class.getName(),
            "{\"message\":\"Unauthorized\"}");

    private static final Map<String, String> FAILURES = Map.of(
            "POST /sessions/create", "create chat session",
            "DELETE /sessions/delete/{session_id}", "delete chat session",
            "GET /sessions/history/{session_id}", "retrieve session history",
            "POST /sessions/history/update/{session_id}", "update session history",
            "GET /sessions/history/recent/{session_id}", "retrieve recent session history",
            "GET /sessions/get_all/{user_id}", "retrieve user sessions",
            "GET /sessions/get_by_agent/{agent_id}", "retrieve agent sessions",
            "GET /sessions/get/{session_id}", "retrieve session details");

    private static final AtomicInteger OUTBOUND = new AtomicInteger();
    private static final HttpServer STORE_AND_MODEL = refusing();
    private static final Map<String, RequestStreamHandler> FUNCTIONS = functions();
    private static final Map<String, ObjectNode> EVENTS = new HashMap<>();

    @BeforeAll
    static void readEvents() throws IOException {
        try (var files = Files.walk(Path.of(System.getProperty("parley.root"), "events"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".json")).toList()) {
                if (JSON.readTree(file.toFile()) instanceof ObjectNode event && event.has("routeKey")) {
                    EVENTS.putIfAbsent(event.path("routeKey").asText(), event);
                }
            }
        }
    }

    @AfterAll
    static void stop() {
        STORE_AND_MODEL.stop(0);
    }

    @Test
    void anEventThatNamesNobodyIsRefusedBeforeAnythingIsReadOrWritten() {
        Trials trials = Trials.alwaysInFull("functions check the claims again");
        List<Route> routes = Template.ofProject().routes();
        Map<String, Consumer<ObjectNode>> flaws = flaws();

        for (Route route : routes) {
            flaws.forEach((flaw, change) -> {
                ObjectNode event = event(route);
                change.accept(event);

                APIGatewayV2HTTPResponse response = answer(route, event);

                assertThat(response.getStatusCode())
                        .as(key(route) + ": " + flaw)
                        .isEqualTo(401);
                assertThat(response.getBody()).as(key(route) + ": " + flaw).isEqualTo(envelope(route));
                assertThat(OUTBOUND).as("calls after " + flaw).hasValue(0);
            });
        }

        trials.tell(routes.size() + " routes x " + flaws.size() + " flaws = " + routes.size() * flaws.size()
                + " events: each 401 in the group's words, 0 calls to the store or the model");
    }

    /// Else the calls that are not made would prove nothing.
    @Test
    void theSameEventAsItShouldBeReachesTheStore() {
        for (Route route : Template.ofProject().routes()) {
            APIGatewayV2HTTPResponse response = answer(route, event(route));

            assertThat(response.getStatusCode()).as(key(route)).isEqualTo(500);
            assertThat(OUTBOUND.getAndSet(0)).as(key(route)).isPositive();
        }
    }

    /// What may be wrong with the claims of an event, by name.
    private static Map<String, Consumer<ObjectNode>> flaws() {
        Map<String, Consumer<ObjectNode>> flaws = new LinkedHashMap<>();
        flaws.put("no request context", event -> event.remove(CONTEXT));
        flaws.put("no authorizer", event -> at(event, CONTEXT).remove("authorizer"));
        flaws.put("an empty authorizer", event -> authorizer(event).removeAll());
        flaws.put("no token", event -> authorizer(event).putNull("jwt"));
        flaws.put("no claims", event -> at(authorizer(event), "jwt").remove("claims"));
        flaws.put("null for claims", event -> at(authorizer(event), "jwt").putNull("claims"));
        flaws.put("empty claims", event -> claims(event).removeAll());
        flaws.put("claims of another kind of authorizer", event -> {
            ObjectNode claims = claims(event).deepCopy();
            authorizer(event).removeAll().set("lambda", claims);
        });
        flaws.put(
                "a user of IAM",
                event -> authorizer(event)
                        .removeAll()
                        .putObject("iam")
                        .put("userId", "ada")
                        .put("callerId", "ada"));
        flaws.put("claims beside the token", event -> {
            ObjectNode claims = claims(event).deepCopy();
            claims(event).removeAll();
            authorizer(event).set("claims", claims);
        });
        for (String claim : List.of("token_use", "client_id", "sub")) {
            flaws.put("no " + claim, event -> claims(event).remove(claim));
            flaws.put("null for " + claim, event -> claims(event).putNull(claim));
            for (String blank : List.of("", " ", "\t", "\u200B", "\u00A0")) {
                flaws.put(claim + " '" + blank + "'", event -> claims(event).put(claim, blank));
            }
        }
        for (String use : List.of("id", "refresh", "Access", "access ", "[access]", "access,id")) {
            flaws.put("token_use " + use, event -> claims(event).put("token_use", use));
        }
        for (String client : List.of("other", "Local", "local ", "[local]", "local,other", "none")) {
            flaws.put("client_id " + client, event -> claims(event).put("client_id", client));
        }
        flaws.put("an ID token's claims", event -> {
            claims(event).remove("client_id");
            claims(event).remove("scope");
            claims(event).put("aud", "local").put("token_use", "id");
        });
        return flaws;
    }

    private static APIGatewayV2HTTPResponse answer(Route route, ObjectNode event) {
        RequestStreamHandler function = Optional.ofNullable(FUNCTIONS.get(route.handlerClass()))
                .orElseThrow(
                        () -> new AssertionError("add " + route.handlerClass() + " to the functions of this test"));
        return new HttpFunction(function)
                .answer(event.toString().getBytes(StandardCharsets.UTF_8), new RecordingContext());
    }

    private static ObjectNode event(Route route) {
        return Optional.ofNullable(EVENTS.get(key(route))).orElseThrow().deepCopy();
    }

    private static String envelope(Route route) {
        return Optional.ofNullable(ENVELOPES.get(route.handlerClass()))
                .orElseThrow()
                .replace("%s", FAILURES.getOrDefault(key(route), "say what failed"));
    }

    private static String key(Route route) {
        return route.method() + " " + route.path();
    }

    private static ObjectNode authorizer(ObjectNode event) {
        return at(at(event, CONTEXT), "authorizer");
    }

    private static ObjectNode claims(ObjectNode event) {
        return at(at(authorizer(event), "jwt"), "claims");
    }

    private static ObjectNode at(ObjectNode parent, String name) {
        return parent.withObject("/" + name);
    }

    private static Map<String, RequestStreamHandler> functions() {
        String endpoint = "http://127.0.0.1:" + STORE_AND_MODEL.getAddress().getPort();
        Backend backend = new Backend(
                Map.of(
                        "PARLEY_DYNAMODB_ENDPOINT", endpoint,
                        "PARLEY_BEDROCK_ENDPOINT", endpoint,
                        "PARLEY_TABLE", "parley",
                        "PARLEY_CLIENT_ID", "local",
                        "PARLEY_MODEL_ID", "amazon.nova-lite-v1:0"),
                Clock.systemUTC());
        return Map.of(
                ChatflowFunction.class.getName(), new ChatflowFunction(backend),
                BasicFunction.class.getName(), new BasicFunction(backend),
                ChatbotFunction.class.getName(), new ChatbotFunction(backend),
                CharacterFunction.class.getName(), new CharacterFunction(backend),
                AgentFunction.class.getName(), new AgentFunction(backend),
                CatalogFunction.class.getName(), new CatalogFunction(backend));
    }

    /// Counts what it is asked, and refuses it.
    private static HttpServer refusing() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", ClaimsCheckedAgainTest::refuse);
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refuse(HttpExchange exchange) throws IOException {
        OUTBOUND.incrementAndGet();
        byte[] body = REFUSED_BY_THE_STORE.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(400, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
