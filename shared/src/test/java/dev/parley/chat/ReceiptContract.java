package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.chat.Once.Keyed;
import dev.parley.chat.Refusal.Conflict;
import dev.parley.chat.Refusal.Conflict.Reason;
import dev.parley.chat.Refusal.Invalid;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Keyed requests: one effect within a day, however often they come.
interface ReceiptContract extends ContractPart {
    Keyed KEYED = new Keyed("key", "request");
    Keyed OTHER_REQUEST = new Keyed("key", "other request");
    Keyed OTHER_KEY = new Keyed("other key", "request");
    Duration DAY = Duration.ofHours(24);

    @Test
    default void thereIsNoReceiptBeforeTheRequestAndNoneWithoutAKey() {
        createdWith("text");

        assertThat(store().receipt(owner(), KEYED)).isEmpty();
    }

    @Test
    default void aKeyedCreateLeavesAReceiptOfItsOwner() {
        Session session = keyed();

        assertThat(store().receipt(owner(), KEYED))
                .contains(new Receipt("request", session.id().value(), 0));
        assertThat(store().receipt(owner(), OTHER_KEY)).isEmpty();
        assertThat(store().receipt(new UserId(owner().value() + "-2"), KEYED)).isEmpty();
    }

    @Test
    default void aTwinOfACreateGetsTheFirstSessionAndStoresNothing() {
        Session first = keyed();
        Session second = draft(BARE, Status.ACTIVE, now());

        assertThat(store().create(second, KEYED)).isEqualTo(first.id());
        assertThat(store().find(second.id(), ALL)).isEmpty();
        eventually(() -> assertThat(
                        list(ListingContract.EVERYTHING, new Window(0, 1)).total())
                .isEqualTo(1));
    }

    @Test
    default void ofEightTwinsThatCreateAtOnceOneDoes() {
        List<SessionId> ids = ContractPart.atOnce(8, () -> store().create(draft(BARE, Status.ACTIVE, now()), KEYED));

        assertThat(ids).containsOnly(ids.getFirst());
        eventually(() -> assertThat(listed(ListingContract.EVERYTHING)).containsExactly(ids.getFirst()));
    }

    @Test
    default void aKeyedAppendLeavesAReceiptWithTheSeq() {
        Session session = createdWith("one");

        assertThat(appendKeyed(session)).isEqualTo(2);
        assertThat(store().receipt(owner(), KEYED))
                .contains(new Receipt("request", session.id().value(), 2));
    }

    @Test
    default void aTwinOfAnAppendGetsTheFirstSeqAndStoresNothing() {
        Session session = created();
        appendKeyed(session);
        append(session, "later");

        assertThat(appendKeyed(session)).isEqualTo(1);
        assertThat(appendKeyed(found(session))).isEqualTo(1);
        assertThat(texts(session)).containsExactly("keyed", "later");
    }

    @Test
    default void aTwinOfAnAppendGetsTheFirstSeqEvenWhenTheSessionHasEnded() {
        Session session = created();
        appendKeyed(session);
        store().end(session.id(), owner(), now());

        assertThat(appendKeyed(session)).isEqualTo(1);
        assertThat(texts(session)).containsExactly("keyed");
    }

    @Test
    default void aTwinOfAnAppendGetsTheFirstSeqEvenWhenTheSessionIsGone() {
        Session session = created();
        appendKeyed(session);
        store().delete(session);

        assertThat(appendKeyed(session)).isEqualTo(1);
        assertThat(store().find(session.id(), ALL)).isEmpty();
    }

    @Test
    default void ofEightTwinsThatAppendAtOnceOneDoes() {
        Session session = created();

        assertThat(ContractPart.atOnce(8, () -> appendKeyed(session))).containsOnly(1);
        assertThat(texts(session)).containsExactly("keyed");
    }

    @Test
    default void aKeyedTurnLeavesAReceiptOfTheQuestionAndThenOfTheAnswer() {
        Session session = createdWith("one");
        String id = session.id().value();

        Turn turn = takeKeyed(session, KEYED);
        assertThat(store().receipt(owner(), KEYED)).contains(new Receipt("request", id, 2));

        store().giveBack(turn, ANSWER, now());
        assertThat(store().receipt(owner(), KEYED)).contains(new Receipt("request", id, 2, 3, turn.id()));
    }

