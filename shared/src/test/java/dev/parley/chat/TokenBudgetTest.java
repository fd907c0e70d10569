package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.chat.Allowance.Limited;
import dev.parley.chat.Refusal.BudgetSpent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBudgetTest {
    private static final Instant NOON = Instant.parse("2026-12-31T12:00:00Z");

    @Test
    void withoutABudgetEveryTurnIsAllowed() {
        assertThat(TokenBudget.NONE.allow(Long.MAX_VALUE, NOON)).isEqualTo(Allowance.UNLIMITED);
    }

    @Test
    void aTurnSetsAsideTheMostThatItMayUse() {
        assertThat(new TokenBudget(100).allow(100, NOON)).isEqualTo(new Limited(NOON, 100, 100));
        assertThat(new Limited(NOON, 40, 100).room()).isEqualTo(60);
    }

    @Test
    void aTurnThatNoDayHasRoomForIsRefused() {
        assertThatExceptionOfType(BudgetSpent.class)
                .isThrownBy(() -> new TokenBudget(100).allow(101, NOON))
                .extracting(BudgetSpent::opensIn)
                .isEqualTo(Duration.ofHours(12));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limited(NOON, 101, 100));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limited(NOON, -1, 100));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, TokenBudget.MOST + 1, Long.MIN_VALUE, Long.MAX_VALUE})
    void aBudgetThatIsNoneIsRefused(long tokens) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenBudget(tokens))
                .withMessageContaining(String.valueOf(tokens));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-31T00:00:00Z, 2026-12-31, PT24H",
        "2026-12-31T23:59:59.999Z, 2026-12-31, PT0.001S",
        "2027-01-01T00:00:00Z, 2027-01-01, PT24H",
        "2028-02-28T23:00:00Z, 2028-02-28, PT1H"
    })
    void aDayIsOneOfUtcAndTheNextOpensAtMidnight(Instant at, LocalDate day, Duration opensIn) {
        Limited limited = new Limited(at, 1, 1);

        assertThat(limited.day()).isEqualTo(day);
        assertThat(limited.refusal().opensIn()).isEqualTo(opensIn);
    }

    @Test
    void whatWasUsedReplacesWhatWasSetAside() {
        Limited limited = new Limited(NOON, 40, 100);

        assertThat(limited.change(Usage.NONE)).isEqualTo(-40);
        assertThat(limited.change(new Usage.Counted(40))).isZero();
        assertThat(limited.change(new Usage.Counted(50))).isEqualTo(10);
        assertThat(limited.change(Usage.UNKNOWN)).isZero();
    }

    @Test
    void anAnswerHasUsedItsInputAndItsOutput() {
        assertThat(new Generation("model", "end_turn", Integer.MAX_VALUE, Integer.MAX_VALUE).usage())
                .isEqualTo(new Usage.Counted(2L * Integer.MAX_VALUE));
        assertThat(new Generation("model", "end_turn", 0, 0).usage()).isEqualTo(Usage.UNKNOWN);
    }
}
