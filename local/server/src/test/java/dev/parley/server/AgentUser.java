package dev.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.server.ApiClient.Answer;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// A user of the agent API; every one is somebody new.
///
/// @param id the `sub` of the user's tokens
record AgentUser(ApiClient api, String id) {
    static AgentUser of(LocalServer server) {
        return signIn(server, "");
    }

    static AgentUser admin(LocalServer server) {
        return signIn(server, "admins");
    }

    private static AgentUser signIn(LocalServer server, String groups) {
        String name = "agent-user-" + UUID.randomUUID();
        return new AgentUser(
                ApiClient.signIn(server.address(), name, groups),
                Tokens.subOf(name).toString());
    }

    /// The id of a new session with an agent.
    String create(String agent) {
        return api.post("/sessions/create?agent_id=" + agent, "")
                .as(201)
                .path("session_id")
                .textValue();
    }

    String create() {
        return create("agent123");
    }

    Answer say(String session, String role, String content) {
        return api.post("/sessions/history/update/" + session, message(role, content));
    }

    static String message(String role, String content) {
        return Json.object().put("role", role).put("content", content).toString();
    }

    /// Says all of these, one after the other.
    void sayAll(String session, List<String> contents) {
        contents.forEach(content -> say(session, "user", content).as(200));
    }

    Answer delete(String session) {
        return api.delete("/sessions/delete/" + session);
    }

    /// What `get` shows of a session.
    JsonNode session(String session) {
        return api.get("/sessions/get/" + session).as(200).path("data");
    }

    /// The contents of what `history`, `recent` or `get` gives.
    List<String> contents(String path) {
        JsonNode data = api.get("/sessions/" + path).as(200).path("data");
        return ChatbotUser.texts(path.startsWith("get/") ? data.path("history") : data, "content");
    }

    /// The ids that a list of sessions gives.
    List<String> ids(String path) {
        return ChatbotUser.texts(api.get("/sessions/" + path).as(200).path("data"), "session_id");
    }

    /// What every route that names a session answers about this one.
    Stream<Answer> everythingAbout(String session) {
        return Stream.concat(
                Stream.of("get/", "history/", "history/recent/").map(path -> api.get("/sessions/" + path + session)),
                Stream.of(say(session, "user", "x"), delete(session)));
    }

    static String failure(String message, String error) {
        return Json.object().put("message", message).put("error", error).toString();
    }
}
