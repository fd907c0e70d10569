package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.server.ApiClient.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The agent API's document, operation by operation: one session's routes.
class AgentTest {
    private static final LocalServer SERVER = ChatbotUser.server();

    private final AgentUser ada = AgentUser.of(SERVER);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void createAnswersTheIdOfTheNewSession() {
        Answer created = ada.api().post("/sessions/create?agent_id=agent123&max_context_results=3", "");

        String id = created.as(201).path("session_id").textValue();
        assertThat(id).matches("[0-9a-f]{24}");
        assertThat(created.text())
                .isEqualTo("{\"message\":\"Chat session created successfully.\",\"session_id\":\"" + id + "\"}");
        assertThat(created.header("content-type")).startsWith("application/json");
        assertThat(created.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(ada.session(id).path("agent_id").textValue()).isEqualTo("agent123");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400, agent_id is required.",
        "agent_id, 400, agent_id is required.",
        "agent_id=, 400, agent_id is required.",
        "agent_id=%20%E2%80%8B, 400, agent_id is required.",
        "agent_id=nobody, 404, Agent not found.",
        "agent_id=a%23b, 404, Agent not found.",
        "agent_id=agent123%20, 404, Agent not found.",
        "agent_id=agent123&max_context_results=0, 400, max_context_results must be from 1 to 100.",
        "agent_id=agent123&max_context_results=101, 400, max_context_results must be from 1 to 100.",
        "agent_id=agent123&max_context_results=4294967297, 400, max_context_results must be from 1 to 100.",
        "agent_id=agent123&max_context_results=two, 400, max_context_results must be a whole number.",
        "agent_id=agent123&agent_id=agent123, 400, agent_id must be given once."
    })
    void aSessionThatCannotBeIsNotCreated(String query, int status, String error) {
        Answer refused = ada.api().post("/sessions/create?" + query, "");

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.text()).isEqualTo(AgentUser.failure("Failed to create chat session.", error));
        assertThat(ada.ids("get_all/" + ada.id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"agent_id\": \"nobody\"}", "{\"agent_id\": ", "[]", "no JSON at all"})
    void aBodyOfCreateIsIgnored(String body) {
        String create = "/sessions/create?agent_id=agent123&max_context_results=100";
        ada.api().post(create, body).as(201);
        ada.api().raw("POST", create, body.getBytes(StandardCharsets.UTF_16LE)).as(201);
        byte[] broken = {(byte) 0xFF, 0, (byte) 0xC0};
        ada.api()
                .raw("POST", create, broken, "content-type: image/png", "idempotency-key: k")
                .as(201);
    }

