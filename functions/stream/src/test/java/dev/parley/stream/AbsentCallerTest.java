package dev.parley.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.SessionId;
import dev.parley.standins.Gate;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Callers who do not take what they asked for: the turn goes on to its end.
class AbsentCallerTest {
    private static final StreamStage STAGE = new StreamStage();

    @AfterAll
    static void stopTheModel() {
        STAGE.close();
    }

    @Test
    void aCallerWhoIsGoneHasTheTurnAllTheSame() {
        SessionId id = STAGE.session();
        try (Gate gate = STAGE.bedrock.gate("nobody listens").pass(1)) {
            Received answer = STAGE.send(id, "nobody listens");
            answer.next("message.started");
            answer.next("message.delta");
            answer.end(new IOException(StreamStage.GONE));
            gate.open();
            answer.ends();
        }
        assertThat(STAGE.texts(id)).containsExactly("nobody listens", "You said: nobody listens");
    }

    @Test
    void aCallerWhoStopsReadingHoldsNothingUpAndFindsAllOfItWhenHeReadsOn() {
        SessionId id = STAGE.session();
        try (Gate gate = STAGE.bedrock.gate("nobody reads on").pass(1)) {
            Received answer = STAGE.send(id, "nobody reads on");
            answer.next("message.started");
            String first = answer.next("message.delta").text();
            answer.stopReading();
            Received follower = STAGE.follow(id, "0");
            follower.next("message.started");

            gate.open();

            assertThat(follower.textUntil("message.completed")).isEqualTo("You said: nobody reads on");
            assertThat(STAGE.texts(id)).containsExactly("nobody reads on", "You said: nobody reads on");
            answer.readOn();
            assertThat(first + answer.textUntil("message.completed")).isEqualTo("You said: nobody reads on");
            assertThat(answer.last().data()).isEqualTo(follower.last().data());
            answer.ends();
        }
    }

    @Test
    void aCallerWhoNeverReadsOnIsStoppedByOthersAllTheSame() {
        SessionId id = STAGE.session();
        try (Gate gate = STAGE.bedrock.gate("for ever").pass(1)) {
            Received answer = STAGE.send(id, "for ever");
            answer.next("message.started");
            answer.next("message.delta");
            answer.stopReading();
            gate.pass(1);
            Received follower = STAGE.follow(id, "0");
            follower.next("message.started");
            assertThat(follower.textOfLength(10)).isEqualTo("You said: ");

            STAGE.stop(id).ends();

            assertThat(follower.textUntil("message.completed")).isEmpty();
            assertThat(follower.last().data().path("stopReason").asText()).isEqualTo("stopped");
            answer.readOn();
        }
    }
}
