package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.chat.EntryChanges.ModelChanges;
import dev.parley.chat.EntryChanges.PromptChanges;
import java.math.BigDecimal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryChangesTest {
    @Test
    void aPromptWithoutContentIsRefused() {
        refused(() -> new NewEntry(null, new PromptChanges(Change.keep(), Change.keep())), Refusal.Invalid.class);
        refused(() -> new PromptChanges(Change.keep(), Change.clear()), Refusal.Invalid.class);
        refused(() -> new PromptChanges(Change.keep(), Change.set(" \u200B\n")), Refusal.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.000001", "0.1234567", "1E-999999999", "1E+999999999"})
    void aTemperatureOutOfRangeIsRefused(String temperature) {
        refused(
                () -> new ModelChanges(
                        Change.keep(),
                        Change.keep(),
                        Change.keep(),
                        Change.keep(),
                        Change.keep(),
                        Change.set(new BigDecimal(temperature))),
                Refusal.Invalid.class);
    }

    private static void refused(ThrowingCallable call, Class<? extends Refusal> refusal) {
        assertThatThrownBy(call).isInstanceOf(refusal);
    }
}
