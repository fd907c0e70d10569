package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Streamed turns that are never given back: what is left of them when their lease is over.
interface InterruptedTurnContract extends StreamedTurnPart {
    /// How somebody finds a session.
    enum Finder {
        READER {
            @Override
            void find(InterruptedTurnContract part, Session session) {
                part.found(session);
            }
        },
        FOLLOWER {
            @Override
            void find(InterruptedTurnContract part, Session session) {
                part.store().streamed(session.id());
            }
        },
        ONE_WHO_ASKS {
            @Override
            void find(InterruptedTurnContract part, Session session) {
                part.store().giveUp(part.take(session, "next"), "never mind", Usage.NONE);
            }
        };

        abstract void find(InterruptedTurnContract part, Session session);
    }

    @ParameterizedTest
    @EnumSource
    default void whatAnInterruptedTurnHasSaidBecomesItsAnswerForWhoeverFindsTheSession(Finder finder) {
        Session session = created();
        Turn turn = says(says(takeStreamed(session, "question"), 6, "It was"), 10, " the");
        clock().moveOn(LEASE);

        finder.find(this, session);
        finder.find(this, session);

        Message answer = history(session).get(1);
        assertThat(answer)
                .isEqualTo(new Message(
                        2,
                        new Utterance(Role.ASSISTANT, "It was the", null),
                        answer.storedAt(),
                        Generation.interrupted(),
                        null));
        assertThat(texts(session)).containsOnlyOnce("It was the");
        assertThat(store().streamed(session.id())).contains(new StreamedTurn(turn.id(), 1, 2, false));
        assertLost(turn);
    }

    @Test
    default void whatWasKeptTwiceIsSaidOnceInTheAnswerOfAnInterruptedTurn() {
        Session session = created();
        // The first was taken for failed, so the second begins where it did.
        says(says(takeStreamed(session, "question"), 6, "It was"), 10, "It was the");
        clock().moveOn(LEASE);

        assertThat(store().streamed(session.id())).isPresent();

        assertThat(texts(session)).containsExactly("question", "It was the");
    }

    @Test
    default void whatAnInterruptedTurnHasSaidIsStoredBeforeItsSessionEnds() {
        Session ended = created();
        says(takeStreamed(ended, "question"), 6, "It was");
        Session changed = created();
        says(takeStreamed(changed, "question"), 6, "It was");
        clock().moveOn(LEASE);

        store().end(ended.id(), owner(), now());
        store().update(changed.id(), owner(), ChangingContract.status(Status.TERMINATED), now());

        for (Session session : List.of(ended, changed)) {
            assertThat(texts(session)).containsExactly("question", "It was");
            assertThat(found(session).active()).isFalse();
            assertThat(found(session).messages().count()).isEqualTo(2);
        }
    }

    @Test
    default void anInterruptedTurnIsLeftAloneUntilItsLeaseIsOver() {
        Session session = created();
        Turn turn = says(takeStreamed(session, "question"), 6, "It was");
        clock().moveOn(LEASE.minusMillis(1));

        found(session);

        assertThat(texts(session)).containsExactly("question");
        assertThat(store().giveBack(turn, ANSWER, now()).seq()).isEqualTo(2);
        clock().moveOn(LEASE);
        assertThat(found(session).messages().count()).isEqualTo(2);
    }

    @Test
    default void anInterruptedTurnThatSaidNothingLeavesItsReasonOnTheQuestion() {
        Session session = created();
        Turn turn = takeStreamed(session, "question");
        says(turn, 2, "\n ");
        clock().moveOn(LEASE);

        found(session);

        assertThat(history(session)).extracting(Message::failure).containsExactly("interrupted");
        assertThat(store().streamed(session.id())).contains(new StreamedTurn(turn.id(), 1, 0, false));
        assertLost(turn);
    }

    @Test
    default void whatWasAppendedMeanwhileComesBeforeWhatAnInterruptedTurnHasSaid() {
        Session session = created();
        says(takeStreamed(session, "question"), 6, "It was");
        append(session, "aside");
        clock().moveOn(LEASE);

        found(session);

        assertThat(texts(session)).containsExactly("question", "aside", "It was");
    }

    @Test
    default void ofManyWhoFindAnInterruptedTurnOneStoresWhatItSaid() {
        Session session = created();
        says(takeStreamed(session, "question"), 6, "It was");
        clock().moveOn(LEASE);

        List<Integer> counts =
                ContractPart.atOnce(16, () -> found(session).messages().count());

        assertThat(counts).containsOnly(2);
        assertThat(texts(session)).containsExactly("question", "It was");
    }
}
