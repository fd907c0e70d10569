package dev.parley.promises.turns;

import dev.parley.chat.Allowance;
import dev.parley.chat.Answer;
import dev.parley.chat.ChatStore;
import dev.parley.chat.ChatStore.Lease;
import dev.parley.chat.Generation;
import dev.parley.chat.Message;
import dev.parley.chat.Once;
import dev.parley.chat.Pace;
import dev.parley.chat.Role;
import dev.parley.chat.Session;
import dev.parley.chat.Stretch;
import dev.parley.chat.Turn;
import dev.parley.chat.Usage;
import dev.parley.chat.Utterance;
import dev.parley.standins.HandClock;
import java.util.List;

/// The turns of a session, stored by the steps in which a chat stores them.
record StoredTurns(ChatStore store, HandClock clock, Session session) {
    /// What can have become of a turn.
    enum State {
        /// Its answer is stored.
        COMPLETE,
        /// A part of its answer is stored.
        INCOMPLETE,
        /// The user's message says why there is none.
        FAILED,
        /// Nobody ever gave it back.
        PENDING
    }

    Turn begin(String question, Once once) {
        Lease lease = new Lease(clock.instant(), Pace.LEASE, Allowance.UNLIMITED);
        return store.take(session, Utterance.ofUser(question), lease, once);
    }

    void finish(Turn turn, State state, String answer) {
        switch (state) {
            case COMPLETE -> giveBack(turn, answer, "end_turn");
            case INCOMPLETE -> giveBack(turn, answer, "max_tokens");
            case FAILED -> store.giveUp(turn, "status 503 ServiceUnavailableException", Usage.NONE);
            case PENDING -> {}
        }
    }

    private void giveBack(Turn turn, String answer, String stopReason) {
        store.giveBack(turn, new Answer(answer, new Generation("model", stopReason, 1, 1)), clock.instant());
    }

    /// A message of a client's.
    void append(Role role, String text) {
        store.append(session, new Utterance(role, text, null), clock.instant(), Once.ALWAYS);
    }

    /// Waits until no turn can be running.
    void outlast() {
        clock.moveOn(Pace.LEASE);
    }

    List<Message> messages() {
        return store.messages(session.id(), Stretch.all(1, Integer.MAX_VALUE));
    }
}
