package dev.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.server.ApiClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A user of the character API; every one is somebody new.
record CharacterUser(ApiClient api) {
    static final String SESSIONS = "/api/v1/chat-sessions";
    static final String NOT_FOUND = "{\"message\":\"Chat session not found\"}";

    static CharacterUser of(LocalServer server) {
        return new CharacterUser(ApiClient.signIn(server.address(), "character-user-" + UUID.randomUUID()));
    }

    static CharacterUser admin(LocalServer server) {
        return new CharacterUser(ApiClient.signIn(server.address(), "character-admin-" + UUID.randomUUID(), "admins"));
    }

    /// The same user at the chatbot API.
    ChatbotUser asChatbotUser() {
        return new ChatbotUser(api);
    }

    /// A session between a character and a user profile, with `more` fields.
    static String newSession(long character, long profile, String more) {
        return "{\"character_id\":%d,\"user_profile_id\":%d,\"ai_model_id\":1,\"system_prompt_id\":2%s}"
                .formatted(character, profile, more);
    }

    Answer post(String body) {
        return api.post(SESSIONS, body);
    }

    /// The id of a new session between these two.
    long create(long character, long profile) {
        return create(newSession(character, profile, ""));
    }

    long create(String body) {
        return post(body).as(201).path("id").longValue();
    }

    Answer get(long id) {
        return api.get(SESSIONS + "/" + id);
    }

    JsonNode session(long id) {
        return get(id).as(200);
    }

    Answer put(long id, String body) {
        return api.put(SESSIONS + "/" + id, body);
    }

    Answer delete(long id) {
        return api.delete(SESSIONS + "/" + id);
    }

    JsonNode list(String query) {
        return api.get(SESSIONS + (query.isEmpty() ? "" : "?" + query)).as(200);
    }

    /// The ids on a page of the list.
    List<Long> ids(String query) {
        List<Long> ids = new ArrayList<>();
        list(query).path("items").forEach(item -> ids.add(item.path("id").longValue()));
        return ids;
    }

    /// How many sessions a query finds.
    long total(String query) {
        return list(query).at("/pagination/total_items").longValue();
    }
}
