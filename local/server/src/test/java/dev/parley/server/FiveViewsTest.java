package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.server.View.Subject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One session, five views: what one API makes, changes, ends or deletes is so for every other.
class FiveViewsTest {
    private static final LocalServer SERVER = ChatbotUser.server();

    private final ApiClient ada = ApiClient.signIn(SERVER.address(), "user-" + UUID.randomUUID());

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest
    @EnumSource
    void aSessionIsTheSameInEveryView(View maker) {
        Subject session = made(maker);
        say(session, "user", "Hello");
        ada.post("/sessions/history/update/" + session.guid(), "{\"role\": \"assistant\", \"content\": \"Hi there!\"}")
                .as(200);

        JsonNode chatflow = View.CHATFLOW.shown(ada, session);
        JsonNode basic = View.BASIC.shown(ada, session);
        JsonNode chatbot = View.CHATBOT.shown(ada, session);
        JsonNode character = View.CHARACTER.shown(ada, session);
        JsonNode agent = View.AGENT.shown(ada, session);

        assertThat(List.of(chatflow.path("guid"), chatbot.path("id"), agent.path("session_id")))
                .allSatisfy(id -> assertThat(id.textValue()).isEqualTo(session.guid()));
        assertThat(List.of(chatflow.path("id"), basic.path("id"), character.path("id")))
                .allSatisfy(id -> assertThat(id.intValue()).isEqualTo(session.number()));
        assertThat(chatflow.path("title")).isEqualTo(basic.path("title"));
        assertThat(chatbot.path("title").textValue())
                .isEqualTo(basic.path("title").textValue());
        assertThat(agent.path("user_id").textValue()).isEqualTo(ada.sub());
        assertThat(basic.path("is_active").textValue()).isEqualTo("true");
        assertThat(chatbot.path("status").textValue()).isEqualTo("ACTIVE");
        sameTimes(chatflow, basic, chatbot, character, agent);
        assertThat(ChatbotUser.texts(chatbot.path("messages"), "content")).containsExactly("Hello", "Hi there!");
        assertThat(ChatbotUser.texts(agent.path("history"), "content")).containsExactly("Hello", "Hi there!");
        assertThat(chatflow.path("messageCount").intValue()).isEqualTo(2);
    }

    private static void sameTimes(
            JsonNode chatflow, JsonNode basic, JsonNode chatbot, JsonNode character, JsonNode agent) {
        Instant created = Instant.ofEpochMilli(chatflow.path("created_on").longValue());
        assertThat(List.of(basic.path("created_at"), chatbot.path("createdAt"), agent.path("created_at")))
                .allSatisfy(time -> assertThat(Instant.parse(time.textValue())).isEqualTo(created));
        assertThat(Instant.parse(character.path("start_time").textValue()))
                .isEqualTo(created.truncatedTo(ChronoUnit.SECONDS));
        assertThat(Instant.parse(character.path("updated_at").textValue()))
                .isEqualTo(Instant.parse(chatbot.path("updatedAt").textValue()).truncatedTo(ChronoUnit.SECONDS));
    }

