package dev.parley.chat;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What somebody thought of a session: a rating from 0 to [#MAX_RATING], a comment, either or both.
public record Feedback(
        @Nullable BigDecimal rating, @Nullable String comment) {
    public static final BigDecimal MAX_RATING = BigDecimal.valueOf(5);

    /// The feedback given in `field`.
    ///
    /// @throws Refusal.Invalid for a rating out of range or a comment beyond [Limit#COMMENT]
    public static Feedback given(String field, @Nullable BigDecimal rating, @Nullable String comment) {
        if (rating != null && (rating.signum() < 0 || rating.compareTo(MAX_RATING) > 0)) {
            throw new Refusal.Invalid(field + ".rating", "must be from 0 to " + MAX_RATING);
        }
        return new Feedback(rating, comment == null ? null : Limit.COMMENT.check(field + ".comment", comment));
    }
}
