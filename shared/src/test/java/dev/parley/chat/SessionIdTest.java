package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdTest {
    private static final UserId ADA = new UserId("ada");

    @ParameterizedTest
    @ValueSource(longs = {1, 9, 10, 2_147_483_648L, Long.MAX_VALUE})
    void aNumberAndItsDigitsNameTheSameSession(long number) {
        String digits = Long.toString(number);

        assertThat(SessionId.givenByNumber(ADA, "id", digits)).isEqualTo(SessionId.of(ADA, number));
        assertThat(SessionId.soughtByNumber(ADA, digits)).isEqualTo(SessionId.of(ADA, number));
        assertThat(SessionId.soughtByNumber(new UserId("eve"), digits)).isNotEqualTo(SessionId.of(ADA, number));
    }

    @Test
    void aNumberOfAnyLengthNamesASessionOfItsOwn() {
        SessionId beyond = SessionId.givenByNumber(ADA, "id", "1" + "0".repeat(1_000));

        assertThat(beyond).isNotEqualTo(SessionId.soughtByNumber(ADA, "1" + "0".repeat(1_001)));
        assertThat(SessionId.soughtByNumber(ADA, "18446744073709551617")).isNotEqualTo(SessionId.of(ADA, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "0", "00", "01", "-1", "+1", "1.0", "1e0", "0x1", " 1", "1 ", "1\n", "1,0", "a", "\u0661", "\uFF11"
            })
    void anythingElseIsNoNumber(String text) {
        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> SessionId.givenByNumber(ADA, "id", text))
                .withMessage("id must be a whole number from 1 up, in plain digits");
        assertThatExceptionOfType(Refusal.NotFound.class).isThrownBy(() -> SessionId.soughtByNumber(ADA, text));
    }
}
