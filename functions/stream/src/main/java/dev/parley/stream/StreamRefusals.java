package dev.parley.stream;

import dev.parley.chat.Refusal;

/// Refusals in the stream API's envelope and words.
record StreamRefusals(String message) {

    static StreamRefusals of(Refusal refusal) {
        return new StreamRefusals(words(refusal));
    }

    private static String words(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Invalid invalid -> String.valueOf(invalid.getMessage());
            case Refusal.Unauthenticated _ -> "Authentication missing or invalid";
            case Refusal.Forbidden _ -> "Forbidden";
            case Refusal.NotFound notFound ->
                switch (notFound.thing()) {
                    case SESSION -> "Session not found";
                    case ACTIVE_SESSION -> "Active session not found";
                    case MESSAGE -> "No streamed answer found";
                    case ASSISTANT -> "Assistant not found";
                    case PROFILE -> "Profile not found";
                    case MODEL -> "The assistant's model was not found";
                    case PROMPT -> "The assistant's prompt was not found";
                    case CATALOG -> "Not found";
                };
            case Refusal.Conflict conflict ->
                switch (conflict.reason()) {
                    case TURN_RUNNING -> "Another message is being answered in this session";
                    case TWIN_RUNNING -> "The same request is still running";
                    case ID_TAKEN -> "The id is taken";
                };
            case Refusal.BudgetSpent _ -> "The daily token budget has no room for this message";
            case Refusal.NoAnswer noAnswer ->
                noAnswer.kept()
                        ? "The assistant could not answer; your message is kept"
                        : "The assistant could not answer";
            case Refusal.TooBusy _, Refusal.Unexpected _ -> "Server error";
        };
    }
}
