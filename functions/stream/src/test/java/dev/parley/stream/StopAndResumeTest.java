package dev.parley.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Excerpt;
import dev.parley.chat.Message;
import dev.parley.chat.Once;
import dev.parley.chat.SessionId;
import dev.parley.chat.Utterance;
import dev.parley.standins.Gate;
import dev.parley.stream.Received.Told;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Stopping a streamed answer, and following it.
class StopAndResumeTest {
    private static final StreamStage STAGE = new StreamStage();

    @AfterAll
    static void stopTheModel() {
        STAGE.close();
    }

    @Test
    void aStoppedTurnHasWhatWasSaidAsItsAnswerAndTheModelIsLeftAlone() throws InterruptedException {
        SessionId id = STAGE.session();
        try (Gate gate = STAGE.bedrock.gate("stop in the middle").pass(2)) {
            Received answer = STAGE.send(id, "stop in the middle");
            answer.next("message.started");
            assertThat(answer.textOfLength(10)).isEqualTo("You said: ");
            List<Received> followers = List.of(STAGE.follow(id, "0"), STAGE.follow(id, "4"), STAGE.follow(id, "10"));
            followers.forEach(follower -> follower.next("message.started"));

            Received stop = STAGE.stop(id);

            stop.ends();
            assertThat(stop.status).isCompletedWithValue(204);
            Told end = answer.next("message.completed");
            assertThat(end.data().at("/message/content").asText()).isEqualTo("You said: ");
            assertThat(end.data().path("stopReason").asText()).isEqualTo("stopped");
            assertThat(end.data().path("usage").isNull()).isTrue();
            answer.ends();
            assertThat(gate.awaitHangUp()).isTrue();
            assertThat(followers.stream().map(follower -> follower.textUntil("message.completed")))
                    .containsExactly("You said: ", "said: ", "");
            assertThat(followers)
                    .allSatisfy(follower -> assertThat(follower.last().data()).isEqualTo(end.data()));
        }
        assertThat(STAGE.texts(id)).containsExactly("stop in the middle", "You said: ");
        STAGE.send(id, "go on").textUntilEnd();
        assertThat(STAGE.texts(id)).containsExactly("stop in the middle", "You said: ", "go on", "You said: go on");
    }

    @Test
    void aTurnThatIsStoppedBeforeTheModelSaysAnythingHasNoAnswer() {
        SessionId id = STAGE.session();
        try (Gate _ = STAGE.bedrock.gate("stop at once")) {
            Received answer = STAGE.send(id, "stop at once");
            answer.next("message.started");

            STAGE.stop(id).ends();

            assertThat(answer.next("message.completed").data())
                    .hasToString("{\"message\":null,\"stopReason\":\"stopped\",\"usage\":null}");
            answer.ends();
        }
        Received after = STAGE.follow(id, "0");
        after.next("message.started");
        assertThat(after.next("message.completed").data().path("message").isNull())
                .isTrue();
        assertThat(STAGE.messages(id))
                .singleElement()
                .extracting(Message::failure)
                .isEqualTo("stopped");
        STAGE.send(id, "go on").textUntilEnd();
        assertThat(STAGE.texts(id)).containsExactly("stop at once", "go on", "You said: go on");
    }

    @Test
    void whereNothingIsStreamedThereIsNothingToStopOrToFollow() {
        SessionId id = STAGE.session();
        for (Received refused : List.of(STAGE.stop(id), STAGE.follow(id, "0"))) {
            assertThat(refused.body()).hasToString("{\"message\":\"No streamed answer found\"}");
            assertThat(refused.status).isCompletedWithValue(404);
        }
        STAGE.send(id, "over").textUntilEnd();
        assertThat(STAGE.stop(id).body()).hasToString("{\"message\":\"No streamed answer found\"}");
    }

    @Test
    void aFollowerOfATurnIsToldItsEndThoughTheNextOneStreamsAlready() {
        SessionId id = STAGE.session();
        try (Gate first = STAGE.bedrock.gate("the first of two").pass(1);
                Gate second = STAGE.bedrock.gate("the second of two").pass(1)) {
            Received answer = STAGE.send(id, "the first of two");
            answer.next("message.started");
            answer.next("message.delta");
            List<Received> followers =
                    IntStream.range(0, 5).mapToObj(_ -> STAGE.follow(id, "0")).toList();
            followers.forEach(follower -> follower.next("message.started"));
            first.open();
            answer.textUntilEnd();
            Received next = STAGE.send(id, "the second of two");
            next.next("message.started");

            assertThat(followers)
                    .allSatisfy(follower -> assertThat(follower.textUntil("message.completed"))
                            .isEqualTo("You said: the first of two"));
            Received late = STAGE.follow(id, "0");
            assertThat(late.next("message.started").data().path("seq").intValue())
                    .isEqualTo(3);
            second.open();
            assertThat(late.textUntil("message.completed")).isEqualTo("You said: the second of two");
        }
    }

    @Test
    void aFollowerHearsThatTheModelFailed() {
        SessionId id = STAGE.session();
        STAGE.send(id, "!error 500").textUntilEnd();

        Received follower = STAGE.follow(id, "0");

        follower.next("message.started");
        assertThat(follower.next("error").data().path("message").asText())
                .startsWith("The assistant could not answer; your message is kept");
        follower.ends();
    }

    @Test
    void aFollowerHearsThatTheSessionIsGoneOrHasEnded() {
        for (boolean deleted : List.of(true, false)) {
            SessionId id = STAGE.session();
            String text = "followed to the grave " + deleted;
            try (Gate _ = STAGE.bedrock.gate(text).pass(1)) {
                STAGE.send(id, text).next("message.started");
                Received follower = STAGE.follow(id, "0");
                follower.next("message.started");
                assertThat(follower.textOfLength(4)).isEqualTo("You ");
                if (deleted) {
                    STAGE.chats.delete(STAGE.ada, id);
                } else {
                    STAGE.chats.end(STAGE.ada, id, Excerpt.NONE);
                }
                assertThat(follower.next("error").data().path("message").asText())
                        .isEqualTo(deleted ? "Session not found" : "Active session not found");
                follower.ends();
            }
        }
    }

    @Test
    void anotherUserNeitherFollowsNorStops() {
        SessionId id = STAGE.session();
        STAGE.chats.append(STAGE.ada, id, Utterance.ofUser("mine"), Once.ALWAYS);
        STAGE.send(id, "mine too").textUntilEnd();
        for (String name : List.of("follow", "stop", "send")) {
            var event = StreamStage.event(name, id);
            event.withObject("/requestContext/authorizer/claims")
                    .put("sub", "somebody else")
                    .put("cognito:groups", "admins");

            Received refused = STAGE.call(event);

            assertThat(refused.body()).hasToString("{\"message\":\"Session not found\"}");
            assertThat(refused.status).isCompletedWithValue(404);
        }
    }
}
