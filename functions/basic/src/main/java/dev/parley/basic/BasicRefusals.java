package dev.parley.basic;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.parley.chat.Refusal;
import dev.parley.http.Problem;
import org.jspecify.annotations.Nullable;

/// Refusals in the basic API's envelope: the status's standard phrase and, where there is more to say, the reason.
@JsonInclude(Include.NON_NULL)
record BasicRefusals(String errors, @Nullable String detail) {

    static BasicRefusals of(Refusal refusal) {
        return new BasicRefusals(Problem.of(refusal).phrase(), detail(refusal));
    }

    private static @Nullable String detail(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Invalid invalid -> invalid.getMessage();
            case Refusal.Conflict conflict ->
                switch (conflict.reason()) {
                    case TWIN_RUNNING -> "the same request is still running";
                    case TURN_RUNNING, ID_TAKEN -> null;
                };
            case Refusal.BudgetSpent _ -> "the daily token budget has no room for this message";
            case Refusal.Unauthenticated _, Refusal.Forbidden _, Refusal.NotFound _ -> null;
            case Refusal.TooBusy _, Refusal.NoAnswer _, Refusal.Unexpected _ -> null;
        };
    }
}
