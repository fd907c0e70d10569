package dev.parley.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.SessionId;
import dev.parley.stream.Received.Told;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Streamed turns under an idempotency key.
class RepeatedRequestTest {
    private static final StreamStage STAGE = new StreamStage();

    @AfterAll
    static void stopTheModel() {
        STAGE.close();
    }

    @Test
    void theSameRequestUnderItsKeyHasTheSameAnswerOnce() {
        SessionId id = STAGE.session();
        Received first = STAGE.sendOnce("key", id, "once");
        Told started = first.next("message.started");
        first.textUntil("message.completed");
        STAGE.send(id, "another since").textUntilEnd();

        Received again = STAGE.sendOnce("key", id, "once");

        assertThat(again.next("message.started").data()).isEqualTo(started.data());
        assertThat(again.textUntil("message.completed")).isEqualTo("You said: once");
        assertThat(again.last().data()).isEqualTo(first.last().data());
        assertThat(STAGE.texts(id))
                .containsExactly("once", "You said: once", "another since", "You said: another since");
    }

    @Test
    void theSameRequestUnderItsKeyAsksAgainAfterAnAnswerThatBrokeOff() {
        SessionId id = STAGE.session();
        STAGE.sendOnce("broken", id, "!break 500").textUntilEnd();

        Received again = STAGE.sendOnce("broken", id, "!break 500");

        assertThat(again.next("message.started").data().path("seq").intValue()).isOne();
        assertThat(again.textUntil("message.completed")).isEqualTo("You ");
        assertThat(STAGE.texts(id)).containsExactly("!break 500", "You ", "You ");
    }
}
