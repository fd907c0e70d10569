package dev.parley.chat;

import java.time.Instant;

/// How many tokens of the model, of input and output together, one user may use up in a UTC day.
///
/// @param tokens so many; 0 sets no bound
public record TokenBudget(long tokens) {
    /// Nobody counts.
    public static final TokenBudget NONE = new TokenBudget(0);

    public static final long MOST = 1_000_000_000;

    public TokenBudget {
        if (tokens < 0 || tokens > MOST) {
            throw new IllegalArgumentException("a token budget is from 0 to " + MOST + " tokens a day, not " + tokens);
        }
    }

    /// What a turn that is taken at `now`, and uses at most `most` tokens, sets aside.
    ///
    /// @throws Refusal.BudgetSpent when no day has room for such a turn
    Allowance allow(long most, Instant now) {
        if (tokens == 0) {
            return Allowance.UNLIMITED;
        }
        if (most > tokens) {
            throw new Refusal.BudgetSpent(Allowance.Limited.untilMidnight(now));
        }
        return new Allowance.Limited(now, most, tokens);
    }
}
