package dev.parley.chat;

import dev.parley.standins.HandClock;
import java.time.Duration;
import java.util.UUID;

/// The whole contract of [ChatStore], part by part; a subclass names the store that is held to it.
public abstract class ChatStoreContract
        implements CreatingContract,
                AppendingContract,
                ReadingContract,
                TurnContract,
                StreamedTurnContract,
                InterruptedTurnContract,
                SpendingContract,
                ChangingContract,
                ListingContract,
                RosterContract,
                CountingContract,
                HistoryContract,
                ReceiptContract,
                ExpiryContract,
                SequenceContract {
    private final HandClock clock = new HandClock();
    private final UserId owner = new UserId(UUID.randomUUID().toString());

    /// Not at a whole second, so that a store that keeps no milliseconds is caught.
    protected ChatStoreContract() {
        clock.moveOn(Duration.ofMillis(789));
    }

    @Override
    public final HandClock clock() {
        return clock;
    }

    @Override
    public final UserId owner() {
        return owner;
    }

    /// At once, where reads of an index are not behind.
    @Override
    public void eventually(Runnable assertion) {
        assertion.run();
    }
}
