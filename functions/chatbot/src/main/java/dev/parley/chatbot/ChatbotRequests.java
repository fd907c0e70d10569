package dev.parley.chatbot;

import dev.parley.chat.Change;
import dev.parley.chat.DetailChanges;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.Feedback;
import dev.parley.chat.Limit;
import dev.parley.chat.NewSession;
import dev.parley.chat.References;
import dev.parley.chat.Role;
import dev.parley.chat.SessionChanges;
import dev.parley.chat.SessionFilter;
import dev.parley.chat.Status;
import dev.parley.chat.Utterance;
import dev.parley.chat.Window;
import dev.parley.http.Fields;
import dev.parley.http.Query;
import java.util.Map;

/// What callers of the chatbot API send, in the document's words.
final class ChatbotRequests {
    static final Map<String, Role> ROLES =
            Map.of("user", Role.USER, "assistant", Role.ASSISTANT, "system", Role.SYSTEM);
    static final Map<String, Status> STATUSES = Map.of(
            "ACTIVE", Status.ACTIVE,
            "COMPLETED", Status.COMPLETED,
            "TERMINATED", Status.TERMINATED,
            "SCHEDULED", Status.SCHEDULED);
    static final String LIMIT = "limit";
    private static final long DEFAULT_LIMIT = 10;
    static final String CHATBOT = "chatbotId";
    static final String CLIENT = "clientId";

    private ChatbotRequests() {}

    static NewSession newSession(Fields body) {
        References references = new References(
                AssistantId.given(CHATBOT, body.requiredText(CHATBOT)),
                ProfileId.given(CLIENT, body.requiredText(CLIENT)),
                null,
                null);
        return new NewSession(references, body.textChange("title").applyTo(null));
    }

    static SessionChanges changes(Fields body) {
        return new SessionChanges(
                body.textChange("title"),
                body.choiceChange("status", STATUSES),
                body.instantChange("endTime"),
                References.NONE,
                DetailChanges.noting(body.metadataChange("metadata"), feedback(body.objectChange("feedback"))));
    }

    private static Change<Feedback> feedback(Change<Fields> change) {
        return change.map(fields -> Feedback.given(
                "feedback",
                fields.number("rating").orElse(null),
                fields.text("comment").orElse(null)));
    }

    static Utterance message(Fields body) {
        Fields message = body.requiredObject("message");
        return Utterance.given(
                "message.content",
                message.requiredChoice("role", ROLES),
                message.requiredText("content"),
                message.instant("timestamp").orElse(null));
    }

    static SessionFilter filter(Query query) {
        return new SessionFilter(
                query.text(CHATBOT).map(id -> AssistantId.given(CHATBOT, id)).orElse(null),
                query.text(CLIENT).map(id -> ProfileId.given(CLIENT, id)).orElse(null),
                query.choice("status", STATUSES).orElse(null),
                query.text("searchString")
                        .filter(text -> !text.isEmpty())
                        .map(text -> Limit.SEARCH.check("searchString", text))
                        .orElse(null),
                query.from("startDate").orElse(null),
                query.to("endDate").orElse(null));
    }

    static Window window(Query query) {
        return new Window(query.wholeNumber("skip", 0), query.wholeNumber(LIMIT, DEFAULT_LIMIT));
    }
}
