package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.chat.AnswerStream.Piece;
import dev.parley.chat.ChatStore.Lease;
import dev.parley.chat.Dictation.Ending.BrokenOff;
import dev.parley.chat.Dictation.Ending.ByTheModel;
import dev.parley.chat.Dictation.Ending.Stopped;
import dev.parley.chat.TurnEvent.Delta;
import dev.parley.chat.TurnEvent.Waiting;
import dev.parley.standins.HandClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What is told and kept of an answer while the model gives it, second by second.
class DictationTest {
    private static final UserId ADA = new UserId("ada");
    private static final Generation END = new Generation("amazon.nova-lite-v1:0", "end_turn", 1, 1);
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    private final HandClock clock = new HandClock();
    private final InMemoryChatStore store = new InMemoryChatStore(clock);
    private final Session session = StoredSession.empty(store, ADA, clock.instant());
    private final Turn turn = store.take(
            session,
            Utterance.ofUser("question"),
            new Lease(clock.instant(), Pace.LEASE, true, _ -> Allowance.UNLIMITED),
            Once.ALWAYS);
    private final List<TurnEvent> told = new ArrayList<>();

    @Test
    void whatTheModelSaysIsToldAtOnceAndKeptOnceASecond() {
        Answer answer = dictate(this::halfASecondLater, text("a"), text("bc"), text("d"), text("ef"), text("g"), end());

        assertThat(answer).isEqualTo(new Answer("abcdefg", END));
        assertThat(told).containsExactly(delta(1, "a"), delta(3, "bc"), delta(4, "d"), delta(6, "ef"), delta(7, "g"));
        assertThat(chunks()).containsExactly(new Chunk(3, "abc"), new Chunk(6, "def"));
    }

    @Test
    void aSilentModelKeepsItsTurnAndItsListener() {
        Answer answer = dictate(_ -> {}, silence(), silence(), text("a"), silence(), silence(), text("b"), end());

        assertThat(answer.text()).isEqualTo("ab");
        assertThat(told)
                .containsExactly(
                        new Waiting(), new Waiting(), delta(1, "a"), new Waiting(), new Waiting(), delta(2, "b"));
        assertThat(chunks()).containsExactly(new Chunk(1, "a"));
    }

    @Test
    void aLeaseIsRenewedForAsLongAsTheModelAnswers() {
        Consumer<TurnEvent> foundLongAfter = _ -> {
            clock.moveOn(Pace.LEASE.minusMillis(1));
            store.find(session.id(), Excerpt.NONE);
        };

        dictate(foundLongAfter, text("a"), silence(), text("b"), silence(), text("c"), end());

        assertThat(store.giveBack(turn, new Answer("abc", END), clock.instant()).seq())
                .isEqualTo(2);
    }

    @Test
    void aStopEndsTheModelsStreamAtTheNextSecond() {
        ScriptedStream answer = new ScriptedStream(List.of(text("a"), text("b"), text("c"), text("d"), end()));
        Dictation dictation = dictation(event -> {
            clock.moveOn(HALF_A_SECOND);
            if (event.equals(delta(1, "a"))) {
                store.stop(session.id(), ADA, clock.instant());
            }
        });

        assertThat(dictation.take(answer)).isEqualTo(new Answer("ab", Generation.stopped(answer.model())));
        assertThat(answer.isClosed()).isTrue();
    }

    @Test
    void aStopBeforeTheModelHasSaidAnythingLeavesNoAnswer() {
        store.stop(session.id(), ADA, clock.instant());

        assertThatExceptionOfType(Refusal.NoAnswer.class)
                .isThrownBy(() -> dictate(_ -> {}, silence(), text("too late"), end()))
                .extracting(Refusal.NoAnswer::reason)
                .isEqualTo("stopped");
    }

    @Test
    void anAnswerThatBreaksOffIsKeptAsFarAsItCame() {
        Dictation dictation = dictation(_ -> {});

        assertThat(dictation.take(new ScriptedStream(List.of(text("half an")))))
                .isEqualTo(new Answer("half an", Generation.incomplete("amazon.nova-lite-v1:0")));
        assertThat(why(dictation)).hasMessage("no answer: broken off");
    }

