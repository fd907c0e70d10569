package dev.parley.promises.strangers;

import static dev.parley.promises.strangers.Neighbourhood.chatbotSession;
import static dev.parley.promises.strangers.Neighbourhood.delete;
import static dev.parley.promises.strangers.Neighbourhood.flowSession;
import static dev.parley.promises.strangers.Neighbourhood.sessionOf;

import java.util.List;

/// Sessions that a resident made through each of the five APIs, with canaries in whatever a session holds.
record FilledSessions(Resident resident) {

    /// The ids of those that are live; the resident also has one of each state and knows its chatflows.
    List<String> ids() {
        String chatbot = chatbot("chatbot");
        String gone = chatbot("gone");
        delete(resident, gone);
        resident.deleted("session", gone);
        List<String> ids =
                List.of(chatbot, chatflow(), character(), agent(), sessionOf(resident, resident.own("number")));
        ids.forEach(id -> say(id, resident.canary("history")));
        return ids;
    }

    private String chatbot(String what) {
        String id = resident.has(
                chatbotSession(resident, resident.own("partner"), resident.own("profile"), resident.canary(what)));
        resident.api()
                .put(
                        "/sessions/" + id,
                        "{\"metadata\":{\"" + resident.canary(what + "-key") + "\":\""
                                + resident.canary(what + "-value") + "\"},\"feedback\":{\"rating\":3,\"comment\":\""
                                + resident.canary(what + "-comment") + "\"}}")
                .as(200);
        resident.post(
                "/sessions/message?sessionId=" + id,
                "{\"message\":{\"role\":\"system\",\"content\":\"" + resident.canary(what + "-system") + "\"}}",
                200);
        resident.post(
                "/sessions/chat?sessionId=" + id, "{\"content\":\"" + resident.canary(what + "-question") + "\"}", 200);
        return id;
    }

    private String chatflow() {
        String flow = resident.canary("flow");
        String gone = resident.canary("gone-flow");
        delete(resident, resident.has(flowSession(resident, gone)));
        String id = resident.has(flowSession(resident, flow));
        resident.owns("flow", flow).deleted("flow", gone);
        resident.post(
                "/chat-sessions/update",
                "{\"chatId\":\"" + id + "\",\"title\":\"" + resident.canary("flow-title") + "\",\"preview\":\""
                        + resident.canary("preview") + "\",\"messageCount\":" + resident.canary() + "}",
                200);
        return id;
    }

    private String character() {
        String number = resident.post(
                        "/api/v1/chat-sessions",
                        "{\"character_id\":" + resident.own("partner-number") + ",\"user_profile_id\":"
                                + resident.own("profile-number") + ",\"ai_model_id\":1,\"system_prompt_id\":1,"
                                + "\"pre_prompt\":\"" + resident.canary("before") + "\",\"post_prompt\":\""
                                + resident.canary("after") + "\"}",
                        201)
                .path("id")
                .asText();
        return resident.has(sessionOf(resident, number));
    }

    private String agent() {
        return resident.has(resident.post("/sessions/create?agent_id=" + resident.own("partner"), "", 201)
                .path("session_id")
                .asText());
    }

    private void say(String session, String text) {
        resident.post(
                "/sessions/history/update/" + session, "{\"role\":\"assistant\",\"content\":\"" + text + "\"}", 200);
    }
}
