package dev.parley.promises.turns;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.parley.chat.SessionId;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.LocalServer;
import java.util.UUID;

/// A user, somebody new, and a session of the chatbot API in which the model answers.
record Speaker(String name, ApiClient api, String session) {
    static Speaker begin(LocalServer server, String chatbot) {
        String name = "speaker-" + UUID.randomUUID();
        ApiClient api = ApiClient.signIn(server.address(), name);
        String session = api.post("/sessions", "{\"chatbotId\":\"" + chatbot + "\",\"clientId\":\"default\"}")
                .as(201)
                .at("/data/id")
                .asText();
        return new Speaker(name, api, session);
    }

    /// The same user and session at another server over the same table.
    Speaker at(LocalServer server) {
        return new Speaker(name, ApiClient.signIn(server.address(), name), session);
    }

    SessionId id() {
        return SessionId.parse(session).orElseThrow();
    }

    Answer chat(String text) {
        return api.post(chatPath(), content(text));
    }

    /// Under an idempotency key, if that is not empty.
    Answer chatOnce(String key, String text) {
        return key.isEmpty() ? chat(text) : api.postOnce(key, chatPath(), content(text));
    }

    Answer say(String role, String text) {
        String message = "{\"role\":\"" + role + "\",\"content\":" + TextNode.valueOf(text) + "}";
        return api.post("/sessions/message?sessionId=" + session, "{\"message\":" + message + "}");
    }

    /// What the model said.
    static String said(Answer answer) {
        return answer.as(200).at("/data/content").asText();
    }

    private String chatPath() {
        return "/sessions/chat?sessionId=" + session;
    }

    private static String content(String text) {
        return "{\"content\":" + TextNode.valueOf(text) + "}";
    }
}
