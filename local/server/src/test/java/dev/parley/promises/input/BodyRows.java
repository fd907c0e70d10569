package dev.parley.promises.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.parley.Backend;
import dev.parley.agent.AgentFunction;
import dev.parley.basic.BasicFunction;
import dev.parley.catalog.CatalogFunction;
import dev.parley.character.CharacterFunction;
import dev.parley.chatbot.ChatbotFunction;
import dev.parley.chatflow.ChatflowFunction;
import dev.parley.promises.Group;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.Bad;
import dev.parley.server.BadBodies;
import dev.parley.server.Malformed;
import dev.parley.server.Routing;
import dev.parley.standins.HandClock;
import dev.parley.standins.HttpFunction;
import dev.parley.standins.RecordingContext;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The rows about bodies and keys, for every operation that takes one.
record BodyRows(Stage stage, Stored set) {
    private static final List<String> TYPES = List.of(
            "content-type: text/plain",
            "content-type: application/x-www-form-urlencoded",
            "content-type: application/octet-stream",
            "content-type: application/json; charset=iso-8859-1",
            "content-type: multipart/form-data; boundary=x",
            "x-nothing: 1");
    private static final Set<String> ONCE = Set.of(
            "POST /chat-sessions/create",
            "POST /api/chat_sessions",
            "POST /sessions",
            "POST /sessions/message",
            "POST /sessions/chat",
            "POST /api/v1/chat-sessions",
            "POST /sessions/create",
            "POST /sessions/history/update/{session_id}",
            "POST /catalog/{kind}");

    /// Sends what a row has of bad bodies to every operation of the group that takes a body.
    void bodies(Group group, Function<BadBodies, Stream<Bad>> row) {
        assertThat(operations(group)).isNotEmpty();
        operations(group).map(Smuggling::good).forEach(good -> {
            row.apply(new BadBodies(good.method(), good.target(), good.text())).forEach(bad -> refused(group, bad));
            set.checkStands();
        });
    }

    /// Sends bodies that are too large, some megabytes each, to the group's first operation that takes a body.
    void tooLarge(Group group) {
        Request good = operations(group).findFirst().orElseThrow().good();
        new BadBodies(good.method(), good.target(), good.text()).tooLarge().forEach(bad -> refused(group, bad));
        set.checkStands();
    }

    /// Sends keys that are none with every POST that creates or appends.
    void keys(Group group) {
        once(group).forEach(good -> {
            Malformed.keys(good.target(), good.text()).forEach(bad -> refused(group, bad));
            set.checkStands();
        });
    }

    private void refused(Group group, Bad bad) {
        Answer answer = bad.sentBy(stage.user(group), "");
        if (bad.isByGateway()) {
            Group.checkGateway(answer);
        } else {
            assertThat(group.reason(answer)).as(bad.toString()).startsWith(bad.words());
        }
    }

    /// JSON is JSON whatever the content type says.
    void types(Group group) {
        operations(group)
                .map(Smuggling::good)
                .forEach(good -> TYPES.forEach(type -> {
                    Answer answer = good.withHeaders(List.of(type)).sentBy(stage.user(group));
                    Successes.check(
                            Routing.of(good.method(), good.target())
                                    .orElseThrow()
                                    .routeKey(),
                            answer);
                    set.restore();
                }));
    }

    /// One key is for one request: the same again has no second effect, another is refused.
    void anotherRequest(Group group) {
        once(group).forEach(good -> {
            Request first = good.with("idempotency-key: k");
            Answer answer = first.sentBy(stage.user(group));
            assertThat(answer.status()).as(answer.shown()).isLessThan(300);
            Stored once = Stored.in(stage.table());

            assertThat(first.sentBy(stage.user(group)).status()).isEqualTo(answer.status());
            Answer other = first.withBody(" " + first.body()).sentBy(stage.user(group));

            assertThat(other.status()).as(first.line()).isEqualTo(400);
            assertThat(group.reason(other)).startsWith("Idempotency-Key ");
            assertThat(once.differences()).isEmpty();
            set.restore();
        });
    }

    /// What only the function itself can meet: a body that is said to be base64 and is not.
    void noBase64(Group group) {
        Backend backend = new Backend(
                Map.of(
                        "PARLEY_TABLE", "parley",
                        "PARLEY_CLIENT_ID", "local",
                        "PARLEY_MODEL_ID", "none",
                        "PARLEY_DYNAMODB_ENDPOINT", stage.server().database().toString()),
                new HandClock());
        operations(group).map(Smuggling::good).forEach(good -> {
            APIGatewayV2HTTPResponse response =
                    new HttpFunction(function(group, backend)).answer(event(group, good), new RecordingContext());
            HttpHeaders headers = HttpHeaders.of(
                    response.getHeaders().entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, one -> List.of(one.getValue()))),
                    (_, _) -> true);
            String text = response.getBody();
            Answer answer = new Answer(response.getStatusCode(), ApiClient.parsed(text), headers, text);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(group.reason(answer)).startsWith("body must be JSON in UTF-8");
        });
        set.checkStands();
    }

    private APIGatewayV2HTTPEvent event(Group group, Request good) {
        Routing.Taken taken = Routing.of(good.method(), good.target()).orElseThrow();
        Map<String, String> claims = Map.of(
                "token_use",
                "access",
                "client_id",
                "local",
                "sub",
                stage.user(group).sub(),
                "cognito:groups",
                group == Group.CATALOG ? "[admins]" : "[]");
        return APIGatewayV2HTTPEvent.builder()
                .withRouteKey(taken.routeKey())
                .withRawPath(good.path())
                .withRawQueryString(good.query())
                .withPathParameters(taken.pathParameters())
                .withBody("%%% no base64 %%%")
                .withIsBase64Encoded(true)
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withAuthorizer(APIGatewayV2HTTPEvent.RequestContext.Authorizer.builder()
                                .withJwt(APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT
                                        .builder()
                                        .withClaims(claims)
                                        .build())
                                .build())
                        .build())
                .build();
    }

    private static RequestStreamHandler function(Group group, Backend backend) {
        return switch (group) {
            case CHATFLOW -> new ChatflowFunction(backend);
            case BASIC -> new BasicFunction(backend);
            case CHATBOT -> new ChatbotFunction(backend);
            case CHARACTER -> new CharacterFunction(backend);
            case AGENT -> new AgentFunction(backend);
            case CATALOG -> new CatalogFunction(backend);
        };
    }

    /// The group's operations that look at a body.
    private Stream<Smuggling> operations(Group group) {
        return of(group).filter(operation -> !operation.good().body().equals("{}"));
    }

    /// The group's POSTs that create or append.
    Stream<Request> once(Group group) {
        return of(group)
                .map(Smuggling::good)
                .filter(good -> Routing.of(good.method(), good.target())
                        .filter(taken -> ONCE.contains(taken.routeKey()))
                        .isPresent());
    }

    private Stream<Smuggling> of(Group group) {
        return Smuggling.all(stage).stream()
                .filter(operation ->
                        operation.group() == group && operation.inside().isEmpty());
    }
}
