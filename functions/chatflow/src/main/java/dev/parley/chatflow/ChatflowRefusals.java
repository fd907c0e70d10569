package dev.parley.chatflow;

import dev.parley.chat.Refusal;

/// Refusals in the chatflow API's envelope and words.
record ChatflowRefusals(boolean success, String message) {

    static ChatflowRefusals of(Refusal refusal) {
        return new ChatflowRefusals(false, words(refusal));
    }

    private static String words(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Invalid invalid -> String.valueOf(invalid.getMessage());
            case Refusal.Unauthenticated _ -> "Unauthorized";
            case Refusal.Forbidden _ -> "Forbidden";
            case Refusal.NotFound notFound ->
                switch (notFound.thing()) {
                    case SESSION, ACTIVE_SESSION -> "Chat session not found";
                    case ASSISTANT -> "Chatflow not found";
                    case PROFILE, MODEL, PROMPT, MESSAGE, CATALOG -> "Not found";
                };
            case Refusal.Conflict conflict ->
                switch (conflict.reason()) {
                    case TWIN_RUNNING -> "The same request is still running";
                    case TURN_RUNNING, ID_TAKEN -> "Conflict";
                };
            case Refusal.BudgetSpent _ -> "The daily token budget has no room for this message";
            case Refusal.TooBusy _, Refusal.NoAnswer _, Refusal.Unexpected _ -> "Internal server error";
        };
    }
}
