package dev.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// A user of the API over real HTTP, as a front end would be.
record ApiClient(URI address, String token) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();

    /// Signs `username` in, in the groups given, comma-separated.
    static ApiClient signIn(URI address, String username, String groups) {
        String form = "username=" + username + (groups.isEmpty() ? "" : "&groups=" + groups);
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/local/token"))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return new ApiClient(address, send(request).body().path("access_token").asText());
    }

    static ApiClient signIn(URI address, String username) {
        return signIn(address, username, "");
    }

    Answer get(String path) {
        return send(request(path).GET().build());
    }

    Answer post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)).build());
    }

    Answer put(String path, String body) {
        return send(request(path).PUT(BodyPublishers.ofString(body)).build());
    }

    Answer delete(String path) {
        return send(request(path).DELETE().build());
    }

    /// A POST under an idempotency key.
    Answer postOnce(String key, String path, String body) {
        return send(request(path)
                .header("idempotency-key", key)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(40))
                .header("authorization", "Bearer " + token)
                .header("content-type", "application/json");
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// A status and the JSON that came with it; a missing body is a missing node.
    record Answer(int status, JsonNode body) {}
}
