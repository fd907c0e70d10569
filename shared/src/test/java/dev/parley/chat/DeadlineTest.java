package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standins.HandClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void outsideARequestThereIsNoHurry() {
        assertThat(Deadline.left(HOUR)).isEqualTo(HOUR);
    }

    @Test
    void aRequestHasNoMoreThanItsTime() {
        Duration left = Deadline.within(Duration.ofMinutes(1), () -> Deadline.left(HOUR));

        assertThat(left).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whatIsAskedForIsTheMost() {
        assertThat(Deadline.<Duration>within(HOUR, () -> Deadline.left(Duration.ofMinutes(1))))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whenTheTimeIsOverNothingIsLeft() {
        assertThat(Deadline.<Duration>within(Duration.ofMinutes(-1), () -> Deadline.left(HOUR)))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void aCallBesideIsUnderTheSameDeadline() {
        Duration left = Deadline.within(
                Duration.ofMinutes(1),
                () -> Beside.start(() -> Deadline.left(HOUR)).join());

        assertThat(left).isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aFunctionsModelGetsWhatTheRequestHasLeftButForTheReserve() {
        Pace pace = Pace.of(new HandClock());

        assertThat(pace.forTheModel()).isEqualTo(Duration.ofSeconds(24));
        assertThat(Deadline.<Duration>within(Duration.ofSeconds(12), pace::forTheModel))
                .isLessThanOrEqualTo(Duration.ofSeconds(10));
    }
}
