package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.chat.Refusal.Conflict;
import dev.parley.chat.Refusal.Conflict.Reason;
import dev.parley.chat.Refusal.NotFound;
import dev.parley.chat.Session.Tally;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Turns: at most one runs in a session, and only it may answer.
interface TurnContract extends ContractPart {

    @Test
    default void takingATurnStoresTheQuestionAndMovesTheTimes() {
        Session session = createdWith("one");
        clock().moveOn(Duration.ofSeconds(3));

        Turn turn = take(session, "two");

        assertThat(turn.asked()).isEqualTo(2);
        assertThat(turn.owner()).isEqualTo(owner());
        assertThat(turn.session()).isEqualTo(session.id());
        assertThat(texts(session)).containsExactly("one", "two");
        assertThat(found(session).messages()).isEqualTo(new Tally(2, 6));
        assertThat(found(session).times()).isEqualTo(new Times(session.times().createdAt(), now(), now(), null));
    }

    @Test
    default void givingATurnBackStoresTheAnswerWithItsGeneration() {
        Session session = created();
        Turn turn = take(session, "Who was it?");
        clock().moveOn(Duration.ofSeconds(3));

        Message answer = store().giveBack(turn, ANSWER, now());

        assertThat(answer)
                .isEqualTo(new Message(
                        2, new Utterance(Role.ASSISTANT, ANSWER.text(), null), now(), ANSWER.generation(), null));
        assertThat(history(session)).element(1).isEqualTo(answer);
        assertThat(found(session).messages()).isEqualTo(new Tally(2, 22));
        assertThat(found(session).times())
                .isEqualTo(new Times(
                        session.times().createdAt(), now(), session.times().lastActive(), null));
    }

    @Test
    default void aTurnSeenLongAgoIsTakenAtTheNextSeq() {
        Session seen = created();
        append(seen, "one");
        append(seen, "two");

        assertThat(take(seen, "three").asked()).isEqualTo(3);
    }

    @Test
    default void takingASecondTurnWhileOneRunsIsAConflictAndStoresNothing() {
        Session session = created();
        take(session, "first");

        assertTurnIsRunning(session);
        assertThat(texts(session)).containsExactly("first");
    }

    @Test
    default void ofSixteenThreadsThatTakeTheTurnOneGetsIt() {
        Session session = created();

        List<Boolean> taken = ContractPart.atOnce(16, () -> {
            try {
                take(session, "mine");
                return true;
            } catch (Conflict _) {
                return false;
            }
        });

        assertThat(taken).containsOnlyOnce(true);
        assertThat(texts(session)).containsExactly("mine");
    }

    @Test
    default void aLeaseHoldsUntilTheMillisecondItEndsAndThenFreesTheSession() {
        Session session = created();
        take(session, "first");
        clock().moveOn(LEASE.minusMillis(1));
        assertTurnIsRunning(session);

        clock().moveOn(Duration.ofMillis(1));

        assertThat(take(session, "second").asked()).isEqualTo(2);
        assertThat(texts(session)).containsExactly("first", "second");
    }

    @Test
    default void aTurnGivenBackFreesTheSession() {
        Session session = created();
        store().giveBack(take(session, "one"), ANSWER, now());

        assertThat(take(session, "two").asked()).isEqualTo(3);
    }

    @Test
    default void anAnswerFromAClockThatIsBehindDoesNotTurnUpdatedAtBack() {
        Session session = created();
        Turn turn = take(session, "one");

        store().giveBack(turn, ANSWER, now().minusSeconds(5));

        assertThat(found(session).times().updatedAt()).isEqualTo(now());
        assertThat(take(session, "two").asked()).isEqualTo(3);
    }

    @Test
    default void aTurnGivenUpFreesTheSessionAndLeavesTheReasonOnTheQuestion() {
        Session session = created();
        Turn turn = take(session, "one");

        store().giveUp(turn, "timeout", Usage.NONE);

        assertThat(history(session)).extracting(Message::failure).containsExactly("timeout");
        assertThat(take(session, "two").asked()).isEqualTo(2);
    }

