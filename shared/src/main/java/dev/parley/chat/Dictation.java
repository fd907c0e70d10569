package dev.parley.chat;

import dev.parley.chat.AnswerStream.Piece;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;

/// Takes down the answer of one streamed turn: what the model says is told at once, and kept about once a second,
/// with the turn's lease renewed for so long as the model is at it.
final class Dictation {
    private final ChatStore store;
    private final Turn turn;
    private final Pace pace;
    private final Consumer<TurnEvent> listener;
    private final StringBuilder text = new StringBuilder();
    private Ending ending = new Ending.ByTheModel();
    private Instant due;
    private long bytes;
    private int kept;

    /// @param listener one who holds nothing up
    Dictation(ChatStore store, Turn turn, Pace pace, Consumer<TurnEvent> listener) {
        this.store = store;
        this.turn = turn;
        this.pace = pace;
        this.listener = listener;
        this.due = pace.now().plus(pace.streaming().chunk());
    }

    /// Why the model says no more.
    sealed interface Ending {
        /// It has said everything, or failed before it had said anything.
        record ByTheModel() implements Ending {}

        /// Somebody stopped the turn.
        record Stopped() implements Ending {}

        /// Something else ended an answer that had begun.
        record BrokenOff(RuntimeException why) implements Ending {}
    }

    /// The answer, once the model has given it, was stopped, or broke off in the middle of it. What breaks off
    /// before the model has said anything is no answer, and fails as it does.
    ///
    /// @throws Refusal.NotFound when the turn is no longer ours
    Answer take(AnswerStream answer) {
        try (answer) {
            return answer(answer);
        } catch (Refusal.NotFound lost) {
            throw lost;
        } catch (RuntimeException failure) {
            if (Blank.is(text.toString())) {
                throw failure;
            }
            ending = new Ending.BrokenOff(failure);
            return new Answer(text.toString(), Generation.incomplete(answer.model()));
        }
    }

    /// Why the answer that was taken ended.
    Ending ending() {
        return ending;
    }

    /// Keeps what has been said since the last time, if the store lets it: of an answer that cannot be stored no
    /// more is left than what was kept.
    void keepTheRest() {
        try {
            keep();
        } catch (RuntimeException _) {
            // The store has failed already, which is being told.
        }
    }

    private Answer answer(AnswerStream answer) {
        while (true) {
            boolean silent = false;
            switch (answer.next(pace.streaming().chunk())) {
                case Piece.Text(var more) -> hear(more);
                case Piece.Silence _ -> {
                    silent = true;
                    listener.accept(new TurnEvent.Waiting());
                }
                case Piece.End(var generation) -> {
                    return Answer.of(text.toString(), generation);
                }
            }
            Instant now = pace.now();
            if ((silent || !now.isBefore(due)) && isStopped(now)) {
                return stopped(answer.model());
            }
        }
    }

    private Answer stopped(String model) {
        ending = new Ending.Stopped();
        if (Blank.is(text.toString())) {
            throw new Refusal.NoAnswer(StopReason.OfTheTurn.STOPPED.word(), Usage.UNKNOWN);
        }
        return new Answer(text.toString(), Generation.stopped(model));
    }

    private void hear(String more) {
        bytes += more.getBytes(StandardCharsets.UTF_8).length;
        if (!Limit.CONTENT.admits(bytes)) {
            throw new Refusal.NoAnswer("too long an answer", Usage.UNKNOWN);
        }
        text.append(more);
        listener.accept(new TurnEvent.Delta(turn.id(), new Chunk(text.length(), more)));
    }

    /// Renews the lease and, unless somebody wants the turn stopped, keeps what has been said since the last time.
    private boolean isStopped(Instant now) {
        due = now.plus(pace.streaming().chunk());
        try {
            if (store.renew(turn, now.plus(pace.lease()))) {
                return true;
            }
            keep();
        } catch (Refusal.TooBusy _) {
            // The lease outlasts many of these, and the next chunk has what this one lacks.
        }
        return false;
    }

    private void keep() {
        if (kept < text.length()) {
            store.keep(turn, new Chunk(text.length(), text.substring(kept)));
            kept = text.length();
        }
    }
}
