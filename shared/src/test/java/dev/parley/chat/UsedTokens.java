package dev.parley.chat;

import dev.parley.chat.Allowance.Limited;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/// What users of the in-memory reference have used up and set aside of their budgets, day by day.
final class UsedTokens {
    private final Map<DayOfUser, Long> used = new HashMap<>();

    private record DayOfUser(UserId user, LocalDate day) {}

    void reserve(UserId user, Allowance allowance) {
        if (allowance instanceof Limited limited) {
            DayOfUser day = new DayOfUser(user, limited.day());
            if (used.getOrDefault(day, 0L) > limited.room()) {
                throw limited.refusal();
            }
            used.merge(day, limited.tokens(), Long::sum);
        }
    }

    void settle(Turn turn, Usage usage) {
        if (turn.allowance() instanceof Limited limited) {
            used.merge(new DayOfUser(turn.owner(), limited.day()), limited.change(usage), Long::sum);
        }
    }
}
