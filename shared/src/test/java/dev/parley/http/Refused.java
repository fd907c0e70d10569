package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.chat.Refusal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What a caller is told of a request that cannot be understood.
final class Refused {
    private Refused() {}

    static void asInvalid(String message, ThrowingCallable reading) {
        assertThatExceptionOfType(Refusal.Invalid.class).isThrownBy(reading).withMessage(message);
    }
}
