package dev.parley.chatbot;

import dev.parley.chat.Refusal;

/// Refusals in the chatbot API's envelope and words.
record ChatbotRefusals(boolean success, String message) {

    static ChatbotRefusals of(Refusal refusal) {
        return new ChatbotRefusals(false, words(refusal));
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
                    case ASSISTANT -> "Chatbot not found";
                    case PROFILE -> "Client not found";
                    case MODEL -> "The chatbot's model was not found";
                    case PROMPT -> "The chatbot's prompt was not found";
                    case MESSAGE, CATALOG -> "Not found";
                };
            case Refusal.Conflict conflict ->
                switch (conflict.reason()) {
                    case TURN_RUNNING -> "Another message is being answered in this session";
                    case TWIN_RUNNING -> "The same request is still running";
                    case ID_TAKEN -> "The id is taken";
                };
            case Refusal.BudgetSpent _ -> "The daily token budget has no room for this message";
            case Refusal.NoAnswer noAnswer ->
                noAnswer.kept() ? "The chatbot could not answer; your message is kept" : "The chatbot could not answer";
            case Refusal.TooBusy _, Refusal.Unexpected _ -> "Server error";
        };
    }
}
