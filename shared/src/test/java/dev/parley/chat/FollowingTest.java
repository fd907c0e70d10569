package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.ChatStore.Lease;
import dev.parley.chat.TurnEvent.Completed;
import dev.parley.chat.TurnEvent.Delta;
import dev.parley.chat.TurnEvent.Failed;
import dev.parley.standins.HandClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a follower is told of a turn that ends while another one takes its place between two looks at it.
class FollowingTest {
    private static final UserId ADA = new UserId("ada");
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final HandClock clock = new HandClock();
    private final InMemoryChatStore store = new InMemoryChatStore(clock);
    private final Session session = StoredSession.empty(store, ADA, clock.instant());
    private final List<TurnEvent> told = new ArrayList<>();

    @Test
    void aTurnThatCrashedIsToldToItsEndThoughItsQuestionIsAskedAgainAlready() {
        Turn crashed = take("question");
        store.keep(crashed, new Chunk(6, "It was"));

        follow(() -> {
            clock.moveOn(Pace.LEASE);
            store.streamed(session.id());
            store.retake(session, crashed.asked(), lease(), Once.ALWAYS);
        });

        assertThat(texts()).containsExactly("It was");
        assertThat(told.getLast())
                .isInstanceOfSatisfying(
                        Completed.class,
                        end -> assertThat(end.answer().said().text()).isEqualTo("It was"));
    }

    @Test
    void aTurnThatCrashedIsToldWithItsOwnAnswerThoughTheOneThatAskedAgainHasOneToo() {
        Turn crashed = take("question");
        store.keep(crashed, new Chunk(6, "It was"));

        follow(() -> {
            clock.moveOn(Pace.LEASE);
            store.streamed(session.id());
            Turn again = store.retake(session, crashed.asked(), lease(), Once.ALWAYS);
            store.giveBack(again, ContractPart.ANSWER, clock.instant());
        });

        assertThat(texts()).containsExactly("It was");
    }

    @Test
    void aTurnThatCrashedIsToldWithItsOwnAnswerThoughTheOneThatAskedAgainHasFailed() {
        Turn crashed = take("question");
        store.keep(crashed, new Chunk(6, "It was"));

        follow(() -> {
            clock.moveOn(Pace.LEASE);
            store.streamed(session.id());
            store.giveUp(store.retake(session, crashed.asked(), lease(), Once.ALWAYS), "throttled", Usage.NONE);
        });

        assertThat(texts()).containsExactly("It was");
        assertThat(told.getLast()).isInstanceOf(Completed.class);
    }

    @Test
    void aTurnThatFailedIsToldAsFailedThoughItsQuestionIsAskedAgainAlready() {
        Turn failed = take("question");

        follow(() -> {
            store.giveUp(failed, "timeout", Usage.NONE);
            store.retake(session, failed.asked(), lease(), Once.ALWAYS);
        });

        assertThat(told.getLast())
                .isInstanceOfSatisfying(
                        Failed.class, end -> assertThat(end.refusal()).isInstanceOf(Refusal.NoAnswer.class));
    }

    @Test
    void aTurnThatWasAnsweredIsToldToItsEndThoughAnEarlierQuestionIsAskedAgainAlready() {
        store.giveUp(take("earlier"), "timeout", Usage.NONE);
        Turn answered = take("question");

        follow(() -> {
            store.giveBack(answered, ContractPart.ANSWER, clock.instant());
            store.retake(session, 1, lease(), Once.ALWAYS);
        });

        assertThat(texts()).containsExactly(ContractPart.ANSWER.text());
        assertThat(told.getLast()).isInstanceOf(Completed.class);
    }

    /// Follows the last turn; the first time that there is a moment between two looks, that much happens.
    private void follow(Runnable meanwhile) {
        Pace pace = Pace.of(clock).with(new Pace.Streaming(Duration.ofSeconds(20), MOMENT, MOMENT));
        new Following(store, pace, session.id())
                .after(new Position.OfTheLast(0))
                .to(event -> {
                    if (told.size() == 1) {
                        clock.moveOn(MOMENT);
                        meanwhile.run();
                    }
                    told.add(event);
                });
    }

    private List<String> texts() {
        return told.stream()
                .filter(Delta.class::isInstance)
                .map(event -> ((Delta) event).chunk().text())
                .toList();
    }

    private Turn take(String text) {
        clock.moveOn(MOMENT);
        return store.take(session, Utterance.ofUser(text), lease(), Once.ALWAYS);
    }

    private Lease lease() {
        return new Lease(clock.instant(), Pace.LEASE, true, _ -> Allowance.UNLIMITED);
    }
}