    @Test
    default void aKeyedTurnGivenUpAndRetakenNotesTheAnswerOnItsReceipt() {
        Session session = created();
        store().giveUp(takeKeyed(session, KEYED), "timeout", Usage.NONE);
        assertThat(store().receipt(owner(), KEYED))
                .contains(new Receipt("request", session.id().value(), 1));

        Turn again = store().retake(session, 1, lease(), KEYED);
        store().giveBack(again, ANSWER, now());
        assertThat(store().receipt(owner(), KEYED))
                .contains(new Receipt("request", session.id().value(), 1, 2, again.id()));
    }

    @Test
    default void aTwinThatTakesATurnIsAConflictWhateverBecameOfTheFirstAndStoresNothing() {
        Session session = created();
        Turn turn = takeKeyed(session, KEYED);
        assertTwin(() -> takeKeyed(session, KEYED));

        store().giveBack(turn, ANSWER, now());
        assertTwin(() -> takeKeyed(session, KEYED));
        assertTwin(() -> takeKeyed(found(session), KEYED));

        store().end(session.id(), owner(), now());
        assertTwin(() -> takeKeyed(found(session), KEYED));
        assertThat(texts(session)).containsExactly("keyed", ANSWER.text());
    }

    @Test
    default void aTwinThatRetakesAnAnsweredQuestionIsAConflictAndAnswersNothingTwice() {
        Session session = created();
        store().giveBack(takeKeyed(session, KEYED), ANSWER, now());

        assertTwin(() -> store().retake(session, 1, lease(), KEYED));
        assertThat(take(session, "free").asked()).isEqualTo(3);
    }

    @Test
    default void anotherRequestUnderTheKeyIsInvalidAndStoresNothing() {
        Session session = created();
        appendKeyed(session);
        Session second = draft(BARE, Status.ACTIVE, now());

        assertInvalid(() -> store().create(second, OTHER_REQUEST));
        assertInvalid(() -> store().append(session, Utterance.ofUser("text"), now(), OTHER_REQUEST));
        assertInvalid(() -> takeKeyed(session, OTHER_REQUEST));
        assertInvalid(() -> takeKeyed(found(session), OTHER_REQUEST));
        assertThat(texts(session)).containsExactly("keyed");
        assertThat(store().find(second.id(), ALL)).isEmpty();
    }

    @Test
    default void anotherRequestUnderTheKeyIsInvalidWhileATurnRuns() {
        Session session = created();
        takeKeyed(session, KEYED);

        assertInvalid(() -> takeKeyed(session, OTHER_REQUEST));
    }

    @Test
    default void aReceiptIsGoodForADay() {
        Session session = keyed();
        clock().moveOn(DAY.minusMillis(1));

        assertThat(store().receipt(owner(), KEYED)).isPresent();
        assertThat(store().create(draft(BARE, Status.ACTIVE, now()), KEYED)).isEqualTo(session.id());
    }

    @Test
    default void afterADayAKeyIsNewForEveryRequest() {
        Session first = keyed();
        clock().moveOn(DAY.plusSeconds(1));
        assertThat(store().receipt(owner(), KEYED)).isEmpty();
        Session second = draft(BARE, Status.ACTIVE, now());
        assertThat(store().create(second, OTHER_REQUEST)).isEqualTo(second.id());

        clock().moveOn(DAY.plusSeconds(1));
        assertThat(appendKeyed(first)).isEqualTo(1);

        clock().moveOn(DAY.plusSeconds(1));
        assertThat(takeKeyed(first, KEYED).asked()).isEqualTo(2);
    }

    @Test
    default void aRefusedRequestLeavesNoReceipt() {
        Session session = created(BARE, Status.COMPLETED, now());

        assertThatExceptionOfType(Refusal.NotFound.class).isThrownBy(() -> appendKeyed(session));
        assertThatExceptionOfType(Refusal.NotFound.class).isThrownBy(() -> takeKeyed(session, KEYED));
        assertThat(store().receipt(owner(), KEYED)).isEmpty();
    }

    private Session keyed() {
        Session session = draft(BARE, Status.ACTIVE, now());
        store().create(session, KEYED);
        return session;
    }

    private int appendKeyed(Session session) {
        return store().append(session, Utterance.ofUser("keyed"), now(), KEYED);
    }

    private Turn takeKeyed(Session session, Keyed once) {
        return store().take(session, Utterance.ofUser("keyed"), lease(), once);
    }

    private static void assertTwin(ThrowingCallable write) {
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(write)
                .extracting(Conflict::reason)
                .isEqualTo(Reason.TWIN_RUNNING);
    }

    private static void assertInvalid(ThrowingCallable write) {
        assertThatExceptionOfType(Invalid.class).isThrownBy(write);
    }
}
