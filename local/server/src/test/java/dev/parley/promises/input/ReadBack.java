package dev.parley.promises.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.Routing.Taken;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/// Looks, through the API, for what a write that was accepted said: all of it must be there.
record ReadBack(ApiClient user, Taken taken, Request request, Answer answer) {
    private static final List<String> PROMPTS =
            List.of("pre_prompt", "pre_prompt_enabled", "post_prompt", "post_prompt_enabled");
    private static final List<String> NUMBERS =
            List.of("character_id", "user_profile_id", "ai_model_id", "system_prompt_id");

    /// Checks what a request did that was not refused. One that reads does nothing.
    void check() {
        switch (taken.routeKey()) {
            case "POST /chat-sessions/create" -> chatflow(List.of("chatflowId", "title"));
            case "POST /chat-sessions/update" -> chatflow(List.of("title", "preview", "messageCount"));
            case "POST /chat-sessions/delete" ->
                assertThat(chat(sent().path("chatId").asText()).status()).isEqualTo(404);
            case "POST /api/chat_sessions", "PUT /api/chat_sessions/{sessionId}", "PUT /api/contacts/{contactId}" ->
                basic();
            case "DELETE /api/chat_sessions/{sessionId}" -> gone("/api/chat_sessions/" + parameter("sessionId"));
            case "DELETE /api/chat_session/{chatSessionId}" -> gone("/api/chat_sessions/" + parameter("chatSessionId"));
            case "POST /sessions" -> {
                kept(sent(), chatbot(), List.of("title"));
                assertThat(chatbot().at("/chatbotId/id")).isEqualTo(sent().path("chatbotId"));
                assertThat(chatbot().at("/clientId/id")).isEqualTo(sent().path("clientId"));
            }
            case "PUT /sessions/{id}" -> updated(chatbot());
            case "POST /sessions/{id}/end" ->
                assertThat(chatbot().path("status").textValue()).isEqualTo("COMPLETED");
            case "POST /sessions/message" ->
                kept(sent().path("message"), last(chatbot().path("messages"), 1), List.of("role", "content"));
            case "POST /sessions/chat" -> {
                JsonNode messages =
                        ok("/sessions/" + query("sessionId")).path("data").path("messages");
                kept(sent(), last(messages, 2), List.of("content"));
                assertThat(last(messages, 1)).isEqualTo(answer.body().path("data"));
            }
            case "POST /api/v1/chat-sessions", "PUT /api/v1/chat-sessions/{chat_session_id}" -> {
                JsonNode shown =
                        ok("/api/v1/chat-sessions/" + answer.body().path("id").asText());
                kept(sent(), shown, NUMBERS);
                kept(sent(), shown, PROMPTS);
            }
            case "DELETE /api/v1/chat-sessions/{chat_session_id}" ->
                gone("/api/v1/chat-sessions/" + parameter("chat_session_id"));
            case "POST /sessions/create" -> {
                JsonNode session =
                        ok("/sessions/get/" + answer.body().path("session_id").asText());
                assertThat(session.at("/data/agent_id").textValue()).isEqualTo(query("agent_id"));
            }
            case "POST /sessions/history/update/{session_id}" -> {
                JsonNode recent = ok("/sessions/history/recent/" + parameter("session_id") + "?limit=1");
                kept(sent(), recent.path("data").path(0), List.of("role", "content"));
            }
            case "DELETE /sessions/delete/{session_id}" -> gone("/sessions/get/" + parameter("session_id"));
            case "POST /catalog/{kind}", "PUT /catalog/{kind}/{id}" -> entry();
            case "DELETE /catalog/{kind}/{id}" -> gone("/catalog/" + parameter("kind") + "/" + parameter("id"));
            default -> assertThat(Successes.routes()).contains(taken.routeKey());
        }
    }

    private void chatflow(List<String> fields) {
        JsonNode shown = chat(answer.body().path("guid").asText()).as(200);
        assertThat(shown).isEqualTo(answer.body());
        kept(sent(), shown, fields);
    }

    private Answer chat(String guid) {
        return user.post("/chat-sessions/get", "{\"chatId\":\"" + guid + "\"}");
    }

    private void basic() {
        JsonNode shown = ok("/api/chat_sessions/" + answer.body().at("/data/id").asText());
        assertThat(shown).isEqualTo(answer.body());
        kept(sent(), shown.path("data"), List.of("title"));
    }

    /// The session that the answer names, as `GET` shows it.
    private JsonNode chatbot() {
        return ok("/sessions/" + answer.body().at("/data/id").asText()).path("data");
    }

    private void updated(JsonNode shown) {
        kept(sent(), shown, List.of("title", "status", "metadata"));
        kept(sent().path("feedback"), shown.path("feedback"), List.of("rating", "comment"));
        if (sent().path("endTime").isTextual()) {
            assertThat(OffsetDateTime.parse(shown.path("endTime").asText()).toInstant())
                    .isEqualTo(OffsetDateTime.parse(sent().path("endTime").asText())
                            .toInstant()
                            .truncatedTo(ChronoUnit.MILLIS));
        }
    }

    private void entry() {
        String kind = parameter("kind");
        JsonNode shown = ok("/catalog/" + kind + "/" + answer.body().path("id").asText());
        assertThat(shown).isEqualTo(answer.body());
        sent().properties().forEach(field -> {
            boolean ours = List.of("number", "id").contains(field.getKey())
                    || field.getValue().isNull();
            if (!ours && shown.has(field.getKey())) {
                assertSame(field.getKey(), field.getValue(), shown.path(field.getKey()));
            }
        });
    }

    /// Every one of these fields that was sent is shown: as it was sent, or, if it was cleared, not at all.
    private static void kept(JsonNode sent, JsonNode shown, List<String> fields) {
        for (String field : fields) {
            if (sent.path(field).isNull()) {
                assertThat(shown.path(field).isNull() || shown.path(field).isMissingNode())
                        .as(field)
                        .isTrue();
            } else if (sent.has(field)) {
                assertSame(field, sent.path(field), shown.path(field));
            }
        }
    }

    private static void assertSame(String field, JsonNode sent, JsonNode shown) {
        if (sent.isNumber() && shown.isNumber()) {
            assertThat(shown.doubleValue()).as(field).isEqualTo(sent.doubleValue());
        } else {
            assertThat(shown).as(field).isEqualTo(sent);
        }
    }

    private static JsonNode last(JsonNode list, int fromTheEnd) {
        JsonNode item = list.get(list.size() - fromTheEnd);
        return item == null ? MissingNode.getInstance() : item;
    }

    private void gone(String path) {
        assertThat(user.get(path).status()).as(path).isEqualTo(404);
    }

    private JsonNode ok(String path) {
        return user.get(path).as(200);
    }

    private String parameter(String name) {
        return taken.pathParameters().getOrDefault(name, "");
    }

    private String query(String name) {
        return Arrays.stream(request.query().split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> decoded(pair[0]).equals(name))
                .map(pair -> decoded(pair[1]))
                .findFirst()
                .orElse("");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /// What was sent, read as strictly as the API must have read it.
    private JsonNode sent() {
        String text = request.text();
        return ApiClient.parsed(text.startsWith("\ufeff") ? text.substring(1) : text);
    }
}
