package dev.parley.server;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The page under `/docs`: Swagger UI over the descriptions of `docs/openapi`. All of it comes from this process,
/// and it loads nothing from elsewhere.
final class DocsPages {
    private static final String PATH = "/docs";
    private static final String DESCRIPTIONS = PATH + "/openapi/";
    private static final String JSON = ".json";
    /// What the page needs of the many files of Swagger UI.
    private static final Set<String> SWAGGER_UI =
            Set.of("swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-standalone-preset.js", "favicon-32x32.png");
    /// What the page may do: run and load what comes from here, and nothing else. Swagger UI sets styles of its own
    /// and has its icons in data.
    private static final String POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    private DocsPages() {}

    /// Sends calls of these pages to them and all others to the API.
    static Function<HttpCall, Outgoing> before(Function<HttpCall, ? extends Outgoing> api) {
        return call -> call.path().equals(PATH) || call.path().startsWith(PATH + "/") ? answer(call) : api.apply(call);
    }

    private static HttpReply answer(HttpCall call) {
        return switch (call.method() + " " + call.path()) {
            case "GET /docs", "GET /docs/" ->
                StaticFile.ofParley("docs/index.html").reply(POLICY);
            case "GET /docs/page.js" -> StaticFile.ofParley("docs/page.js").reply(POLICY);
            case "GET /docs/groups.json" ->
                HttpReply.json(
                        200,
                        Descriptions.groups().stream().map(DocsPages::group).toList());
            case String request when request.startsWith("GET " + DESCRIPTIONS) -> description(call);
            case String request
            when request.startsWith("GET ") -> asset(call.path().substring(PATH.length() + 1));
            default -> HttpReply.notFound();
        };
    }

    /// A group as Swagger UI offers it.
    private static Map<String, String> group(String name) {
        return Map.of("name", name, "url", DESCRIPTIONS + name + JSON);
    }

    /// The description with the address that the caller called, so that the page's requests stay with one origin.
    private static HttpReply description(HttpCall call) {
        String file = call.path().substring(DESCRIPTIONS.length());
        List<String> groups = Descriptions.groups();
        String address = "http://" + call.headers().first("host").orElse(HttpServer.HOST);
        return groups.stream()
                .filter(group -> file.equals(group + JSON))
                .findFirst()
                .map(group -> HttpReply.json(200, LocalDescription.of(group, address)))
                .orElseGet(HttpReply::notFound);
    }

    private static HttpReply asset(String name) {
        return SWAGGER_UI.contains(name) ? StaticFile.ofSwaggerUi(name).reply(POLICY) : HttpReply.notFound();
    }
}
