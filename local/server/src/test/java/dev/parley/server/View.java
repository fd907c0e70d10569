package dev.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import dev.parley.server.ApiClient.Answer;

/// One of the five APIs, as a way to make, look at and delete a session.
enum View {
    CHATFLOW {
        @Override
        Answer create(ApiClient api) {
            return api.post("/chat-sessions/create", "{\"chatflowId\": \"agent123\", \"title\": \"A title\"}");
        }

        @Override
        Answer get(ApiClient api, Subject session) {
            return api.post("/chat-sessions/get", chat(session));
        }

        @Override
        Answer delete(ApiClient api, Subject session) {
            return api.post("/chat-sessions/delete", chat(session));
        }

        private static String chat(Subject session) {
            return Json.object().put("chatId", session.guid()).toString();
        }
    },
    BASIC {
        @Override
        Answer create(ApiClient api) {
            return api.post("/api/chat_sessions", "{\"title\": \"A title\"}");
        }

        @Override
        Answer get(ApiClient api, Subject session) {
            return api.get("/api/chat_sessions/" + session.number());
        }

        @Override
        Answer delete(ApiClient api, Subject session) {
            return api.delete("/api/chat_sessions/" + session.number());
        }
    },
    CHATBOT {
        @Override
        Answer create(ApiClient api) {
            return api.post(
                    "/sessions", ChatbotUser.newSession("agent123", "default").toString());
        }

        @Override
        Answer get(ApiClient api, Subject session) {
            return api.get("/sessions/" + session.guid());
        }

        // The document has no way to delete a session: it can only be ended.
        @Override
        Answer delete(ApiClient api, Subject session) {
            return AGENT.delete(api, session);
        }
    },
    CHARACTER {
        @Override
        Answer create(ApiClient api) {
            return api.post(
                    "/api/v1/chat-sessions",
                    "{\"character_id\": 4, \"user_profile_id\": 1, \"ai_model_id\": 1, \"system_prompt_id\": 2}");
        }

        @Override
        Answer get(ApiClient api, Subject session) {
            return api.get("/api/v1/chat-sessions/" + session.number());
        }

        @Override
        Answer delete(ApiClient api, Subject session) {
            return api.delete("/api/v1/chat-sessions/" + session.number());
        }
    },
    AGENT {
        @Override
        Answer create(ApiClient api) {
            return api.post("/sessions/create?agent_id=agent123", "");
        }

        @Override
        Answer get(ApiClient api, Subject session) {
            return api.get("/sessions/get/" + session.guid());
        }

        @Override
        Answer delete(ApiClient api, Subject session) {
            return api.delete("/sessions/delete/" + session.guid());
        }
    };

    /// Makes a session, with the title "A title" where the document has titles and with the assistant `agent123`,
    /// number 4, where it has assistants.
    abstract Answer create(ApiClient api);

    abstract Answer get(ApiClient api, Subject session);

    abstract Answer delete(ApiClient api, Subject session);

    /// The session as this API shows it.
    JsonNode shown(ApiClient api, Subject session) {
        JsonNode body = get(api, session).as(200);
        return body.has("data") ? body.path("data") : body;
    }

    /// A session by both its ids.
    record Subject(String guid, int number) {
        /// The first session that a user made.
        static Subject firstOf(ApiClient user) {
            return new Subject(SessionId.of(new UserId(user.sub()), 1).value(), 1);
        }
    }
}
