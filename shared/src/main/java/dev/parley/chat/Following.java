package dev.parley.chat;

import java.util.List;
import java.util.function.Consumer;

/// Following the last streamed turn of a session, from any place and as often as one likes: what is kept of it,
/// more as it comes, and how it ends.
record Following(ChatStore store, Pace pace, SessionId session) {

    /// What the turn says beyond that position of its answer.
    ///
    /// @throws Refusal.NotFound when no turn of the session was ever streamed
    Telling after(int position) {
        StreamedTurn turn = last();
        return listener -> {
            listener.accept(new TurnEvent.Started(turn.id(), turn.asked()));
            int told = position;
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
            tellAnswer(List.of(answer), 0, listener);
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
            listener.accept(new TurnEvent.Delta(rest));
            end = rest.end();
        }
        if (chunks.isEmpty()) {
            listener.accept(new TurnEvent.Waiting());
        }
        return end;
    }

    /// @param seen the last streamed turn now that this one is over: another, perhaps
    private void tellEnd(StreamedTurn turn, StreamedTurn seen, int told, Consumer<TurnEvent> listener) {
        boolean another = !seen.id().equals(turn.id());
        if (!another && seen.answered() > 0) {
            tellAnswer(store.messages(session, Stretch.all(seen.answered(), seen.answered())), told, listener);
            return;
        }
        // What another turn answers came after this one's answer; unless it asks the same again, since that failed.
        int last = another ? Math.max(turn.asked(), seen.asked() - 1) : turn.asked();
        List<Message> since = store.messages(session, Stretch.all(turn.asked(), last));
        String failure = since.isEmpty() ? null : since.getFirst().failure();
        if (failure != null) {
            listener.accept(unanswered(failure));
        } else {
            tellAnswer(since.stream().filter(one -> one.generation() != null).toList(), told, listener);
        }
    }

    /// @param answers the answer, or nothing where the turn was lost with its session
    private static void tellAnswer(List<Message> answers, int told, Consumer<TurnEvent> listener) {
        if (answers.isEmpty()) {
            listener.accept(new TurnEvent.Failed(new Refusal.NotFound(Thing.ACTIVE_SESSION)));
            return;
        }
        Message answer = answers.getFirst();
        String text = answer.said().text();
        if (told < text.length()) {
            listener.accept(new TurnEvent.Delta(new Chunk(text.length(), text.substring(told))));
        }
        listener.accept(new TurnEvent.Completed(answer));
    }

    /// How a turn ended whose message says why it has no answer.
    static TurnEvent unanswered(String reason) {
        return reason.equals(Generation.STOPPED)
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