    @ParameterizedTest
    @EnumSource
    void whatAnswersIsTheSameInEveryView(View maker) {
        Subject session = made(maker);
        boolean answers = maker != View.BASIC;

        assertThat(View.CHATFLOW.shown(ada, session).path("chatflowId").textValue())
                .isEqualTo(answers ? "agent123" : null);
        assertThat(View.CHATBOT.shown(ada, session).path("chatbotId").path("id").textValue())
                .isEqualTo(answers ? "agent123" : null);
        assertThat(View.AGENT.shown(ada, session).path("agent_id").textValue()).isEqualTo(answers ? "agent123" : null);
        JsonNode character = View.CHARACTER.shown(ada, session);
        assertThat(character.path("character_id").isNull()).isEqualTo(!answers);
        assertThat(character.path("character").isNull()).isEqualTo(!answers);
        if (answers) {
            assertThat(character.path("character_id").intValue()).isEqualTo(4);
            assertThat(character.path("character").path("label").textValue()).isEqualTo("agent123");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyListShowsTheSession(View maker) {
        Subject session = made(maker);

        assertThat(ada.get("/sessions").as(200).at("/data/results/0/id").textValue())
                .isEqualTo(session.guid());
        assertThat(ada.get("/api/v1/chat-sessions").as(200).at("/items/0/id").intValue())
                .isEqualTo(session.number());
        assertThat(ada.get("/sessions/get_all/" + ada.sub())
                        .as(200)
                        .at("/data/0/session_id")
                        .textValue())
                .isEqualTo(session.guid());
        int withAssistant = maker == View.BASIC ? 0 : 1;
        assertThat(ada.post("/chat-sessions/list", "{\"chatflowId\": \"agent123\"}")
                        .as(200)
                        .path("total")
                        .intValue())
                .isEqualTo(withAssistant);
        assertThat(ada.get("/sessions/get_by_agent/agent123").as(200).path("data"))
                .hasSize(withAssistant);
        assertThat(ada.get("/api/v1/chat-sessions?character_id=4").as(200).path("items"))
                .hasSize(withAssistant);
        assertThat(ada.get("/sessions?chatbotId=agent123").as(200).at("/data/results"))
                .hasSize(withAssistant);
    }

    @ParameterizedTest
    @EnumSource
    void aSessionThatEndedIsNotActiveAnywhere(View maker) {
        Subject session = made(maker);
        ada.post("/sessions/" + session.guid() + "/end", "").as(200);

        assertThat(View.BASIC.shown(ada, session).path("is_active").textValue()).isEqualTo("false");
        assertThat(ada.post(
                                "/sessions/history/update/" + session.guid(),
                                "{\"role\": \"user\", \"content\": \"Hello?\"}")
                        .status())
                .isEqualTo(404);
        assertThat(ada.post("/sessions/chat?sessionId=" + session.guid(), ChatbotUser.content("Hello?"))
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource
    void aDeletedSessionIsNotFoundInAnyView(View deleter) {
        Subject session = made(View.CHARACTER);
        assertThat(deleter.delete(ada, session).status()).isEqualTo(200);

        for (View view : View.values()) {
            assertThat(view.get(ada, session).status()).as(view.name()).isEqualTo(404);
            assertThat(view.delete(ada, session).status()).as(view.name()).isEqualTo(404);
        }
        assertThat(ada.get("/api/v1/chat-sessions")
                        .as(200)
                        .at("/pagination/total_items")
                        .intValue())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void anothersSessionIsNotFoundInAnyView(View view) {
        Subject session = made(View.CHATBOT);
        ApiClient eve = ApiClient.signIn(SERVER.address(), "user-" + UUID.randomUUID());

        assertThat(view.get(eve, session).status()).isEqualTo(404);
        assertThat(view.delete(eve, session).status()).isEqualTo(404);
        assertThat(view.get(ada, session).status()).isEqualTo(200);
    }

    @Test
    void aTitleSetInOneViewIsSetInAll() {
        Subject session = made(View.AGENT);
        ada.put("/api/chat_sessions/1", "{\"title\": \"From basic\"}").as(200);
        assertThat(View.CHATBOT.shown(ada, session).path("title").textValue()).isEqualTo("From basic");
        assertThat(View.CHATFLOW.shown(ada, session).path("title").textValue()).isEqualTo("From basic");
        ada.post(
                        "/chat-sessions/update",
                        Json.object()
                                .put("chatId", session.guid())
                                .put("title", "From chatflow")
                                .toString())
                .as(200);
        assertThat(View.BASIC.shown(ada, session).path("title").textValue()).isEqualTo("From chatflow");
        ada.put("/sessions/" + session.guid(), "{\"title\": \"From chatbot\"}").as(200);
        assertThat(View.BASIC.shown(ada, session).path("title").textValue()).isEqualTo("From chatbot");
    }

    @ParameterizedTest
    @EnumSource
    void theModelAnswersInASessionOfEveryApiThatHasAnAssistant(View maker) {
        Subject session = made(maker);

        ApiClient.Answer answer =
                ada.post("/sessions/chat?sessionId=" + session.guid(), ChatbotUser.content("Good evening"));

        assertThat(answer.status()).isEqualTo(maker == View.BASIC ? 404 : 200);
        if (maker != View.BASIC) {
            assertThat(ChatbotUser.texts(View.AGENT.shown(ada, session).path("history"), "role"))
                    .containsExactly("user", "assistant");
        }
    }

    @Test
    void aRolePlaySessionIsAnsweredByItsOwnModelWithItsOwnPrompts() {
        ada.post(
                        "/api/v1/chat-sessions",
                        "{\"character_id\": 3, \"user_profile_id\": 1, \"ai_model_id\": 2, \"system_prompt_id\": 2,"
                                + " \"pre_prompt\": \"Remember to talk like HAL 9000.\","
                                + " \"post_prompt\": \"Always be slightly ominous.\"}")
                .as(201);
        Subject session = Subject.firstOf(ada);

        ada.post("/sessions/chat?sessionId=" + session.guid(), ChatbotUser.content("Open the door"))
                .as(200);

        JsonNode call = ada.modelCalls(1).get(0);
        assertThat(ChatbotUser.texts(call.path("system"), "text"))
                .containsExactly(
                        "You are a helpful assistant. Answer briefly and to the point.",
                        "The computer of the spaceship Discovery One, calm and never mistaken.",
                        "Remember to talk like HAL 9000.");
        assertThat(ChatbotUser.texts(call.at("/messages/0/content"), "text"))
                .containsExactly("Open the door", "Always be slightly ominous.");
    }

    @Test
    void anAgentsSessionIsAnsweredWithAsManyPassagesAsItAskedFor() {
        ada.post("/sessions/create?agent_id=agent123&max_context_results=3", "").as(201);
        Subject session = Subject.firstOf(ada);

        ada.post("/sessions/chat?sessionId=" + session.guid(), ChatbotUser.content("What does a membership cost?"))
                .as(200);

        assertThat(ChatbotUser.texts(ada.modelCalls(1).at("/0/messages/0/content"), "text"))
                .hasSize(4)
                .last()
                .isEqualTo("What does a membership cost?");
    }

    private Subject made(View maker) {
        assertThat(maker.create(ada).status()).isIn(200, 201);
        return Subject.firstOf(ada);
    }

    private void say(Subject session, String role, String content) {
        ada.post("/sessions/message?sessionId=" + session.guid(), ChatbotUser.message(role, content))
                .as(200);
    }
}
