package dev.parley.chatflow;

import dev.parley.chat.Change;
import dev.parley.chat.DetailChanges;
import dev.parley.chat.Details;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.NewSession;
import dev.parley.chat.References;
import dev.parley.chat.SessionChanges;
import dev.parley.chat.SessionFilter;
import dev.parley.chat.SessionId;
import dev.parley.chat.Window;
import dev.parley.http.Fields;

/// What callers of the chatflow API send, in the document's words.
final class ChatflowRequests {
    private static final long DEFAULT_LIMIT = 10;

    private ChatflowRequests() {}

    /// A chatflow may be one that only its builder knows: it need not be in the catalog.
    static NewSession newSession(Fields body) {
        return new NewSession(
                new References(chatflow(body), null, null, null),
                false,
                body.textChange("title").applyTo(null),
                Details.NONE,
                NewSession.DEFAULT_CONTEXT_RESULTS);
    }

    static SessionChanges changes(Fields body) {
        return new SessionChanges(
                body.textChange("title"),
                Change.keep(),
                Change.keep(),
                References.NONE,
                DetailChanges.showing(body.textChange("preview"), body.requiredWholeNumberChange("messageCount")));
    }

    static SessionFilter filter(Fields body) {
        return new SessionFilter(chatflow(body), null, null, null, null, null);
    }

    static Window window(Fields body) {
        return Window.ofPage(
                body.wholeNumber("page").orElse(1L),
                "limit",
                body.wholeNumber("limit").orElse(DEFAULT_LIMIT));
    }

    static SessionId chatId(Fields body) {
        return SessionId.sought(body.requiredText("chatId"));
    }

    private static AssistantId chatflow(Fields body) {
        return AssistantId.given("chatflowId", body.requiredText("chatflowId"));
    }
}