    @Test
    default void anAnswerLongAfterTheLeaseIsStoredWhileNobodyTookOver() {
        Session session = created();
        Turn turn = take(session, "one");
        clock().moveOn(LEASE.multipliedBy(100));

        assertThat(store().giveBack(turn, ANSWER, now()).seq()).isEqualTo(2);
    }

    @Test
    default void messagesAppendedDuringATurnComeBeforeItsAnswer() {
        Session session = created();
        Turn turn = take(session, "question");
        append(session, "aside");
        append(session, "another");

        assertThat(store().giveBack(turn, ANSWER, now()).seq()).isEqualTo(4);
        assertThat(texts(session)).containsExactly("question", "aside", "another", ANSWER.text());
    }

    @Test
    default void anUpdateThatLeavesTheSessionActiveLeavesTheTurn() {
        Session session = created();
        Turn turn = take(session, "question");
        store().update(session.id(), owner(), ChangingContract.title(Change.set("new")), now());
        store().update(session.id(), owner(), ChangingContract.status(Status.ACTIVE), now());

        assertThat(store().giveBack(turn, ANSWER, now()).seq()).isEqualTo(2);
    }

    @Test
    default void aRetakenTurnTakesTheReasonAwayAndAnswersTheQuestion() {
        Session session = created();
        store().giveUp(take(session, "question"), "timeout", Usage.NONE);
        append(session, "aside");
        Times before = found(session).times();
        clock().moveOn(Duration.ofSeconds(3));

        Turn again = store().retake(session, 1, lease(), Once.ALWAYS);

        assertThat(again.asked()).isEqualTo(1);
        assertThat(history(session)).extracting(Message::failure).containsOnlyNulls();
        assertTurnIsRunning(session);
        assertThat(found(session).times()).isEqualTo(before);
        assertThat(store().giveBack(again, ANSWER, now()).seq()).isEqualTo(3);
    }

    @Test
    default void retakingWhileATurnRunsIsAConflictAndWhenItsLeaseIsOverWorks() {
        Session session = created();
        take(session, "question");

        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> store().retake(session, 1, lease(), Once.ALWAYS))
                .extracting(Conflict::reason)
                .isEqualTo(Reason.TURN_RUNNING);

        clock().moveOn(LEASE);
        assertThat(store().retake(session, 1, lease(), Once.ALWAYS).asked()).isEqualTo(1);
    }

    @Test
    default void retakingForAMessageThatIsNoQuestionIsNotFoundAndTakesNothing() {
        Session session = created();
        store().giveBack(take(session, "question"), ANSWER, now());

        for (int asked : List.of(2, 3)) {
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> store().retake(session, asked, lease(), Once.ALWAYS))
                    .extracting(NotFound::thing)
                    .isEqualTo(Thing.MESSAGE);
        }
        assertThat(take(session, "next").asked()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    default void aLostTurnStoresNoAnswerAndNotesNoReason(Loss loss) {
        Session session = createdWith("before");
        Turn turn = take(session, "question");
        clock().moveOn(LEASE);
        loss.happen(this, turn);
        var afterwards = store().find(session.id(), ALL);

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> store().giveBack(turn, ANSWER, now()));
        loss.giveUpAfterwards(this, turn, "too late", Usage.NONE);

        assertThat(store().find(session.id(), ALL)).isEqualTo(afterwards);
        assertThat(history(session)).extracting(Message::failure).doesNotContain("too late");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
    default void noTurnIsTakenOfASessionThatIsNotActive(Status status) {
        Session session = createdWith("question");
        store().update(session.id(), owner(), ChangingContract.status(status), now());

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> take(session, "another"));
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> store().retake(session, 1, lease(), Once.ALWAYS));
        assertThat(texts(session)).containsExactly("question");
    }

    @Test
    default void noTurnIsTakenOfADeletedSession() {
        Session session = createdWith("question");
        store().delete(session);

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> take(session, "another"));
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> store().retake(session, 1, lease(), Once.ALWAYS));
        assertThat(store().find(session.id(), ALL)).isEmpty();
    }

    private void assertTurnIsRunning(Session session) {
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> take(session, "too early"))
                .extracting(Conflict::reason)
                .isEqualTo(Reason.TURN_RUNNING);
    }
}
