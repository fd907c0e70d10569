package dev.parley.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Generation;
import dev.parley.chat.Once;
import dev.parley.chat.Role;
import dev.parley.chat.SessionId;
import dev.parley.chat.Utterance;
import dev.parley.http.IsoTime;
import dev.parley.standins.Gate;
import dev.parley.stream.Received.Told;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The stream API, over the real protocol to the model and a real table.
class StreamFunctionTest {
    private static final StreamStage STAGE = new StreamStage();

    @AfterAll
    static void stopTheModel() {
        STAGE.close();
    }

    @Test
    void theFirstDeltaIsThereBeforeTheModelHasSaidTheSecond() {
        SessionId id = STAGE.session();
        try (Gate gate = STAGE.bedrock.gate("the first delta").pass(1)) {
            Received answer = STAGE.send(id, "the first delta");

            Told started = answer.next("message.started");
            Told first = answer.next("message.delta");

            assertThat(answer.status).isCompletedWithValue(200);
            assertThat(started.data().path("seq").intValue()).isOne();
            assertThat(started.data().path("turnId").asText()).isNotEmpty();
            assertThat(first.text()).isEqualTo("You ");
            assertThat(first.id()).isEqualTo(started.data().path("turnId").asText() + ":4");
            gate.open();
            assertThat(answer.textUntil("message.completed")).isEqualTo("said: the first delta");
            answer.ends();
        }
    }

    @Test
    void theEndTellsTheMessageAsItIsStoredWhyItEndedAndWhatItTook() {
        SessionId id = STAGE.session();
        Received answer = STAGE.send(id, "12");

        answer.next("message.started");
        assertThat(answer.textUntil("message.completed")).isEqualTo("You said: 12");

        assertThat(answer.last().data())
                .hasToString("{\"message\":{\"seq\":2,\"role\":\"assistant\",\"content\":\"You said: 12\","
                        + "\"timestamp\":\"" + IsoTime.milliseconds(STAGE.clock.instant())
                        + "\"},\"stopReason\":\"end_turn\","
                        + "\"usage\":{\"inputTokens\":1,\"outputTokens\":3}}");
        assertThat(STAGE.messages(id).get(1).generation())
                .isEqualTo(new Generation("amazon.nova-lite-v1:0", "end_turn", 1, 3));
        assertThat(STAGE.texts(id)).containsExactly("12", "You said: 12");
    }

    @Test
    void theModelIsGivenTheHistoryLikeAnyTurn() {
        SessionId id = STAGE.session();
        STAGE.send(id, "one").textUntilEnd();
        STAGE.chats.append(STAGE.ada, id, Utterance.given("content", Role.ASSISTANT, "by the way", null), Once.ALWAYS);
        STAGE.send(id, "two of the history").textUntilEnd();

        assertThat(STAGE.bedrock.calls(1).getFirst().body().path("messages"))
                .hasToString(
                        "[{\"role\":\"user\",\"content\":[{\"text\":\"one\"}]},{\"role\":\"assistant\",\"content\":[{\"text\":\"You"
                            + " said: one\"},{\"text\":\"by the"
                            + " way\"}]},{\"role\":\"user\",\"content\":[{\"text\":\"two of the history\"}]}]");
    }

    @Test
    void textOfEveryKindComesAsItIs() {
        SessionId id = STAGE.session();
        String text = "Zürich \r\n\n data: x\n\n😀 \u2028 שלום\t\"quoted\" \\";

        Received answer = STAGE.send(id, text);

        answer.next("message.started");
        assertThat(answer.textUntil("message.completed")).isEqualTo("You said: " + text);
        assertThat(answer.last().data().at("/message/content").asText()).isEqualTo("You said: " + text);
    }