    @Test
    void aDeletedSessionIsGoneForEveryRoute() {
        String id = ada.create();
        ada.say(id, "user", "hello").as(200);

        assertThat(ada.delete(id).text()).isEqualTo("{\"message\":\"Chat session deleted successfully.\"}");
        assertThat(ada.everythingAbout(id))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(404));
        assertThat(ada.delete(id).text())
                .isEqualTo(AgentUser.failure("Failed to delete chat session.", "Session not found."));
        assertThat(ada.api().get("/sessions/" + id).status()).isEqualTo(404);
    }

    @Test
    void theHistoryShowsWhatWasSaidOldestFirst() {
        String id = ada.create();
        String updated = "{\"message\":\"Session history updated successfully.\"}";
        assertThat(ada.say(id, "user", "Hello")).satisfies(answer -> answer.as(200));
        assertThat(ada.say(id, "assistant", "Hi there!").text()).isEqualTo(updated);

        String said = "[{\"role\":\"user\",\"content\":\"Hello\"},{\"role\":\"assistant\",\"content\":\"Hi there!\"}]}";
        assertThat(ada.api().get("/sessions/history/" + id + "?limit=50").text())
                .isEqualTo("{\"message\":\"Session history retrieved successfully.\",\"data\":" + said);
        assertThat(ada.api().get("/sessions/history/recent/" + id + "?limit=10").text())
                .isEqualTo("{\"message\":\"Recent session history retrieved successfully.\",\"data\":" + said);
    }

    @Test
    void getShowsTheSessionWithItsHistory() {
        Instant before = Instant.now().minusMillis(1);
        String id = ada.create();
        ada.say(id, "user", "Hello").as(200);

        JsonNode body = ada.api().get("/sessions/get/" + id + "?limit=50").as(200);
        assertThat(body.path("message").textValue()).isEqualTo("Session details retrieved successfully.");
        JsonNode data = body.path("data");
        String created = data.path("created_at").textValue();
        assertThat(created).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Instant.parse(created)).isBetween(before, Instant.now());
        assertThat(data)
                .hasToString("{\"session_id\":\"" + id + "\",\"agent_id\":\"agent123\",\"user_id\":\"" + ada.id()
                        + "\",\"created_at\":\"" + created
                        + "\",\"history\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");
    }

    @Test
    void limitAndSkipNameAPartOfTheHistory() {
        String id = ada.create();
        List<String> said = IntStream.rangeClosed(1, 105).mapToObj(i -> "m" + i).toList();
        ada.sayAll(id, said);

        for (String path : List.of("history/" + id, "get/" + id)) {
            assertThat(ada.contents(path)).isEqualTo(said.subList(0, 20));
            assertThat(ada.contents(path + "?limit=3&skip=7")).containsExactly("m8", "m9", "m10");
            assertThat(ada.contents(path + "?limit=1000000000")).isEqualTo(said.subList(0, 100));
            assertThat(ada.contents(path + "?limit=10&skip=100")).isEqualTo(said.subList(100, 105));
            assertThat(ada.contents(path + "?skip=105")).isEmpty();
            assertThat(ada.contents(path + "?skip=1000000")).isEmpty();
        }
        String recent = "history/recent/" + id;
        assertThat(ada.contents(recent)).isEqualTo(said.subList(85, 105));
        assertThat(ada.contents(recent + "?limit=3&skip=7")).containsExactly("m96", "m97", "m98");
        assertThat(ada.contents(recent + "?limit=101")).isEqualTo(said.subList(5, 105));
        assertThat(ada.contents(recent + "?limit=10&skip=100")).isEqualTo(said.subList(0, 5));
        assertThat(ada.contents(recent + "?skip=105")).isEmpty();
        assertThat(ada.contents(recent + "?skip=1000000")).isEmpty();
    }

    @Test
    void aNewSessionHasAnEmptyHistory() {
        String id = ada.create();
        assertThat(ada.api().get("/sessions/history/" + id).as(200).path("data").isArray())
                .isTrue();
        assertThat(ada.contents("history/" + id)).isEmpty();
        assertThat(ada.contents("history/recent/" + id)).isEmpty();
        assertThat(ada.contents("get/" + id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"élève 👧🏽‍👧🏿 שלום", "\u202Eright to left", "\u0001\u001B[31m\n\t\"\\", "<b>${x}{{y}}</b>"})
    void textComesBackAsItWasSent(String text) {
        String id = ada.create();
        ada.say(id, "assistant", text).as(200);
        assertThat(ada.contents("history/" + id)).containsExactly(text);
    }

    @Test
    void aSessionThatIsNotActiveTakesNoMoreMessagesButCanBeRead() {
        String id = ada.create();
        ada.say(id, "user", "before").as(200);
        ada.api().post("/sessions/" + id + "/end", "").as(200);

        Answer refused = ada.say(id, "user", "after");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.text())
                .isEqualTo(AgentUser.failure("Failed to update session history.", "Active session not found."));
        assertThat(ada.contents("history/" + id)).containsExactly("before");
        ada.delete(id).as(200);
    }

    @Test
    void aSessionOfAnotherApiShowsAllThatWasSaidInIt() {
        ChatbotUser chatbot = new ChatbotUser(ada.api());
        String id = chatbot.create("hal_9000", "default");
        chatbot.say(id, "system", "Be calm.").as(200);
        chatbot.chat(id, "Open the doors.").as(200);

        assertThat(ada.session(id).path("agent_id").textValue()).isEqualTo("hal_9000");
        assertThat(ada.session(id).path("history").findValuesAsText("role"))
                .containsExactly("system", "user", "assistant");
        assertThat(ada.ids("get_by_agent/hal_9000")).containsExactly(id);
        assertThat(chatbot.contents(id)).isEqualTo(ada.contents("history/" + id));
    }

    @Test
    void anothersSessionAndOneThatNeverWasAreAnsweredAlike() {
        String hers = AgentUser.of(SERVER).create();
        List<Answer> about = ada.everythingAbout(hers).toList();

        assertThat(about).extracting(Answer::status).containsOnly(404);
        assertThat(about)
                .extracting(Answer::text)
                .containsExactlyElementsOf(ada.everythingAbout(ChatbotUser.NOBODYS)
                        .map(Answer::text)
                        .toList())
                .containsExactly(
                        AgentUser.failure("Failed to retrieve session details.", "Session not found."),
                        AgentUser.failure("Failed to retrieve session history.", "Session not found."),
                        AgentUser.failure("Failed to retrieve recent session history.", "Session not found."),
                        AgentUser.failure("Failed to update session history.", "Session not found."),
                        AgentUser.failure("Failed to delete chat session.", "Session not found."));
    }

    @Test
    void anAdministratorReadsEveryonesSessionsAndWritesOnlyTheirOwn() {
        AgentUser admin = AgentUser.admin(SERVER);
        String id = ada.create();
        ada.say(id, "user", "mine").as(200);

        assertThat(admin.session(id)).isEqualTo(ada.session(id));
        assertThat(admin.contents("history/" + id)).containsExactly("mine");
        assertThat(admin.contents("history/recent/" + id)).containsExactly("mine");
        assertThat(admin.say(id, "user", "yours").text())
                .isEqualTo(ada.say(ChatbotUser.NOBODYS, "user", "yours").text());
        assertThat(admin.delete(id).text())
                .isEqualTo(ada.delete(ChatbotUser.NOBODYS).text());
        assertThat(ada.contents("history/" + id)).containsExactly("mine");
    }

    @Test
    void theSameRequestUnderAKeyHappensOnce() {
        String create = "/sessions/create?agent_id=agent123";
        Answer first = ada.api().postOnce("create", create, "");
        first.as(201);
        String id = first.body().path("session_id").textValue();
        assertThat(ada.api().postOnce("create", create, "").text()).isEqualTo(first.text());
        assertThat(ada.ids("get_all/" + ada.id())).containsExactly(id);

        String update = "/sessions/history/update/" + id;
        String hello = AgentUser.message("user", "hello");
        ada.api().postOnce("update", update, hello).as(200);
        ada.api().postOnce("update", update, hello).as(200);
        assertThat(ada.contents("history/" + id)).containsExactly("hello");

        Stream.of(
                        ada.api().postOnce("create", create + "&max_context_results=2", ""),
                        ada.api().postOnce("update", update, AgentUser.message("user", "Hello")),
                        ada.api().postOnce("create", update, hello))
                .forEach(other -> assertThat(other.as(400).path("error").textValue())
                        .isEqualTo("Idempotency-Key was used with another request."));
        ada.delete(id).as(200);
        assertThat(ada.api().postOnce("create", create, "").text())
                .isEqualTo(AgentUser.failure("Failed to create chat session.", "Session not found."));
        ada.api().postOnce("update", update, hello).as(404);
        assertThat(ada.ids("get_all/" + ada.id())).isEmpty();
    }

    @Test
    void withoutATokenEveryRouteIsTheGateways401() {
        ApiClient nobody = new ApiClient(SERVER.address(), "");
        String id = ada.create();
        Stream<Answer> answers = Stream.concat(
                new AgentUser(nobody, "").everythingAbout(id),
                Stream.of(
                        nobody.post("/sessions/create?agent_id=agent123", ""),
                        nobody.get("/sessions/get_all/" + ada.id()),
                        nobody.get("/sessions/get_by_agent/agent123")));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text()).isEqualTo("{\"message\":\"Unauthorized\"}");
        });
        assertThat(ada.contents("history/" + id)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /sessions/create, Session not found",
        "GET, /sessions/get, Session not found",
        "POST, /sessions/history/end, Session not found",
        "GET, /sessions/get_all, Session not found"
    })
    void wordsOfItsRoutesAreNoSessionsOfTheChatbotApi(String method, String target, String message) {
        Answer answer = ada.api().raw(method, target, new byte[0]);
        assertThat(answer.as(404).path("message").textValue()).isEqualTo(message);
        assertThat(answer.body().has("success")).isTrue();
    }
}
