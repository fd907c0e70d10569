package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.ChatStore.Lease;
import dev.parley.chat.Once.Keyed;
import dev.parley.chat.Session.Tally;
import dev.parley.standins.HandClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Does the same to a store and to the reference, and compares what the two answer.
final class Rehearsal {
    private final UserId owner;
    private final ChatStore store;
    private final HandClock clock;
    private final RandomGenerator random;
    private final ChatStore reference;
    private final List<Session> seen = new ArrayList<>();
    private final List<TurnOfBoth> turns = new ArrayList<>();
    private final List<Object> played = new ArrayList<>();

    Rehearsal(UserId owner, ChatStore store, HandClock clock, RandomGenerator random) {
        this.owner = owner;
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.reference = new InMemoryChatStore(clock);
    }

    /// One turn, as each of the two stores knows it.
    private record TurnOfBoth(Turn real, Turn expected) {
        Turn in(ChatStore asked, ChatStore store) {
            return asked.equals(store) ? real : expected;
        }
    }

    enum Step {
        CREATE,
        LOOK,
        APPEND,
        TAKE,
        GIVE_BACK,
        GIVE_UP,
        RETAKE,
        LET_LEASE_END,
        UPDATE,
        END,
        DELETE
    }

    void create(@Nullable String assistant) {
        Once once = once();
        Session[] sessions = {draft(store, assistant), draft(reference, assistant)};
        same(Step.CREATE, asked -> asked.create(asked.equals(store) ? sessions[0] : sessions[1], once));
        seen.add(sessions[0]);
    }

    void play(Step step) {
        clock.moveOn(Duration.ofMillis(random.nextInt(1, 3_000)));
        Session session = seen.get(random.nextInt(seen.size()));
        Once once = once();
        Utterance said = Utterance.ofUser("é".repeat(random.nextInt(1, 9)));
        Lease lease = new Lease(clock.instant(), ContractPart.LEASE, allowance());
        switch (step) {
            case CREATE -> create(random.nextBoolean() ? "holmes" : null);
            case LOOK -> reference.find(session.id(), Excerpt.NONE).ifPresent(found -> seen.add(found.session()));
            case APPEND -> same(step, asked -> asked.append(session, said, clock.instant(), once));
            case TAKE -> turn(step, asked -> asked.take(session, said, lease, once));
            case RETAKE -> {
                int question = random.nextInt(1, 4);
                turn(step, asked -> asked.retake(session, question, lease, once));
            }
            case GIVE_BACK, GIVE_UP -> finish(step);
            case LET_LEASE_END -> clock.moveOn(ContractPart.LEASE);
            case UPDATE -> {
                SessionChanges changes = changes();
                same(step, asked -> done(() -> asked.update(session.id(), owner, changes, clock.instant())));
            }
            case END -> same(step, asked -> done(() -> asked.end(session.id(), owner, clock.instant())));
            case DELETE -> {
                if (random.nextInt(3) == 0) {
                    same(step, asked -> done(() -> asked.delete(session)));
                }
            }
        }
    }

    /// Compares every session that was ever made, with all its messages, and every receipt.
    void compare() {
        for (SessionId id : seen.stream().map(Session::id).distinct().toList()) {
            same(Step.LOOK, asked -> asked.find(id, ContractPart.ALL));
        }
        for (Keyed keyed : KEYS) {
            same(Step.LOOK, asked -> asked.receipt(owner, keyed));
        }
    }

    /// How many sessions the reference has that meet the filter.
    long expected(SessionFilter filter) {
        return reference.list(owner, filter, new Window(0, 1)).total();
    }

    private static final List<Keyed> KEYS =
            List.of(new Keyed("a", "one"), new Keyed("a", "two"), new Keyed("b", "one"), new Keyed("c", "one"));

    private Once once() {
        return random.nextInt(4) == 0 ? KEYS.get(random.nextInt(KEYS.size())) : Once.ALWAYS;
    }

    /// Of a budget that the answers of a few turns use up.
    private Allowance allowance() {
        return random.nextInt(4) == 0
                ? Allowance.UNLIMITED
                : new Allowance.Limited(clock.instant(), random.nextInt(1, 30), 100);
    }

    private Session draft(ChatStore asked, @Nullable String assistant) {
        long number = asked.nextNumber(owner);
        return new Session(
                SessionId.of(owner, number),
                owner,
                number,
                Status.ACTIVE,
                null,
                ContractPart.to(assistant, null),
                Times.beginning(clock.instant()),
                Tally.NOTHING,
                Details.NONE,
                NewSession.DEFAULT_CONTEXT_RESULTS);
    }

    private SessionChanges changes() {
        return new SessionChanges(
                change("title"),
                random.nextBoolean()
                        ? Change.keep()
                        : Change.set(random.nextBoolean() ? Status.ACTIVE : Status.TERMINATED),
                change(clock.instant()),
                References.NONE,
                DetailChanges.noting(
                        change(new Metadata("{}")), change(new Feedback(BigDecimal.valueOf(random.nextInt(6)), null))));
    }

    private <T> Change<T> change(T value) {
        return switch (random.nextInt(3)) {
            case 0 -> Change.keep();
            case 1 -> Change.clear();
            default -> Change.set(value);
        };
    }

    private void turn(Step step, Function<ChatStore, Turn> action) {
        List<Turn> taken = new ArrayList<>();
        same(step, asked -> {
            Turn turn = action.apply(asked);
            taken.add(turn);
            return turn.asked();
        });
        if (!taken.isEmpty()) {
            turns.add(new TurnOfBoth(taken.getLast(), taken.getFirst()));
        }
    }

    private void finish(Step step) {
        if (turns.isEmpty()) {
            return;
        }
        int which = random.nextInt(3) == 0 ? random.nextInt(turns.size()) : turns.size() - 1;
        TurnOfBoth turn = turns.get(which);
        Usage usage = random.nextInt(4) == 0 ? Usage.UNKNOWN : new Usage.Counted(random.nextInt(9));
        same(
                step,
                asked -> step == Step.GIVE_BACK
                        ? asked.giveBack(turn.in(asked, store), ContractPart.ANSWER, clock.instant())
                        : done(() -> asked.giveUp(turn.in(asked, store), "timeout", usage)));
    }

    /// Asks the reference, then the store.
    private void same(Step step, Function<ChatStore, Object> action) {
        Object expected = outcome(reference, action);
        played.add(step + ": " + expected);
        assertThat(outcome(store, action)).as("%s", played).isEqualTo(expected);
    }

    private static Object outcome(ChatStore asked, Function<ChatStore, Object> action) {
        try {
            return action.apply(asked);
        } catch (Refusal.NotFound _) {
            return "not found";
        } catch (Refusal refusal) {
            return String.valueOf(refusal.getMessage());
        }
    }

    private static Object done(Runnable action) {
        action.run();
        return "done";
    }
}
