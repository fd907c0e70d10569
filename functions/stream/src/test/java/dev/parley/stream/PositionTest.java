package dev.parley.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.SessionId;
import dev.parley.standins.Gate;
import dev.parley.stream.Received.Told;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Going on with a streamed answer from where one was cut off, and from everywhere else.
class PositionTest {
    private static final StreamStage STAGE = new StreamStage();

    @AfterAll
    static void stopTheModel() {
        STAGE.close();
    }

    @Test
    void aTurnThatIsOverIsToldFromEveryPosition() {
        SessionId id = STAGE.session();
        Received answer = STAGE.send(id, "all over");
        Told started = answer.next("message.started");
        String text = answer.textUntil("message.completed");

        for (int after = 0; after <= text.length() + 1; after++) {
            Received follower = STAGE.follow(id, String.valueOf(after));
            assertThat(follower.next("message.started").data()).isEqualTo(started.data());
            assertThat(follower.textUntil("message.completed"))
                    .isEqualTo(text.substring(Math.min(after, text.length())));
            assertThat(follower.last().data()).isEqualTo(answer.last().data());
            follower.ends();
        }
    }

    @Test
    void whoeverWasCutOffAsksForWhatComesAfterTheLastIdAndMissesNothing() {
        SessionId id = STAGE.session();
        String said = "one two three four five six";
        String text = "You said: " + said;
        try (Gate gate = STAGE.bedrock.gate(said)) {
            Received answer = STAGE.send(id, said);
            answer.next("message.started");
            int pieces = text.split(" ").length;
            StringBuilder told = new StringBuilder();
            for (int piece = 0; piece < pieces; piece++) {
                gate.pass(1);
                Told delta = answer.next("message.delta");
                told.append(delta.text());
                Received follower = STAGE.follow(id, delta.id());
                Received another = STAGE.follow(id, "0");
                follower.next("message.started");
                another.next("message.started");
                assertThat(another.textOfLength(told.length())).hasToString(told.toString());
                if (piece == 2) {
                    gate.open();
                    assertThat(told + follower.textUntil("message.completed")).isEqualTo(text);
                    assertThat(told + another.textUntil("message.completed")).isEqualTo(text);
                    break;
                }
            }
        }
    }

    @Test
    void aClientThatSendsTheLastIdByItselfIsToldWhatComesAfterIt() {
        SessionId id = STAGE.session();
        Received answer = STAGE.send(id, "last id");
        String turn = answer.next("message.started").data().path("turnId").asText();
        answer.textUntilEnd();

        for (String header : List.of(turn + ":4", "4")) {
            Received follower = STAGE.comeBack(id, header);

            follower.next("message.started");
            assertThat(follower.textUntil("message.completed")).isEqualTo("said: last id");
        }
    }

    @Test
    void whoComesBackWithTheIdOfAnEarlierTurnIsToldTheLastOneFromItsStart() {
        SessionId id = STAGE.session();
        Received earlier = STAGE.send(id, "the earlier one");
        earlier.next("message.started");
        String lastId = earlier.next("message.delta").id();
        earlier.textUntilEnd();
        STAGE.send(id, "the last one").textUntilEnd();

        for (Received follower : List.of(STAGE.follow(id, lastId), STAGE.comeBack(id, lastId))) {
            assertThat(follower.next("message.started").data().path("seq").intValue())
                    .isEqualTo(3);
            assertThat(follower.textUntil("message.completed")).isEqualTo("You said: the last one");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "from elsewhere", "-1", "x:y", ":"})
    void aLastIdThatIsNoneOfOursCountsForNothing(String header) {
        SessionId id = STAGE.session();
        STAGE.send(id, "not ours").textUntilEnd();

        Received follower = STAGE.comeBack(id, header);

        follower.next("message.started");
        assertThat(follower.textUntil("message.completed")).isEqualTo("You said: not ours");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999", "mjvs1c3k-1:99999999999999999999"})
    void beyondTheEndThereIsOnlyTheEnd(String after) {
        SessionId id = STAGE.session();
        Received answer = STAGE.send(id, "the end");
        String turn = answer.next("message.started").data().path("turnId").asText();
        answer.textUntilEnd();

        Received follower = STAGE.follow(id, after.replace("mjvs1c3k-1", turn));

        follower.next("message.started");
        assertThat(follower.textUntil("message.completed")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "1.5", "", ":", ":5", "mjvs1c3k-1:", "mjvs1c3k-1:-1", "mjvs1c3k-1:x"})
    void aPositionThatIsNoneIsRefused(String after) {
        Received refused = STAGE.follow(STAGE.session(), after);

        assertThat(refused.body().path("message").asText()).startsWith("after ");
        assertThat(refused.status).isCompletedWithValue(400);
    }
}
