package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.runtime.StreamingHandler;
import dev.parley.standins.Template;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What has to stand in the template for a response to stream on AWS. What the transform makes of it is held by
/// `.ci/streams.py`.
class StreamApiTest {
    private static final Template TEMPLATE = Template.ofProject();

    @Test
    void everyRouteStreamsForAsLongAsItsFunctionRuns() {
        assertThat(TEMPLATE.streamedRoutes()).isNotEmpty().allSatisfy(streamed -> {
            Map<?, ?> function = properties(streamed.route().function());
            assertThat(streamed.timeout().toSeconds()).isEqualTo(((Integer) get(function, "Timeout")).longValue());
            assertThat(streamed.timeout().toMinutes()).isLessThanOrEqualTo(5);
            Map<?, ?> events = (Map<?, ?>) get(function, "Events");
            assertThat(events.values())
                    .allSatisfy(event -> assertThat(get((Map<?, ?>) event, "Properties"))
                            .asString()
                            .contains("ResponseTransferMode=RESPONSE_STREAM", "RestApiId={Ref=StreamApi}"));
        });
    }

    @Test
    void theApiIsRegionalAndHasOneStage() {
        Map<?, ?> api = properties("StreamApi");

        assertThat(get(api, "EndpointConfiguration")).isEqualTo(Map.of("Type", "REGIONAL"));
        assertThat(get(api, "OpenApiVersion")).asString().startsWith("3.");
        assertThat(get(api, "AlwaysDeploy")).isEqualTo(true);
    }

    @Test
    void itTakesTheTokensOfTheHttpApi() {
        Map<?, ?> auth = (Map<?, ?>) get(properties("StreamApi"), "Auth");
        Map<?, ?> others = (Map<?, ?>) get(properties("HttpApi"), "Auth");

        assertThat(get(authorizer(auth), "UserPoolArn")).isEqualTo(Map.of("Fn::GetAtt", List.of("UserPool", "Arn")));
        assertThat(get(authorizer(auth), "AuthorizationScopes"))
                .isEqualTo(get(authorizer(others), "AuthorizationScopes"));
        assertThat(get(auth, "AddDefaultAuthorizerToCorsPreflight")).isEqualTo(false);
    }

    @Test
    void pagesMayUseTheMethodsThatThereAreAndSendWhatIsRead() {
        RestApi api = RestApi.of(TEMPLATE, List.of());

        assertThat(granted(api, "Access-Control-Allow-Methods"))
                .containsExactlyInAnyOrderElementsOf(TEMPLATE.streamedRoutes().stream()
                        .map(streamed -> streamed.route().method())
                        .toList());
        assertThat(granted(api, "Access-Control-Allow-Headers"))
                .contains("authorization", "content-type", "idempotency-key", "last-event-id");
    }

    @Test
    void itsLimitsAreThoseOfTheHttpApi() {
        assertThat(get(properties("StreamApi"), "MethodSettings"))
                .isEqualTo(List.of(Map.of(
                        "ResourcePath",
                        "/*",
                        "HttpMethod",
                        "*",
                        "ThrottlingRateLimit",
                        Map.of("Ref", "SteadyRequestsPerSecond"),
                        "ThrottlingBurstLimit",
                        Map.of("Ref", "BurstRequests"))));
    }

    @Test
    void theFunctionIsRunByTheLoop() throws Exception {
        Map<?, ?> function = properties("StreamFunction");
        Map<?, ?> variables = (Map<?, ?>) get((Map<?, ?>) get(function, "Environment"), "Variables");

        assertThat(get(variables, "AWS_LAMBDA_EXEC_WRAPPER")).isEqualTo("/var/task/run");
        assertThat(Path.of(System.getProperty("parley.root"), "functions/runtime/src/main/programs/run"))
                .matches(Files::isExecutable);
        assertThat(Class.forName(get(function, "Handler").toString())).isAssignableTo(StreamingHandler.class);
    }

    private static String[] granted(RestApi api, String header) {
        return get(api.granted(), header).toString().split(",");
    }

    private static Map<?, ?> authorizer(Map<?, ?> auth) {
        return (Map<?, ?>) get(
                (Map<?, ?>) get(auth, "Authorizers"),
                get(auth, "DefaultAuthorizer").toString());
    }

    private static Map<?, ?> properties(String resource) {
        return (Map<?, ?>) get(TEMPLATE.resource(resource), "Properties");
    }

    private static Object get(Map<?, ?> map, String name) {
        return Optional.<Object>ofNullable(map.get(name)).orElseThrow(() -> new AssertionError("no " + name));
    }
}