    @Test
    void whileTheModelIsSilentTheConnectionIsKeptOpen() throws InterruptedException {
        SessionId id = STAGE.session();
        try (Gate _ = STAGE.bedrock.gate("silence")) {
            Received answer = STAGE.send(id, "silence");
            answer.next("message.started");
            answer.awaitComment();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|400|content is required",
                "[]|400|body must be a JSON object",
                "{\"content\":7}|400|content must be a text",
                "{\"content\":\" \"}|400|content must not be blank"
            })
    void whatIsRefusedBeforeTheModelIsAskedIsAPlainAnswer(String body, int status, String message) {
        SessionId id = STAGE.session();

        Received answer = STAGE.call(StreamStage.event("send", id).put("body", body));

        assertThat(answer.body().path("message").asText()).startsWith(message.substring(0, 7));
        assertThat(answer.status).isCompletedWithValue(status);
        assertThat(STAGE.texts(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "follow", "stop"})
    void whatIsNobodysIsNotFound(String name) {
        SessionId id = new SessionId("0123456789abcdef01234567");

        Received answer = STAGE.call(StreamStage.event(name, id));

        assertThat(answer.body()).hasToString("{\"message\":\"Session not found\"}");
        assertThat(answer.status).isCompletedWithValue(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "follow", "stop"})
    void anEventWithoutClaimsIsRefused(String name) {
        var event = StreamStage.event(name, STAGE.session());
        event.withObject("/requestContext").remove("authorizer");

        Received answer = STAGE.call(event);

        assertThat(answer.body().path("message").asText()).isNotEmpty();
        assertThat(answer.status).isCompletedWithValue(401);
    }

    @Test
    void aSecondTurnWhileOneStreamsIsRefusedWholeAndStreamed() {
        SessionId id = STAGE.session();
        try (Gate gate = STAGE.bedrock.gate("a long answer").pass(1)) {
            Received first = STAGE.send(id, "a long answer");
            first.next("message.started");

            Received second = STAGE.send(id, "another");

            assertThat(second.body().path("message").asText()).startsWith("Another message is being answered");
            assertThat(second.status).isCompletedWithValue(409);
            gate.open();
            first.textUntil("message.completed");
            STAGE.send(id, "another").textUntilEnd();
            assertThat(STAGE.texts(id))
                    .containsExactly("a long answer", "You said: a long answer", "another", "You said: another");
        }
    }

    @Test
    void fiftyStreamsAtOnceEndComplete() {
        List<SessionId> sessions =
                IntStream.range(0, 50).mapToObj(_ -> STAGE.session()).toList();
        try (Gate gate = STAGE.bedrock.gate("one of fifty").pass(50)) {
            List<Received> answers =
                    sessions.stream().map(id -> STAGE.send(id, "one of fifty")).toList();
            for (Received answer : answers) {
                answer.next("message.started");
            }
            gate.open();
            for (Received answer : answers) {
                assertThat(answer.textUntil("message.completed")).isEqualTo("You said: one of fifty");
                answer.ends();
            }
        }
        assertThat(sessions)
                .allSatisfy(
                        id -> assertThat(STAGE.texts(id)).containsExactly("one of fifty", "You said: one of fifty"));
    }

    @Test
    void aTurnForWhichTheBudgetHasNoRoomIsRefusedBeforeItStreams() {
        // Room for one turn's limit of 1,024 tokens, not for two.
        try (StreamStage stage = new StreamStage(Map.of("PARLEY_DAILY_TOKEN_BUDGET", "1500"));
                Gate gate = stage.bedrock.gate("spends").pass(1)) {
            SessionId other = stage.session();
            Received first = stage.send(stage.session(), "spends");
            first.next("message.started");

            Received refused = stage.send(other, "too much");

            assertThat(refused.body().path("message").asText()).startsWith("The daily token budget");
            assertThat(refused.status).isCompletedWithValue(429);
            assertThat(stage.texts(other)).isEmpty();
            gate.open();
            first.textUntil("message.completed");
            stage.send(other, "enough again").textUntilEnd();
            assertThat(stage.texts(other)).containsExactly("enough again", "You said: enough again");
        }
    }
}
