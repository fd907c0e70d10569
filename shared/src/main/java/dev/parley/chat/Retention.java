package dev.parley.chat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// How long sessions are kept that nobody changes any more.
///
/// @param days so many whole days by UTC; 0 keeps them until somebody deletes them
public record Retention(int days) {
    /// Sessions stay until somebody deletes them.
    public static final Retention FOREVER = new Retention(0);

    private static final int MOST_DAYS = 36_500;

    public Retention {
        if (days < 0 || days > MOST_DAYS) {
            throw new IllegalArgumentException("sessions are kept from 0 to " + MOST_DAYS + " days, not " + days);
        }
    }

    /// When a session that was last changed at `changed` is gone: at the end of a day, so that all changes of
    /// one day say the same.
    public Optional<Instant> end(Instant changed) {
        return days == 0
                ? Optional.empty()
                : Optional.of(changed.truncatedTo(ChronoUnit.DAYS).plus(days + 1L, ChronoUnit.DAYS));
    }
}
