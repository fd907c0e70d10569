package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What every catalog store does: with entries, and with the receipts of keyed requests.
public abstract class CatalogStoreContract extends CatalogEntriesContract {
    private static final Once.Keyed KEY = new Once.Keyed("key", "request");

    @Test
    void aKeyedRequestLeavesAReceiptForADay() {
        assertThat(store.receipt(ADA, KEY)).isEmpty();
        store.create(Kind.PROFILE, number -> profile("me", number, ADA), ADA, KEY);

        assertThat(store.receipt(ADA, KEY)).hasValue(new Receipt("request", "1", 0));
        assertThat(store.receipt(BOB, KEY)).isEmpty();
        clock.moveOn(Duration.ofHours(24).minusSeconds(1));
        assertThat(store.receipt(ADA, KEY)).isPresent();
        clock.moveOn(Duration.ofSeconds(1));
        assertThat(store.receipt(ADA, KEY)).isEmpty();
    }

    @Test
    void aTwinOfAKeyedRequestStoresNothing() {
        store.create(Kind.PROFILE, number -> profile("me", number, ADA), ADA, KEY);

        assertThat(store.create(Kind.PROFILE, number -> profile("me", number, ADA), ADA, KEY))
                .isEmpty();
        assertThat(store.create(Kind.PROFILE, number -> profile("other", number, ADA), ADA, KEY))
                .isEmpty();
        assertThat(store.list(Kind.PROFILE, ADMIN, ALL).items())
                .extracting(entry -> entry.id().value())
                .containsExactly("me");
    }

    @Test
    void anExpiredKeyIsFreeAgain() {
        store.create(Kind.PROMPT, number -> prompt("p", number), ADA, KEY);
        clock.moveOn(Duration.ofHours(24));

        assertThat(store.create(Kind.PROMPT, number -> prompt("q", number), ADA, KEY))
                .isPresent();
        assertThat(store.receipt(ADA, KEY)).hasValue(new Receipt("request", "2", 0));
    }

    @Test
    void aRefusedRequestLeavesNoReceipt() {
        made(prompt("p", 1));

        assertThatThrownBy(() -> store.create(Kind.PROMPT, number -> prompt("p", number), ADA, KEY))
                .isInstanceOf(Refusal.Conflict.class);
        assertThat(store.receipt(ADA, KEY)).isEmpty();
    }
}
