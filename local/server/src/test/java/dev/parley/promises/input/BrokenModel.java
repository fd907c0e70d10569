package dev.parley.promises.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.promises.Group;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.standins.HandClock;
import java.util.List;
import java.util.Map;

/// Row 50: chats while the model does not answer.
record BrokenModel(Stage stage, Stored set) {
    private static final List<String> SWITCHES = List.of(
            "!throttle",
            "!empty",
            "!reset",
            "!error 400",
            "!error 403",
            "!error 404",
            "!error 408",
            "!error 424",
            "!error 429",
            "!error 500",
            "!error 503");

    /// The user hears that there is no answer, the message is kept once, the next turn is answered.
    void check() {
        SWITCHES.forEach(content -> {
            failed(stage.cast().ada(), stage.name("session"), content);
            Answer next = chat(stage.cast().ada(), stage.name("session"), "And now?");
            assertThat(next.as(200).at("/data/content").textValue()).endsWith("And now?");
            set.restore();
        });
        Map<String, String> nobody = Map.of(
                "PARLEY_PORT", "0",
                "PARLEY_DYNAMODB_ENDPOINT", stage.server().database().toString(),
                "PARLEY_BEDROCK_ENDPOINT", "http://127.0.0.1:9");
        try (LocalServer server = LocalServer.start(new Options(nobody), new HandClock())) {
            failed(ApiClient.signIn(server.address(), "ada"), stage.name("session"), "Is anybody there?");
            set.restore();
        }
    }

    private static void failed(ApiClient user, String session, String content) {
        int before = messages(user, session).size();
        Answer answer = chat(user, session, content);
        assertThat(answer.status()).as(content + " " + answer.shown()).isEqualTo(500);
        assertThat(Group.CHATBOT.reason(answer)).isEqualTo("The chatbot could not answer; your message is kept");
        JsonNode messages = messages(user, session);
        assertThat(messages).hasSize(before + 1);
        assertThat(messages.path(before).path("content").textValue()).isEqualTo(content);
    }

    private static Answer chat(ApiClient user, String session, String content) {
        return user.post("/sessions/chat?sessionId=" + session, "{\"content\":\"" + content + "\"}");
    }

    private static JsonNode messages(ApiClient user, String session) {
        return user.get("/sessions/" + session).as(200).at("/data/messages");
    }
}
