package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.chat.Allowance.Limited;
import dev.parley.chat.ChatStore.Lease;
import dev.parley.chat.Once.Keyed;
import dev.parley.chat.Refusal.BudgetSpent;
import dev.parley.chat.Refusal.Conflict;
import dev.parley.chat.Refusal.NotFound;
import dev.parley.chat.Usage.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Budgets of tokens: a turn sets aside the most that it may use, and in the end counts what it did use.
interface SpendingContract extends ContractPart {
    /// What [#ANSWER] used: 12 + 3.
    int USED = 15;

    @Test
    default void turnsAreTakenWhileThereIsRoomAndThenRefusedUntilMidnight() {
        takeLimited(created(), 40, 100);
        takeLimited(created(), 60, 100);

        assertThatExceptionOfType(BudgetSpent.class)
                .isThrownBy(() -> takeLimited(created(), 1, 100))
                .extracting(BudgetSpent::opensIn)
                .isEqualTo(Duration.between(now(), Instant.parse("2026-01-02T00:00:00Z")));
        assertUsed(100);
    }

    @Test
    default void aTurnThatIsRefusedStoresNothing() {
        Session session = createdWith("before");
        takeLimited(created(), 91, 100);
        clock().moveOn(Duration.ofSeconds(1));

        assertThatExceptionOfType(BudgetSpent.class)
                .isThrownBy(() -> store().take(session, Utterance.ofUser("refused"), lease(10, 100), KEY));

        assertThat(store().find(session.id(), ALL).orElseThrow().session()).isEqualTo(session);
        assertThat(texts(session)).containsExactly("before");
        assertThat(store().receipt(owner(), KEY)).isEmpty();
        assertUsed(91);
        assertThat(store().take(session, Utterance.ofUser("smaller"), lease(9, 100), KEY)
                        .asked())
                .isEqualTo(2);
    }

    @Test
    default void aTurnSetsAsideWhatTheSessionHoldsThatItIsTakenIn() {
        Session seen = created();
        append(seen, "x".repeat(50));

        store().take(
                        seen,
                        Utterance.ofUser("limited"),
                        new Lease(
                                now(),
                                LEASE,
                                false,
                                session -> new Limited(now(), session.messages().bytes(), 100)),
                        Once.ALWAYS);

        assertUsed(50);
    }

    @Test
    default void anAnswerLeavesOnlyWhatItUsed() {
        store().giveBack(takeLimited(created(), 100, 100), ANSWER, now());

        assertUsed(USED);
    }

    @Test
    default void anAnswerThatUsedMoreThanWasSetAsideIsCountedInFull() {
        store().giveBack(takeLimited(created(), 2, 100), ANSWER, now());

        assertUsed(USED);
    }

    @Test
    default void anAnswerThatNobodyCountedLeavesWhatWasSetAside() {
        Answer uncounted = new Answer("Elementary.", new Generation("model", "end_turn", 0, 0));
        store().giveBack(takeLimited(created(), 40, 100), uncounted, now());

        assertUsed(40);
    }

    @Test
    default void aTurnGivenUpLeavesWhatItUsedOrWhatWasSetAsideWhenNobodyKnows() {
        store().giveUp(takeLimited(created(), 40, 100), "refused", Usage.NONE);
        assertUsed(0);

        store().giveUp(takeLimited(created(), 40, 100), "empty answer", new Counted(7));
        assertUsed(7);

        store().giveUp(takeLimited(created(), 40, 100), "out of time", Usage.UNKNOWN);
        assertUsed(47);
    }

    @Test
    default void aTurnThatNeverEndsLeavesWhatWasSetAside() {
        Session session = created();
        takeLimited(session, 40, 100);
        clock().moveOn(LEASE);

        store().giveBack(takeLimited(session, 50, 100), ANSWER, now());

        assertUsed(40 + USED);
    }

