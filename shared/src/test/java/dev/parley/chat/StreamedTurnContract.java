package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.chat.Refusal.Conflict;
import dev.parley.chat.Refusal.NotFound;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Streamed turns: a turn like any other, whose lease goes on with it and of whose answer something is kept.
interface StreamedTurnContract extends StreamedTurnPart {
    @Test
    default void aStreamedTurnIsTheLastOneAndRunsUntilItIsGivenBack() {
        Session session = createdWith("before");
        assertThat(store().streamed(session.id())).isEmpty();
        Turn turn = takeStreamed(session, "question");
        assertThat(store().streamed(session.id())).contains(new StreamedTurn(turn.id(), 2, 0, true));

        store().giveBack(turn, ANSWER, now());

        assertThat(store().streamed(session.id())).contains(new StreamedTurn(turn.id(), 2, 3, false));
        assertThat(texts(session)).containsExactly("before", "question", ANSWER.text());
    }

    @Test
    default void aTurnThatIsAnsweredWholeLeavesTheLastStreamedOneAsItIs() {
        Session session = created();
        store().giveBack(take(session, "whole"), ANSWER, now());
        assertThat(store().streamed(session.id())).isEmpty();
        Turn streamed = takeStreamed(session, "streamed");
        store().giveBack(streamed, ANSWER, now());

        store().giveBack(take(session, "whole again"), ANSWER, now());

        assertThat(store().streamed(session.id())).contains(new StreamedTurn(streamed.id(), 3, 4, false));
    }

    @Test
    default void aStreamedTurnThatIsGivenUpHasNoAnswerNotEvenThatOfTheOneBefore() {
        Session session = created();
        store().giveBack(takeStreamed(session, "one"), ANSWER, now());
        clock().moveOn(SECOND);
        Turn second = takeStreamed(session, "two");

        store().giveUp(second, "timeout", Usage.NONE);

        assertThat(store().streamed(session.id())).contains(new StreamedTurn(second.id(), 3, 0, false));
    }

    @Test
    default void whatIsKeptIsReadInOrderFromAnyPosition() {
        Session session = created();
        Turn turn = takeStreamed(session, "question");
        says(turn, 3, "abc");
        says(turn, 12, "defghijkl");
        says(turn, 13, "m");

        assertThat(store().chunks(session.id(), turn.id(), 0))
                .containsExactly(new Chunk(3, "abc"), new Chunk(12, "defghijkl"), new Chunk(13, "m"));
        assertThat(store().chunks(session.id(), turn.id(), 2)).hasSize(3);
        assertThat(store().chunks(session.id(), turn.id(), 3)).hasSize(2);
        assertThat(store().chunks(session.id(), turn.id(), 12)).containsExactly(new Chunk(13, "m"));
        assertThat(store().chunks(session.id(), turn.id(), 13)).isEmpty();
        assertThat(store().chunks(created().id(), turn.id(), 0)).isEmpty();
    }

    @Test
    default void whatIsKeptIsNoMessageAndShowsNowhere() {
        Session session = createdWith("before");
        Turn turn = takeStreamed(session, "question");
        Conversation asked = store().find(session.id(), ALL).orElseThrow();

        says(turn, 5, "first");

        assertThat(store().find(session.id(), ALL)).contains(asked);
        assertThat(texts(session)).containsExactly("before", "question");
    }

    @Test
    default void aRenewedLeaseHoldsTheSessionUntilItsNewEnd() {
        Session session = created();
        Turn turn = takeStreamed(session, "question");
        clock().moveOn(LEASE.minusMillis(1));
        store().renew(turn, now().plus(LEASE));
        clock().moveOn(LEASE.minusMillis(1));
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> take(session, "too early"));
        assertThat(store().streamed(session.id())).map(StreamedTurn::running).contains(true);

        clock().moveOn(Duration.ofMillis(1));

        assertThat(take(session, "now").asked()).isEqualTo(2);
    }

    @Test
    default void aStopIsToldToTheTurnThatRunsAndToNoOther() {
        Session session = created();
        Turn turn = takeStreamed(session, "question");
        store().stop(session.id(), owner(), now());
        store().stop(session.id(), owner(), now());
        assertThat(store().renew(turn, now().plus(LEASE))).isTrue();
        store().giveBack(turn, ANSWER, now());

        clock().moveOn(SECOND);
        Turn next = takeStreamed(session, "another");

        assertThat(store().renew(next, now().plus(LEASE))).isFalse();
    }

    @Test
    default void whereNoStreamedTurnRunsNothingIsStopped() {
        Session session = created();
        assertNothingToStop(session);
        Turn whole = take(session, "whole");
        assertNothingToStop(session);
        store().giveBack(whole, ANSWER, now());
        Turn streamed = takeStreamed(session, "streamed");
        store().giveBack(streamed, ANSWER, now());
        assertNothingToStop(session);
        takeStreamed(session, "lost");
        clock().moveOn(LEASE);
        assertNothingToStop(session);
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> store().stop(session.id(), new UserId("somebody else"), now()))
                .extracting(NotFound::thing)
                .isEqualTo(Thing.SESSION);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.INCLUDE,
            names = {"SESSION_ENDED", "STATUS_CHANGED", "STATUS_CHANGED_AND_BACK", "SESSION_DELETED", "GIVEN_UP"})
    default void aLostTurnIsNotRenewedAndWhatItSaidIsDropped(Loss loss) {
        Session session = created();
        Turn turn = says(takeStreamed(session, "question"), 6, "It was");

        loss.happen(this, turn);

        assertLost(turn);
        clock().moveOn(LEASE.multipliedBy(2));
        assertThat(texts(session)).doesNotContain("It was");
    }

    private void assertNothingToStop(Session session) {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> store().stop(session.id(), owner(), now()))
                .extracting(NotFound::thing)
                .isEqualTo(Thing.MESSAGE);
    }
}
