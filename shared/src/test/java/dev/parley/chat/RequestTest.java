package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standins.HandClock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RequestTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void outsideARequestThereIsNoHurry() {
        assertThat(Request.left(HOUR)).isEqualTo(HOUR);
    }

    @Test
    void aRequestHasNoMoreThanItsTime() {
        Duration left = Request.within(Duration.ofMinutes(1), new Tally(), () -> Request.left(HOUR));

        assertThat(left).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whatIsAskedForIsTheMost() {
        assertThat(Request.<Duration>within(HOUR, new Tally(), () -> Request.left(Duration.ofMinutes(1))))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whenTheTimeIsOverNothingIsLeft() {
        assertThat(Request.<Duration>within(Duration.ofMinutes(-1), new Tally(), () -> Request.left(HOUR)))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void aCallBesideIsUnderTheSameDeadline() {
        Duration left = Request.within(
                Duration.ofMinutes(1),
                new Tally(),
                () -> Beside.start(() -> Request.left(HOUR)).join());

        assertThat(left).isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aFunctionsModelGetsWhatTheRequestHasLeftButForTheReserve() {
        Pace pace = Pace.of(new HandClock());

        assertThat(pace.forTheModel()).isEqualTo(Duration.ofSeconds(24));
        assertThat(Request.<Duration>within(Duration.ofSeconds(12), new Tally(), pace::forTheModel))
                .isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void whatIsUsedIsTheRequestsOnWhicheverThread() {
        Tally tally = new Tally();

        Request.within(HOUR, tally, () -> {
            List<Supplier<Boolean>> calls = Collections.nCopies(1_000, () -> {
                Request.tally().read(0.5);
                Request.tally().wrote(2);
                Request.tally().metConflict();
                Request.tally().tookTurn();
                Request.tally().askedModel();
                Request.tally().counted(3, 4);
                return true;
            });
            return Beside.all(calls);
        });

        assertThat(tally.totals()).isEqualTo(new Tally.Totals(500, 2_000, 1_000, 1_000, 1_000, 3_000, 4_000));
    }

    @Test
    void outsideARequestUsageIsNobodys() {
        Request.tally().askedModel();

        assertThat(Request.tally().totals()).isEqualTo(new Tally.Totals(0, 0, 0, 0, 0, 0, 0));
    }
}
