package dev.parley.chat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// What a turn may use up of its user's [TokenBudget]: set aside as the turn is taken, before the model is
/// asked, and replaced by what it did use as the turn ends. So turns that run at the same time cannot spend the
/// same tokens twice.
public sealed interface Allowance {
    /// There is no budget, and nothing is counted.
    Allowance UNLIMITED = new Unlimited();

    /// Nothing is counted.
    record Unlimited() implements Allowance {}

    /// Tokens of one day's budget.
    ///
    /// @param at when the turn is taken: all of it counts for that day, whenever it ends
    /// @param tokens the most that the turn may use, set aside for it
    /// @param budget what its user may use up on that day in all
    record Limited(Instant at, long tokens, long budget) implements Allowance {
        public Limited {
            if (tokens < 0 || tokens > budget) {
                throw new IllegalArgumentException("a turn of " + tokens + " tokens in a budget of " + budget);
            }
        }

        public LocalDate day() {
            return LocalDate.ofInstant(at, ZoneOffset.UTC);
        }

        /// How many tokens may be used or set aside already for this turn to find room.
        public long room() {
            return budget - tokens;
        }

        /// By how much the day's count changes as the turn ends. What may have been billed, but was not counted,
        /// stays set aside.
        public long change(Usage usage) {
            return switch (usage) {
                case Usage.Counted(long used) -> used - tokens;
                case Usage.Unknown _ -> 0;
            };
        }

        /// The refusal of this turn.
        public Refusal.BudgetSpent refusal() {
            return new Refusal.BudgetSpent(untilMidnight(at));
        }

        static Duration untilMidnight(Instant at) {
            return Duration.between(at, at.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS));
        }
    }
}
