package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standins.Template;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The mapping template by which the REST API answers preflight requests, run by Velocity, whose language it is.
class PreflightTemplateTest {
    private static final String PAGES = "https://app.example.com,http://localhost:8080";

    @ParameterizedTest
    @CsvSource({"origin, https://app.example.com", "Origin, https://app.example.com", "Origin, http://localhost:8080"})
    void aListedOriginIsGrantedWhatTheGatewayOfTheLocalServerGrants(String header, String origin) {
        Map<String, Object> expected =
                new HashMap<>(RestApi.of(Template.ofProject(), List.of()).granted());
        expected.put("Access-Control-Allow-Origin", origin);

        assertThat(answer(PAGES, Map.of(header, origin))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com",
                "https://app.example.com.evil.com",
                "app.example.com",
                "https://app.example.com,http://localhost:8080",
                ",",
                "null",
                ""
            })
    void anyOtherIsGrantedNothing(String origin) {
        assertThat(answer(PAGES, Map.of("Origin", origin))).isEmpty();
        assertThat(answer("", Map.of("Origin", origin))).isEmpty();
    }

    @Test
    void aRequestThatNamesNoOriginIsGrantedNothing() {
        assertThat(answer(PAGES, Map.of())).isEmpty();
    }

    /// The headers that the template sets.
    private static Map<String, Object> answer(String origins, Map<String, String> headers) {
        VelocityEngine engine = new VelocityEngine();
        engine.setProperty("parser.allow_hyphen_in_identifiers", true);
        Map<String, Object> set = new HashMap<>();
        VelocityContext context = new VelocityContext();
        context.put("input", new Input(headers));
        context.put("context", Map.of("responseOverride", Map.of("header", set)));
        StringWriter body = new StringWriter();
        assertThat(engine.evaluate(context, body, "preflight", template().replace("${AllowedOrigins}", origins)))
                .isTrue();
        assertThat(body.toString()).isBlank();
        return set;
    }

    private static String template() {
        Object at = Template.ofProject().resource("StreamApi");
        for (String step : List.of(
                "Properties",
                "DefinitionBody",
                "paths",
                "/stream/{sessionId}",
                "options",
                "x-amazon-apigateway-integration",
                "responses",
                "default",
                "responseTemplates",
                "application/json",
                "Fn::Sub")) {
            at = Optional.<Object>ofNullable(((Map<?, ?>) at).get(step)).orElseThrow(() -> new AssertionError(step));
        }
        return at.toString();
    }

    /// What API Gateway calls `$input`.
    public record Input(Map<String, String> headers) {
        public Map<String, Map<String, String>> params() {
            return Map.of("header", headers);
        }
    }
}
