package dev.parley.chat;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Following the last streamed turn of a session, from any place and as often as one likes: what is kept of it,
/// more as it comes, and how it ends.
record Following(ChatStore store, Pace pace, SessionId session) {

    /// What the turn says beyond that position.
    ///
    /// @throws Refusal.NotFound when no turn of the session was ever streamed
    Telling after(Position position) {
        StreamedTurn turn = last();
        return listener -> {
            listener.accept(new TurnEvent.Started(turn.id(), turn.asked()));
            int told = position.in(turn);
            StreamedTurn seen = turn;
            while (seen.id().equals(turn.id()) && seen.running()) {
                told = tellChunks(turn, told, listener);
                pause();
                seen = last();
            }
            tellEnd(turn, seen, told, listener);
        };
    }

    /// A turn that ended some time ago with the answer that the receipt names, told again.
    static Telling given(Receipt receipt, Message answer) {
        return listener -> {
            listener.accept(new TurnEvent.Started(receipt.turn(), receipt.asked()));
            tellAnswer(receipt.turn(), answer, 0, listener);
        };
    }

    private StreamedTurn last() {
        return store.streamed(session).orElseThrow(() -> new Refusal.NotFound(Thing.MESSAGE));
    }

    private int tellChunks(StreamedTurn turn, int told, Consumer<TurnEvent> listener) {
        List<Chunk> chunks = store.chunks(session, turn.id(), told);
        int end = told;
        for (Chunk chunk : chunks) {
            Chunk rest = chunk.after(end);
            listener.accept(new TurnEvent.Delta(turn.id(), rest));
            end = rest.end();
        }
        if (chunks.isEmpty()) {
            listener.accept(new TurnEvent.Waiting());
        }
        return end;
    }

    /// @param seen the last streamed turn now that this one is over: another, perhaps
    private void tellEnd(StreamedTurn turn, StreamedTurn seen, int told, Consumer<TurnEvent> listener) {
        List<Message> since = store.messages(session, since(turn, seen));
        String failure = since.isEmpty() ? null : since.getFirst().failure();
        boolean askedAgain = !seen.id().equals(turn.id()) && seen.asked() == turn.asked();
        // What failed may be the turn that asked again, since this one's answer broke off.
        Optional<Message> answer = since.stream()
                .filter(one -> one.generation() != null)
                .findFirst()
                .filter(one -> failure == null || (askedAgain && !one.isWholeAnswer()));
        if (answer.isPresent()) {
            tellAnswer(turn.id(), answer.get(), told, listener);
        } else if (failure != null) {
            listener.accept(unanswered(failure));
        } else if (askedAgain) {
            // It failed, or else nobody asked the same again; why is not noted any more.
            listener.accept(new TurnEvent.Failed(new Refusal.NoAnswer("asked again", Usage.UNKNOWN)));
        } else {
            // The turn was lost with its session.
            listener.accept(new TurnEvent.Failed(new Refusal.NotFound(Thing.ACTIVE_SESSION)));
        }
    }

    /// The messages of which the first that a model made is the turn's answer, if it has one.
    private static Stretch since(StreamedTurn turn, StreamedTurn seen) {
        if (seen.id().equals(turn.id())) {
            return seen.answered() > 0
                    ? Stretch.all(seen.answered(), seen.answered())
                    : Stretch.all(turn.asked(), turn.asked());
        }
        // What another turn answers came after this one's answer; unless it asks again what was asked before.
        return Stretch.all(turn.asked(), seen.asked() > turn.asked() ? seen.asked() - 1 : Integer.MAX_VALUE);
    }

    private static void tellAnswer(String turn, Message answer, int told, Consumer<TurnEvent> listener) {
        String text = answer.said().text();
        if (told < text.length()) {
            listener.accept(new TurnEvent.Delta(turn, new Chunk(text.length(), text.substring(told))));
        }
        listener.accept(new TurnEvent.Completed(answer));
    }

    /// How a turn ended whose message says why it has no answer.
    static TurnEvent unanswered(String reason) {
        return StopReason.of(reason) == StopReason.OfTheTurn.STOPPED
                ? new TurnEvent.Stopped()
                : new TurnEvent.Failed(new Refusal.NoAnswer(reason, Usage.UNKNOWN));
    }

    private void pause() {
        if (Request.left(pace.streaming().look()).isZero()) {
            throw new Refusal.TooBusy("out of time");
        }
        try {
            Thread.sleep(pace.streaming().look());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal.TooBusy("interrupted");
        }
    }
}
