package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CorsTest {
    private static final String PAGE = "https://app.example.com";
    private static final TestApi API = new TestApi(Duration.ofSeconds(30), List.of(PAGE, "http://localhost:8080"));
    private static final TestApi CLOSED = new TestApi();

    @AfterAll
    static void close() {
        API.close();
        CLOSED.close();
    }

    @Test
    void aPreflightOfAListedOriginIsAnsweredWithoutAToken() {
        HttpResponse<String> response = preflight(API, "/things", PAGE);

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(corsHeaders(response))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "access-control-allow-origin", List.of(PAGE),
                        "access-control-allow-methods", List.of("GET,POST"),
                        "access-control-allow-headers", List.of("authorization,content-type"),
                        "access-control-max-age", List.of("600")));
    }

    @Test
    void aPreflightOfAnotherOriginGrantsNothing() {
        for (String origin :
                List.of("https://evil.example.com", PAGE + ".evil.com", "https://APP.example.com", "null")) {
            HttpResponse<String> response = preflight(API, "/things", origin);

            assertThat(response.statusCode()).isEqualTo(204);
            assertThat(corsHeaders(response)).isEmpty();
        }
    }

    @Test
    void anOptionsRequestThatIsNoPreflightIsNotFound() {
        assertThat(API.send(API.request("/things").method("OPTIONS", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anApiWithoutOriginsHasNoPreflight() {
        assertThat(preflight(CLOSED, "/things", PAGE).statusCode()).isEqualTo(404);
    }

    @Test
    void theAnswerToAListedOriginIsReadableByItsPage() {
        HttpResponse<String> response = API.send(API.request("/things").header("Origin", PAGE));

        assertThat(corsHeaders(response))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "access-control-allow-origin", List.of(PAGE),
                        "access-control-expose-headers", List.of("retry-after")));
    }

    @Test
    void aFunctionsOwnCorsHeadersAreIgnored() {
        HttpResponse<String> response = API.send(API.request("/moods/cors").POST(BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(corsHeaders(response)).isEmpty();
    }

    private static HttpResponse<String> preflight(TestApi api, String path, String origin) {
        return api.send(HttpRequest.newBuilder(api.uri(path))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST"));
    }

    private static Map<String, List<String>> corsHeaders(HttpResponse<String> response) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
        headers.keySet().removeIf(name -> !name.startsWith("access-control-"));
        return headers;
    }
}
