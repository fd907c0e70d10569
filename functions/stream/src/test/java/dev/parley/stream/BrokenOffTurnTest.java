package dev.parley.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Excerpt;
import dev.parley.chat.Message;
import dev.parley.chat.Pace;
import dev.parley.chat.SessionId;
import dev.parley.standins.Gate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Streamed turns that do not come to their end: the model fails, the session goes, the function dies.
class BrokenOffTurnTest {
    private static final StreamStage STAGE = new StreamStage();

    @AfterAll
    static void stopTheModel() {
        STAGE.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!error 500", "!throttle", "!empty"})
    void aModelThatSaysNothingIsAnErrorEventAndTheNextTurnWorks(String failure) {
        SessionId id = STAGE.session();
        Received answer = STAGE.send(id, failure);

        answer.next("message.started");
        assertThat(answer.next("error").data().path("message").asText())
                .startsWith("The assistant could not answer; your message is kept");
        answer.ends();

        assertThat(STAGE.messages(id))
                .singleElement()
                .extracting(Message::failure)
                .isNotNull();
        STAGE.send(id, "and now").textUntilEnd();
        assertThat(STAGE.texts(id)).containsExactly(failure, "and now", "You said: and now");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!break 429", "!break 424", "!break 500", "!break 503", "!reset"})
    void whatAModelSaidBeforeItFailedIsAnIncompleteAnswerForItsCallerAndForFollowers(String failure) {
        SessionId id = STAGE.session();
        Received answer = STAGE.send(id, failure);

        answer.next("message.started");
        assertThat(answer.textUntil("message.completed")).isEqualTo("You ");
        assertThat(answer.last().data().path("stopReason").asText()).isEqualTo("incomplete");

        Received follower = STAGE.follow(id, "0");
        follower.next("message.started");
        assertThat(follower.textUntil("message.completed")).isEqualTo("You ");
        assertThat(follower.last().data()).isEqualTo(answer.last().data());
        answer.ends();
        follower.ends();
        assertThat(STAGE.texts(id)).containsExactly(failure, "You ");
        STAGE.send(id, "and now").textUntilEnd();
        assertThat(STAGE.texts(id)).containsExactly(failure, "You ", "and now", "You said: and now");
    }

    @Test
    void theLogHasOneErrorOfAnAnswerThatBrokeOffAndNoneOfItsText() {
        SessionId id = STAGE.session();
        int before = STAGE.context.errors().size();

        STAGE.send(id, "!break 424").textUntilEnd();

        assertThat(STAGE.context.errors().subList(before, STAGE.context.errors().size()))
                .singleElement()
                .asString()
                .contains("model_failed", "POST /stream/{sessionId}")
                .doesNotContain("!break", "You ");
    }

    @Test
    void aSessionThatEndsOrIsDeletedWhileItStreamsGetsNoAnswer() throws InterruptedException {
        for (boolean deleted : List.of(true, false)) {
            SessionId id = STAGE.session();
            String text = "gone in the middle " + deleted;
            try (Gate gate = STAGE.bedrock.gate(text).pass(1)) {
                Received answer = STAGE.send(id, text);
                answer.next("message.started");
                answer.next("message.delta");
                if (deleted) {
                    STAGE.chats.delete(STAGE.ada, id);
                } else {
                    STAGE.chats.end(STAGE.ada, id, Excerpt.NONE);
                }
                assertThat(answer.next("error").data()).hasToString("{\"message\":\"Active session not found\"}");
                answer.ends();
                assertThat(gate.awaitHangUp()).isTrue();
            }
            if (!deleted) {
                assertThat(STAGE.texts(id)).containsExactly(text);
            }
        }
    }

    @Test
    void aKilledTurnLeavesWhatItSaidAsAnIncompleteAnswerWhenItsLeaseIsOver() {
        SessionId id = STAGE.session();
        try (Gate _ = STAGE.bedrock.gate("killed").pass(2)) {
            Received answer = STAGE.send(id, "killed");
            answer.next("message.started");
            answer.next("message.delta");
            Received follower = STAGE.follow(id, "0");
            follower.next("message.started");
            assertThat(follower.textOfLength(10)).isEqualTo("You said: ");
            answer.end(new Error(StreamStage.GONE));
            answer.textUntilEnd();
            assertThat(STAGE.texts(id)).containsExactly("killed");

            STAGE.clock.moveOn(Pace.LEASE);

            assertThat(follower.textUntil("message.completed")).isEmpty();
            assertThat(follower.last().data().path("stopReason").asText()).isEqualTo("incomplete");
            assertThat(follower.last().data().path("usage").isNull()).isTrue();
        }
        assertThat(STAGE.texts(id)).containsExactly("killed", "You said: ");
        STAGE.send(id, "the next one").textUntilEnd();
        assertThat(STAGE.texts(id)).containsExactly("killed", "You said: ", "the next one", "You said: the next one");
    }
}
