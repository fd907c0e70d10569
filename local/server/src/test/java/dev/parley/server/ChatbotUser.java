package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// A user of the chatbot API; every one is somebody new.
record ChatbotUser(ApiClient api) {
    /// An id that no session has.
    static final String NOBODYS = "0123456789abcdef01234567";

    static LocalServer server() {
        return LocalServer.start(new Options(Map.of("PARLEY_PORT", "0")), Clock.systemUTC());
    }

    static ChatbotUser of(LocalServer server) {
        return new ChatbotUser(ApiClient.signIn(server.address(), "user-" + UUID.randomUUID()));
    }

    static ChatbotUser named(String name, LocalServer server) {
        return new ChatbotUser(ApiClient.signIn(server.address(), name));
    }

    static ChatbotUser admin(LocalServer server) {
        return new ChatbotUser(ApiClient.signIn(server.address(), "admin-" + UUID.randomUUID(), "admins"));
    }

    /// The id of a new session with `support` and `default`.
    String create() {
        return create("support", "default");
    }

    String create(String chatbot, String client) {
        return id(api.post("/sessions", newSession(chatbot, client).toString()));
    }

    String createTitled(String title) {
        return id(api.post(
                "/sessions",
                newSession("support", "default").put("title", title).toString()));
    }

    static ObjectNode newSession(String chatbot, String client) {
        return Json.object().put("chatbotId", chatbot).put("clientId", client);
    }

    private static String id(ApiClient.Answer created) {
        return created.as(201).path("data").path("id").asText();
    }

    ApiClient.Answer get(String id) {
        return api.get("/sessions/" + id);
    }

    /// The session as `GET` shows it.
    JsonNode session(String id) {
        return get(id).as(200).path("data");
    }

    ApiClient.Answer put(String id, String body) {
        return api.put("/sessions/" + id, body);
    }

    ApiClient.Answer end(String id) {
        return api.post("/sessions/" + id + "/end", "");
    }

    ApiClient.Answer say(String id, String role, String content) {
        return api.post("/sessions/message?sessionId=" + id, message(role, content));
    }

    static String message(String role, String content) {
        ObjectNode body = Json.object();
        body.putObject("message").put("role", role).put("content", content);
        return body.toString();
    }

    ApiClient.Answer chat(String id, String content) {
        return api.post("/sessions/chat?sessionId=" + id, content(content));
    }

    static String content(String content) {
        return Json.object().put("content", content).toString();
    }

    /// What `GET /sessions` answers to a query.
    JsonNode list(String query) {
        return api.get("/sessions" + (query.isEmpty() ? "" : "?" + query))
                .as(200)
                .path("data");
    }

    /// The ids on a page of the list.
    List<String> ids(String query) {
        List<String> ids = new ArrayList<>();
        list(query)
                .path("results")
                .forEach(session -> ids.add(session.path("id").asText()));
        return ids;
    }

    /// The contents of the messages that a session shows.
    List<String> contents(String id) {
        return texts(session(id).path("messages"), "content");
    }

    static List<String> texts(JsonNode list, String field) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.path(field).asText()));
        return texts;
    }

    /// Asks again and again, over HTTP, until it is so.
    static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
        }
    }
}
