package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.EntryId.AssistantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// That totals, which are counted as sessions come and go, are what a recount finds.
interface CountingContract extends ContractPart {
    List<String> ASSISTANTS = List.of("holmes", "marple");

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    default void sessionsCreatedMovedAndDeletedAtOnceAreCountedAsARecountFindsThem(int threads) {
        long seed = Seed.ofThisRun("sessions that come and go at once");
        AtomicLong thread = new AtomicLong(seed);
        List<Long> left = ContractPart.atOnce(threads, () -> comeAndGo(new SplittableRandom(thread.incrementAndGet())));

        long all = left.stream().mapToLong(Long::longValue).sum();
        eventually(() -> {
            assertThat(total(null, null)).as("parley.seed=%d", seed).isEqualTo(all);
            assertThat(total(null, Instant.EPOCH)).as("parley.seed=%d", seed).isEqualTo(all);
            for (String assistant : ASSISTANTS) {
                assertThat(total(assistant, null))
                        .as("parley.seed=%d: %s", seed, assistant)
                        .isEqualTo(total(assistant, Instant.EPOCH));
            }
        });
    }

    /// Creates sessions, moves some to another assistant and deletes some, and says how many are left. Twins
    /// may try the same: a session deleted twice counts once.
    private long comeAndGo(SplittableRandom random) {
        List<Session> live = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String assistant = ASSISTANTS.get(random.nextInt(2));
            Session session = created(
                    new NewSession(ContractPart.to(random.nextInt(3) == 0 ? null : assistant, null), null),
                    Status.ACTIVE,
                    now());
            live.add(session);
            if (random.nextInt(3) == 0) {
                Session moved = live.get(random.nextInt(live.size()));
                store().update(moved.id(), owner(), movingTo(assistant), now());
            }
            if (random.nextInt(3) == 0) {
                Session gone = found(live.remove(random.nextInt(live.size())));
                ContractPart.atOnce(2, () -> deleted(gone));
            }
        }
        return live.size();
    }

    private static SessionChanges movingTo(String assistant) {
        return new SessionChanges(
                Change.keep(), Change.keep(), Change.keep(), ContractPart.to(assistant, null), DetailChanges.NONE);
    }

    private boolean deleted(Session session) {
        try {
            store().delete(session);
            return true;
        } catch (Refusal.NotFound _) {
            return false;
        }
    }

    /// Counted, unless there is a time from which on: then it is read.
    private long total(@Nullable String assistant, @Nullable Instant from) {
        AssistantId with = assistant == null ? null : new AssistantId(assistant);
        return list(new SessionFilter(with, null, null, null, from, null), new Window(0, 1))
                .total();
    }
}
