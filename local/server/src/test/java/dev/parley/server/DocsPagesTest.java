package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The page under `/docs`, asked as a browser asks: what it loads, and what Swagger UI does in it.
class DocsPagesTest {
    private static final LocalServer SERVER =
            LocalServer.start(new Options(Map.of("PARLEY_PORT", "0")), Clock.systemUTC());
    private static final WebPages PAGES = new WebPages(SERVER.address());
    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    static List<String> groups() {
        return Descriptions.groups();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/"})
    void thePageAndAllThatItLoadsComeFromHere(String path) {
        HttpResponse<String> page = PAGES.get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(type(page)).isEqualTo("text/html; charset=utf-8");
        List<String> loaded = LOADED.matcher(page.body())
                .results()
                .map(MatchResult::group)
                .map(found -> found.split("\"", 3)[1])
                .toList();
        assertThat(loaded)
                .contains("/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js", "/docs/page.js")
                .allSatisfy(file -> assertThat(file).startsWith("/docs/"))
                .allSatisfy(file -> assertThat(PAGES.get(file).statusCode()).isEqualTo(200));
    }

    @ParameterizedTest
    @CsvSource({
        "swagger-ui-bundle.js, text/javascript; charset=utf-8, SwaggerUIBundle",
        "swagger-ui-standalone-preset.js, text/javascript; charset=utf-8, SwaggerUIStandalonePreset",
        "page.js, text/javascript; charset=utf-8, SwaggerUIBundle",
        "swagger-ui.css, text/css; charset=utf-8, .swagger-ui",
        "favicon-32x32.png, image/png, PNG"
    })
    void aFileHasItsTypeAndMayLoadNothingFromElsewhere(String file, String type, String content) {
        HttpResponse<String> answer = PAGES.get("/docs/" + file);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(type(answer)).isEqualTo(type);
        assertThat(answer.body()).contains(content);
        assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
                .startsWith("default-src 'self'; ")
                .doesNotContain("http");
        assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/nothing.js",
                "/docs/index.html",
                "/docs/openapi/",
                "/docs/openapi/nothing.json",
                "/docs/openapi/chatbot.yaml",
                "/docs/../docs",
                "/docs/..%2f..%2fstarting-catalog.json",
                "/docs2"
            })
    void nothingElseIsThere(String path) {
        assertThat(PAGES.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void thePageIsReadAndNotWritten() {
        assertThat(PAGES.post("/docs").statusCode()).isEqualTo(404);
    }

    @Test
    void everyGroupCanBeChosen() {
        JsonNode offered = json(PAGES.get("/docs/groups.json"));

        assertThat(offered.findValuesAsText("name")).isEqualTo(groups());
        for (String url : offered.findValuesAsText("url")) {
            HttpResponse<String> answer = PAGES.get(url);
            assertThat(type(answer)).isEqualTo("application/json");
            assertThat(json(answer).path("openapi").asText()).startsWith("3.1.");
        }
    }

    @ParameterizedTest
    @MethodSource("groups")
    void aDescriptionIsTheProjectsOwnButForThisServersAddressAndTokens(String group) {
        JsonNode served = description(group);

        assertThat(served.path("servers").findValuesAsText("url"))
                .containsExactly(SERVER.address().toString());
        assertThat(served.path("paths"))
                .isEqualTo(DescribedOperation.description(group).path("paths"));
        assertThat(served.at("/components/securitySchemes").fieldNames())
                .toIterable()
                .containsExactly("user", "administrator", "accessToken");
        assertThat(served.path("components").path("schemas")).isEqualTo(DescribedOperation.component(group, "schemas"));
    }

    @ParameterizedTest
    @MethodSource("groups")
    void whoSignsInOnThePageCanTryEveryReadingOperationThatNeedsNoId(String group) {
        ApiClient user = signedIn(group, "user");

        DescribedOperation.all(group).stream()
                .filter(operation -> operation.method().equals("GET"))
                .flatMap(operation -> operation.requests().stream())
                .filter(sent -> !sent.target().matches(".*/[0-9a-f-]{20,}.*|.*/1"))
                .forEach(sent ->
                        user.get(sent.target().replaceFirst("\\?.*", "")).as(200));
    }

    @Test
    void anAdministratorOfThePageWritesTheCatalogAndAUserDoesNot() {
        String model = "{\"id\":\"of-the-page\"}";

        signedIn("catalog", "user").post("/catalog/models", model).as(403);
        signedIn("catalog", "administrator").post("/catalog/models", model).as(201);
    }

    @Test
    void aSignInWithoutANameIsRefused() {
        assertThat(signIn(tokenUrl("chatbot", "user"), "").statusCode()).isEqualTo(400);
    }

    private static ApiClient signedIn(String group, String scheme) {
        HttpResponse<String> answer = signIn(tokenUrl(group, scheme), "ada");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("token_type").asText()).isEqualTo("Bearer");
        return new ApiClient(SERVER.address(), json(answer).path("access_token").asText());
    }

    private static URI tokenUrl(String group, String scheme) {
        JsonNode flow = description(group).at("/components/securitySchemes/" + scheme + "/flows/password");
        assertThat(flow.path("scopes").has(Tokens.SCOPE)).isTrue();
        return URI.create(flow.path("tokenUrl").asText());
    }

    /// The request of Swagger UI's dialogue for the password flow, client id and empty secret in the header.
    private static HttpResponse<String> signIn(URI tokenUrl, String username) {
        return PAGES.send(HttpRequest.newBuilder(tokenUrl)
                .header("accept", "application/json, text/plain, */*")
                .header("content-type", "application/x-www-form-urlencoded")
                .header("authorization", "Basic bG9jYWw6")
                .header("x-requested-with", "XMLHttpRequest")
                .header("origin", SERVER.address().toString())
                .POST(BodyPublishers.ofString(
                        "grant_type=password&scope=parley%2Fchat&username=" + username + "&password=")));
    }

    private static JsonNode description(String group) {
        return json(PAGES.get("/docs/openapi/" + group + ".json"));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return ApiClient.parsed(answer.body());
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("content-type").orElse("");
    }
}
