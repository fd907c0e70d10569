package dev.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// Puts in what the documents' examples refer to, as an administrator would: through the API.
final class StartingCatalog {
    private static final String RESOURCE = "starting-catalog.json";

    private final Function<HttpCall, HttpReply> api;
    private final Headers headers;

    private StartingCatalog(Function<HttpCall, HttpReply> api, String accessToken) {
        this.api = api;
        this.headers = new Headers(
                List.of(new Header("authorization", accessToken), new Header("content-type", "application/json")));
    }

    static StartingCatalog asAdministrator(Function<HttpCall, HttpReply> api, Tokens tokens) {
        TokenRequest administrator = new TokenRequest("parley", List.of("admins"), 600);
        return new StartingCatalog(
                api, tokens.issue(administrator).path("access_token").asText());
    }

    /// Creates the entries that are not there.
    ///
    /// @throws StartFailure when one is refused
    void fill() {
        entries().properties().forEach(kind -> kind.getValue().forEach(entry -> create(kind.getKey(), entry)));
    }

    private void create(String kind, JsonNode entry) {
        String id = entry.path("id").asText();
        if (call("GET", "/catalog/" + kind + "/" + id, new byte[0]).status() == 200) {
            return;
        }
        HttpReply created = call("POST", "/catalog/" + kind, Json.bytes(entry));
        if (created.status() != 201) {
            throw new StartFailure("The starting catalog's " + kind + "/" + id + " was refused: " + created.status()
                    + " " + created.text());
        }
    }

    private HttpReply call(String method, String path, byte[] body) {
        HttpCall.Line line = new HttpCall.Line(method, path, "", "HTTP/1.1");
        return api.apply(new HttpCall(line, headers, ByteBuffer.wrap(body), HttpServer.HOST));
    }

    private static ObjectNode entries() {
        try (InputStream in = StartingCatalog.class.getResourceAsStream(RESOURCE)) {
            return Json.parseObject(Objects.requireNonNull(in, RESOURCE).readAllBytes())
                    .orElseThrow(() -> new IllegalStateException(RESOURCE + " is no JSON object"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
