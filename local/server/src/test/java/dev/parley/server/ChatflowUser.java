package dev.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.server.ApiClient.Answer;
import java.util.List;

/// A user of the chatflow API.
record ChatflowUser(ApiClient api) {
    /// A chatflow that the catalog does not have.
    static final String FLOW = "my.own-Chatflow_1";

    /// The id of a new session of `FLOW`.
    String create(String title) {
        return api.post("/chat-sessions/create", newSession(title))
                .as(200)
                .path("guid")
                .textValue();
    }

    static String newSession(String title) {
        return Json.object().put("chatflowId", FLOW).put("title", title).toString();
    }

    Answer get(String guid) {
        return api.post("/chat-sessions/get", "{\"chatId\":\"" + guid + "\"}");
    }

    JsonNode session(String guid) {
        return get(guid).as(200);
    }

    /// @param fields as they stand in a JSON object
    Answer update(String guid, String fields) {
        return api.post("/chat-sessions/update", "{\"chatId\":\"" + guid + "\"," + fields + "}");
    }

    Answer delete(String guid) {
        return api.post("/chat-sessions/delete", "{\"chatId\":\"" + guid + "\"}");
    }

    /// @param window fields as they stand in a JSON object, or none
    Answer list(String flow, String window) {
        String rest = window.isEmpty() ? "" : "," + window;
        return api.post("/chat-sessions/list", "{\"chatflowId\":\"" + flow + "\"" + rest + "}");
    }

    /// The ids on the first page of a chatflow's sessions.
    List<String> guids(String flow) {
        return guids(list(flow, "").as(200));
    }

    static List<String> guids(JsonNode page) {
        return ChatbotUser.texts(page.path("sessions"), "guid");
    }
}
