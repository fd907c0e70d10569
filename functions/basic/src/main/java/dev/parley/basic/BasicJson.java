package dev.parley.basic;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.chat.Conversation;
import dev.parley.chat.Session;
import dev.parley.http.IsoTime;
import org.jspecify.annotations.Nullable;

/// What the basic API answers, in the document's words.
final class BasicJson {
    private BasicJson() {}

    static Data<SessionBody> session(Conversation conversation) {
        Session session = conversation.session();
        return new Data<>(new SessionBody(
                session.number(),
                session.title(),
                String.valueOf(session.active()),
                IsoTime.milliseconds(session.times().createdAt())));
    }

    static Data<Boolean> removed() {
        return new Data<>(true);
    }

    record Data<T>(T data) {}

    /// A session; one that was made through another API may have no title.
    ///
    /// @param isActive `"true"` or `"false"`: the document has it as a string
    @JsonNaming(SnakeCaseStrategy.class)
    record SessionBody(long id, @Nullable String title, String isActive, String createdAt) {}
}
