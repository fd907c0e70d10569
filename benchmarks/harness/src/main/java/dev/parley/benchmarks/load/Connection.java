package dev.parley.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.benchmarks.traffic.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/// A user of the local server, who sends one request after the other.
final class Connection {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final String token;
    private final List<String> sessions = new ArrayList<>();
    private int spokenIn;

    Connection(URI address, String username) {
        this.address = address;
        this.token = json(send(HttpRequest.newBuilder(address.resolve("/local/token"))
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("username=" + username))))
                .path("access_token")
                .asText();
    }

    void create() {
        String body = "{\"chatbotId\":\"sherlock_holmes\",\"clientId\":\"client-1\",\"title\":\"A study in scarlet\"}";
        sessions.add(json(post("/sessions", body)).at("/data/id").asText());
    }

    void get() {
        send(request("/sessions/" + sessions.getFirst()).GET());
    }

    void append() {
        post(
                "/sessions/message?sessionId=" + sessions.getFirst(),
                "{\"message\":{\"role\":\"user\",\"content\":\"" + Texts.MESSAGE + "\"}}");
    }

    /// In each of the user's sessions in turn, so that none grows long.
    void chat() {
        spokenIn++;
        String session = sessions.get(spokenIn % sessions.size());
        post("/sessions/chat?sessionId=" + session, "{\"content\":\"Who are you?\"}");
    }

    private String post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .header("authorization", "Bearer " + token)
                .header("content-type", "application/json");
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
