package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.chat.ChatStore.Lease;
import dev.parley.chat.Refusal.NotFound;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Taking streamed turns, having them say something, and losing them.
interface StreamedTurnPart extends ContractPart {
    Duration SECOND = Duration.ofSeconds(1);

    default Turn takeStreamed(Session seen, String text) {
        Lease lease = new Lease(now(), LEASE, true, _ -> Allowance.UNLIMITED);
        return store().take(seen, Utterance.ofUser(text), lease, Once.ALWAYS);
    }

    /// Has the turn say more a second later.
    default Turn says(Turn turn, int end, String text) {
        clock().moveOn(SECOND);
        assertThat(store().renew(turn, now().plus(LEASE))).isFalse();
        store().keep(turn, new Chunk(end, text));
        return turn;
    }

    /// The turn can neither be renewed nor given back any more.
    default void assertLost(Turn turn) {
        List<Consumer<Turn>> attempts =
                List.of(lost -> store().renew(lost, now().plus(LEASE)), lost -> store().giveBack(lost, ANSWER, now()));
        for (Consumer<Turn> attempt : attempts) {
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> attempt.accept(turn))
                    .extracting(NotFound::thing)
                    .isEqualTo(Thing.ACTIVE_SESSION);
        }
    }
}
