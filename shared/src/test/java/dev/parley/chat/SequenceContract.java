package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Rehearsal.Step;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Sequences of writes, after each of which the store answers as the reference does.
interface SequenceContract extends ContractPart {

    @Test
    default void aTurnEndsAsTheReferenceSaysInEveryOrderOfThreeMoreSteps() {
        List<Step> steps = List.of(Step.TAKE, Step.GIVE_BACK, Step.GIVE_UP, Step.RETAKE, Step.LET_LEASE_END);
        int orders = (int) Math.pow(steps.size(), 3);
        for (int order = 0; order < orders; order++) {
            Rehearsal rehearsal = new Rehearsal(owner(order), store(), clock(), new SplittableRandom(order));
            rehearsal.create(null);
            rehearsal.play(Step.TAKE);
            for (int rest = order, i = 0; i < 3; i++, rest /= steps.size()) {
                rehearsal.play(steps.get(rest % steps.size()));
            }
            rehearsal.compare();
        }
    }

    @Test
    default void randomSequencesLeaveWhatTheReferenceHasAndCountsThatEqualARecount() {
        long seed = Seed.ofThisRun("random sequences of writes");
        SplittableRandom random = new SplittableRandom(seed);
        List<Step> steps = List.of(Step.values());
        for (int sequence = 0; sequence < 6; sequence++) {
            UserId owner = owner(sequence);
            Rehearsal rehearsal = new Rehearsal(owner, store(), clock(), random);
            rehearsal.create("holmes");
            rehearsal.create(null);
            for (int i = 0; i < 80; i++) {
                rehearsal.play(steps.get(random.nextInt(steps.size())));
            }
            rehearsal.compare();
            for (SessionFilter filter : List.of(ListingContract.EVERYTHING, ListingContract.with("holmes"))) {
                SessionFilter recount = new SessionFilter(filter.assistant(), null, null, null, Instant.EPOCH, null);
                eventually(() -> assertThat(total(owner, filter))
                        .as("parley.seed=%d", seed)
                        .isEqualTo(total(owner, recount))
                        .isEqualTo(rehearsal.expected(filter)));
            }
        }
    }

    private UserId owner(int number) {
        return new UserId(owner().value() + "-" + number);
    }

    private long total(UserId owner, SessionFilter filter) {
        return store().list(owner, filter, new Window(0, 1)).total();
    }
}
