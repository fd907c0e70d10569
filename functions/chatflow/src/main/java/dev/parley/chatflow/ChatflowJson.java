package dev.parley.chatflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.parley.chat.Conversation;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Page;
import dev.parley.chat.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the chatflow API answers, in the document's words.
final class ChatflowJson {
    /// Of a session's messages, the one whose start is its preview.
    static final Excerpt LAST = new Excerpt(1, 1);

    private ChatflowJson() {}

    static SessionBody session(Conversation conversation) {
        Session session = conversation.session();
        AssistantId chatflow = session.references().assistant();
        return new SessionBody(
                session.number(),
                session.id().value(),
                chatflow == null ? null : chatflow.value(),
                session.title(),
                conversation.shownPreview().orElse(null),
                session.shownCount().orElse(null),
                session.times().createdAt().toEpochMilli());
    }

    /// The page, twice as the document has it. A hundred sessions whose titles and previews are as long as they
    /// may be and nothing but emoji weigh 3 MB, so a page always fits into an answer.
    static PageBody page(Page<Conversation> page) {
        List<SessionBody> sessions =
                page.items().stream().map(ChatflowJson::session).toList();
        return new PageBody(sessions, sessions.size(), page.total(), sessions);
    }

    static Done deleted() {
        return new Done(true, "Chat session deleted successfully");
    }

    /// A session; one that was made through another API may have no chatflow. Preview and count appear once known.
    @JsonInclude(Include.NON_NULL)
    record SessionBody(
            long id,
            String guid,
            @JsonInclude(Include.ALWAYS) @Nullable String chatflowId,
            @JsonInclude(Include.ALWAYS) @Nullable String title,
            @Nullable String preview,
            @Nullable Long messageCount,
            @JsonProperty("created_on") long createdOn) {}

    record PageBody(List<SessionBody> sessions, int sessionsCount, long total, List<SessionBody> data) {}

    record Done(boolean success, String message) {}
}