    @Test
    default void aRetakenTurnSetsAsideAnewOrIsRefusedAndLeavesTheReason() {
        Session session = created();
        store().giveUp(takeLimited(session, 40, 100), "out of time", Usage.UNKNOWN);

        assertThatExceptionOfType(BudgetSpent.class)
                .isThrownBy(() -> store().retake(session, 1, lease(61, 100), Once.ALWAYS));
        assertThat(history(session)).extracting(Message::failure).containsExactly("out of time");
        assertUsed(40);

        store().giveBack(store().retake(session, 1, lease(60, 100), Once.ALWAYS), ANSWER, now());
        assertUsed(40 + USED);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"RETAKEN_AND_GIVEN_BACK", "GIVEN_BACK", "GIVEN_UP"})
    default void anAnswerThatIsDroppedIsCountedAllTheSame(Loss loss) {
        Turn answered = takeLimited(createdWith("before"), 40, 100);
        Turn failed = takeLimited(createdWith("before"), 40, 100);
        clock().moveOn(LEASE);
        loss.happen(this, answered);
        loss.happen(this, failed);

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> store().giveBack(answered, ANSWER, now()));
        loss.giveUpAfterwards(this, failed, "empty answer", new Counted(7));

        assertUsed(USED + 7);
    }

    @Test
    default void aTurnAcrossMidnightCountsForTheDayOnWhichItWasTaken() {
        Instant midnight = Instant.parse("2026-01-02T00:00:00Z");
        clock().set(midnight.minusMillis(1));
        Turn late = takeLimited(created(), 100, 100);
        Instant before = now();

        clock().set(midnight);
        Turn early = takeLimited(created(), 100, 100);
        store().giveBack(late, ANSWER, now());

        assertUsedOn(before, USED);
        assertUsedOn(midnight, 100);
        store().giveUp(early, "refused", Usage.NONE);
        assertUsedOn(before, USED);
        assertUsedOn(midnight, 0);
    }

    @Test
    default void everyUserHasABudgetOfTheirOwn() {
        takeLimited(created(), 100, 100);
        UserId other = new UserId(UUID.randomUUID().toString());
        Session mine = draft(BARE, Status.ACTIVE, now());
        Session others = new Session(
                SessionId.of(other, 1),
                other,
                1,
                Status.ACTIVE,
                null,
                mine.references(),
                mine.times(),
                mine.messages(),
                mine.details(),
                mine.contextResults());
        store().create(others, Once.ALWAYS);

        assertThat(takeLimited(others, 100, 100).asked()).isOne();
    }

    @Test
    default void turnsWithoutABudgetAreNeitherRefusedNorCounted() {
        takeLimited(created(), 100, 100);

        store().giveBack(take(created(), "unlimited"), ANSWER, now());

        assertUsed(100);
    }

    @Test
    default void ofSixteenTurnsAtOnceAsManyAreTakenAsThereIsRoomFor() {
        List<Boolean> taken = ContractPart.atOnce(16, () -> {
            try {
                takeLimited(created(), 30, 100);
                return true;
            } catch (BudgetSpent _) {
                return false;
            }
        });

        assertThat(taken).filteredOn(one -> one).hasSize(3);
        assertUsed(90);
    }

    @Test
    default void aSessionThatIsBusyOrATwinThatIsFirstIsToldBeforeTheBudget() {
        Session session = created();
        store().take(session, Utterance.ofUser("first"), lease(100, 100), KEY);

        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> takeLimited(session, 1, 100));
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> store().take(created(), Utterance.ofUser("twin"), lease(1, 100), KEY));
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> store().retake(session, 1, lease(1, 100), KEY));
        assertUsed(100);
    }

    @Test
    default void aQuestionThatATwinHasAnsweredIsToldBeforeTheBudget() {
        Session session = created();
        Turn turn = store().take(session, Utterance.ofUser("first"), lease(100, 100), KEY);
        store().giveBack(turn, ANSWER, now());

        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> store().retake(session, 1, lease(10, 10), KEY))
                .extracting(Conflict::reason)
                .isEqualTo(Conflict.Reason.TWIN_RUNNING);
    }

    Keyed KEY = new Keyed("key", "request");

    private Lease lease(long tokens, long budget) {
        return new Lease(now(), LEASE, new Limited(now(), tokens, budget));
    }

    private Turn takeLimited(Session session, long tokens, long budget) {
        return store().take(session, Utterance.ofUser("limited"), lease(tokens, budget), Once.ALWAYS);
    }

    private void assertUsed(long tokens) {
        assertUsedOn(now(), tokens);
    }

    /// A budget of so many tokens has room for nothing more on that day, and one of a token more has room for that.
    private void assertUsedOn(Instant day, long tokens) {
        Session probed = created();
        Limited oneMore = new Limited(day, 1, tokens + 1);
        assertThatCode(() -> store().giveUp(
                                store().take(
                                                probed,
                                                Utterance.ofUser("probe"),
                                                new Lease(now(), LEASE, oneMore),
                                                Once.ALWAYS),
                                "probed",
                                Usage.NONE))
                .doesNotThrowAnyException();
        if (tokens > 0) {
            Limited noMore = new Limited(day, 1, tokens);
            assertThatExceptionOfType(BudgetSpent.class)
                    .as("more than %d tokens are used", tokens - 1)
                    .isThrownBy(() -> store().take(
                                    probed, Utterance.ofUser("probe"), new Lease(now(), LEASE, noMore), Once.ALWAYS));
        }
    }
}
