package dev.parley.agent;

import dev.parley.chat.Refusal;
import java.util.function.Function;

/// Refusals in the agent API's envelope and words: what failed, and why.
record AgentRefusals(String message, String error) {

    /// The refusals of a route that is to do `what`.
    static Function<Refusal, AgentRefusals> failedTo(String what) {
        String message = "Failed to " + what + ".";
        return refusal -> new AgentRefusals(message, reason(refusal));
    }

    private static String reason(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Invalid invalid -> invalid.getMessage() + ".";
            case Refusal.Unauthenticated _ -> "Authentication missing or invalid.";
            case Refusal.Forbidden _ -> "Forbidden.";
            case Refusal.NotFound notFound ->
                switch (notFound.thing()) {
                    case SESSION -> "Session not found.";
                    case ACTIVE_SESSION -> "Active session not found.";
                    case ASSISTANT -> "Agent not found.";
                    case PROFILE, MODEL, PROMPT, MESSAGE, CATALOG -> "Not found.";
                };
            case Refusal.Conflict conflict ->
                switch (conflict.reason()) {
                    case TURN_RUNNING -> "Another message is being answered in this session.";
                    case TWIN_RUNNING -> "The same request is still running.";
                    case ID_TAKEN -> "The id is taken.";
                };
            case Refusal.BudgetSpent _ -> "Daily token budget spent.";
            case Refusal.TooBusy _, Refusal.NoAnswer _, Refusal.Unexpected _ -> "Internal server error.";
        };
    }
}