    @Test
    void whateverBreaksAnAnswerOffItIsKept() {
        Dictation dictation = dictation(_ -> {});
        RuntimeException unforeseen = new IllegalStateException("unforeseen");

        Answer answer = dictation.take(new ScriptedStream(List.of(text("half an")), unforeseen));

        assertThat(answer.text()).isEqualTo("half an");
        assertThat(why(dictation)).isSameAs(unforeseen);
    }

    @Test
    void anAnswerThatBreaksOffBeforeItSaysAnythingIsNone() {
        assertThatExceptionOfType(Refusal.NoAnswer.class).isThrownBy(() -> dictate(_ -> {}, text("\n ")));
        assertThatExceptionOfType(Refusal.NoAnswer.class)
                .isThrownBy(() -> dictate(_ -> {}, text(" "), end()))
                .extracting(Refusal.NoAnswer::reason)
                .isEqualTo("empty answer: end_turn");
    }

    @Test
    void anAnswerThatGrowsLongerThanAMessageMayBeBreaksOffBefore() {
        Dictation dictation = dictation(_ -> {});
        String most = "x".repeat(256 * 1024 - 1);

        Answer answer = dictation.take(new ScriptedStream(List.of(text(most), text("é"), end())));

        assertThat(answer).isEqualTo(new Answer(most, Generation.incomplete("amazon.nova-lite-v1:0")));
        assertThat(why(dictation)).hasMessage("no answer: too long an answer");
    }

    @Test
    void aLostTurnEndsTheModelsStream() {
        ScriptedStream answer = new ScriptedStream(List.of(text("a"), silence(), text("b"), end()));
        store.end(session.id(), ADA, clock.instant());

        assertThatExceptionOfType(Refusal.NotFound.class)
                .isThrownBy(() -> dictation(_ -> {}).take(answer))
                .extracting(Refusal.NotFound::thing)
                .isEqualTo(Thing.ACTIVE_SESSION);
        assertThat(answer.isClosed()).isTrue();
    }

    @Test
    void theRestIsKeptWhereTheAnswerCannotBeStored() {
        Dictation dictation = dictation(this::halfASecondLater);
        dictation.take(new ScriptedStream(List.of(text("a"), text("b"), text("c"), end())));
        assertThat(chunks()).containsExactly(new Chunk(2, "ab"));

        dictation.keepTheRest();
        dictation.keepTheRest();

        assertThat(chunks()).containsExactly(new Chunk(2, "ab"), new Chunk(3, "c"));
    }

    private static RuntimeException why(Dictation dictation) {
        return switch (dictation.ending()) {
            case BrokenOff(var why) -> why;
            case ByTheModel _, Stopped _ -> throw new AssertionError("it did not break off");
        };
    }

    private Answer dictate(Consumer<TurnEvent> then, Piece... pieces) {
        return dictation(then).take(new ScriptedStream(Arrays.asList(pieces)));
    }

    private Dictation dictation(Consumer<TurnEvent> then) {
        Pace pace = Pace.of(clock)
                .with(new Pace.Streaming(Duration.ofSeconds(300), Duration.ofSeconds(1), Duration.ofMillis(1)));
        return new Dictation(store, turn, pace, event -> {
            told.add(event);
            then.accept(event);
        });
    }

    private void halfASecondLater(TurnEvent event) {
        clock.moveOn(HALF_A_SECOND);
    }

    private List<Chunk> chunks() {
        return store.chunks(session.id(), turn.id(), 0);
    }

    private static Piece text(String text) {
        return new Piece.Text(text);
    }

    private static Piece silence() {
        return new Piece.Silence();
    }

    private static Piece end() {
        return new Piece.End(END);
    }

    private TurnEvent delta(int end, String text) {
        return new Delta(turn.id(), new Chunk(end, text));
    }
}
