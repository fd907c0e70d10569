package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.chat.Once.Keyed;
import dev.parley.chat.Refusal.NotFound;
import dev.parley.standins.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Sessions that are kept for some days after their last change: the clock stands at ten in the morning of the
/// first of January, so two whole days of keeping end with the third.
interface ExpiryContract extends ContractPart {
    Retention TWO_DAYS = new Retention(2);
    Instant LAST_MOMENT = Instant.parse("2026-01-03T23:59:59.999Z");
    Instant OVER = Instant.parse("2026-01-04T00:00:00Z");
    Duration DAY = Duration.ofDays(1);

    /// What gives a session more time.
    enum Using {
        APPEND,
        TAKE,
        TURN,
        UPDATE,
        END;

        void change(Kept part, Session session) {
            switch (this) {
                case APPEND -> part.append(session, "text");
                case TAKE -> part.take(session, "text");
                case TURN -> part.store().giveBack(part.take(session, "text"), ANSWER, part.now());
                case UPDATE -> part.store().update(session.id(), part.owner(), titled(), part.now());
                case END -> part.store().end(session.id(), part.owner(), part.now());
            }
        }
    }

    @Test
    default void aSessionIsThereUntilItsLastDayIsOverAndThenItIsNot() {
        Session session = kept(TWO_DAYS).created();

        clock().set(LAST_MOMENT);
        assertThat(found(session).id()).isEqualTo(session.id());

        clock().set(OVER);
        assertGone(session);
    }

    @ParameterizedTest
    @EnumSource
    default void everyChangeGivesASessionItsDaysAgain(Using use) {
        Kept part = kept(TWO_DAYS);
        Session session = part.created();
        clock().moveOn(DAY);
        use.change(part, session);

        clock().set(OVER);
        assertThat(found(session).id()).isEqualTo(session.id());

        clock().moveOn(DAY);
        assertGone(session);
    }

    @ParameterizedTest
    @EnumSource
    default void nothingBringsAnExpiredSessionBack(Using use) {
        Kept part = kept(TWO_DAYS);
        Session session = part.created();
        clock().set(OVER);

        assertNotFound(() -> use.change(part, session));
        assertNotFound(() -> part.store().delete(session));
        assertGone(session);
    }

    @Test
    default void anAnswerThatComesAfterTheSessionsEndIsDropped() {
        Kept part = kept(TWO_DAYS);
        Session session = part.created();
        part.store().giveUp(part.take(session, "text"), "timeout", Usage.NONE);
        clock().set(LAST_MOMENT);
        Turn turn = part.store().retake(found(session), 1, lease(), Once.ALWAYS);

        clock().set(OVER);

        assertNotFound(() -> part.store().giveBack(turn, ANSWER, now()));
        assertNotFound(() -> part.store().retake(session, 1, lease(), Once.ALWAYS));
        assertGone(session);
    }

    @Test
    default void anExpiredSessionIsOnNoListAndIsLeftOutWhereAListIsOpened() {
        Session expired = kept(TWO_DAYS).created();
        clock().moveOn(DAY);
        Session live = kept(TWO_DAYS).created();
        clock().set(OVER);

        eventually(() -> assertThat(listed(ListingContract.EVERYTHING)).containsExactly(live.id()));
        assertThat(store().open(List.of(expired.id(), live.id()), Excerpt.NONE))
                .extracting(conversation -> conversation.session().id())
                .containsExactly(live.id());
    }

    @Test
    default void aKeyedRequestToAnExpiredSessionIsRefusedAndLeavesNoReceipt() {
        Keyed key = new Keyed("key", "request");
        Kept part = kept(TWO_DAYS);
        Session session = part.created();
        clock().set(OVER);

        assertNotFound(() -> part.store().append(session, Utterance.ofUser("text"), now(), key));
        assertNotFound(() -> part.store().take(session, Utterance.ofUser("text"), lease(), key));
        assertThat(store().receipt(owner(), key)).isEmpty();
    }

    @Test
    default void aClockThatIsBehindTakesNoTimeAway() {
        Kept part = kept(TWO_DAYS);
        Session session = part.created();
        Instant behind = now();
        clock().moveOn(DAY);
        part.store().update(session.id(), owner(), titled(), now());

        part.store().append(session, Utterance.ofUser("text"), behind, Once.ALWAYS);

        clock().set(OVER);
        assertThat(found(session).messages().count()).isEqualTo(1);
    }

    @Test
    default void anotherRetentionHoldsFromASessionsNextChangeOn() {
        Session session = kept(TWO_DAYS).created();
        Session untouched = kept(TWO_DAYS).created();

        kept(Retention.FOREVER).append(session, "text");

        clock().set(OVER);
        assertThat(found(session).id()).isEqualTo(session.id());
        assertGone(untouched);
    }

    private void assertGone(Session session) {
        assertThat(store().find(session.id(), ALL)).isEmpty();
    }

    private static void assertNotFound(ThrowingCallable call) {
        assertThatExceptionOfType(NotFound.class).isThrownBy(call);
    }

    private static SessionChanges titled() {
        return SessionChanges.ofTitle(Change.set("Kept"));
    }

    private Kept kept(Retention retention) {
        return new Kept(this, keeping(retention));
    }

    /// The same part of the contract on a store that keeps sessions so long.
    record Kept(ContractPart part, ChatStore store) implements ContractPart {
        @Override
        public ChatStore keeping(Retention retention) {
            return part.keeping(retention);
        }

        @Override
        public HandClock clock() {
            return part.clock();
        }

        @Override
        public UserId owner() {
            return part.owner();
        }

        @Override
        public void eventually(Runnable assertion) {
            part.eventually(assertion);
        }
    }
}
