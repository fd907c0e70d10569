package dev.parley.agent;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.History;
import dev.parley.chat.Listed;
import dev.parley.chat.Message;
import dev.parley.chat.Session;
import dev.parley.chat.SessionId;
import dev.parley.http.IsoTime;
import dev.parley.http.Room;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the agent API answers, in the document's words.
final class AgentJson {
    private AgentJson() {}

    static Done done(String message) {
        return new Done(message);
    }

    static Created created(String message, SessionId id) {
        return new Created(message, id.value());
    }

    static <T> Found<T> found(String message, T data) {
        return new Found<>(message, data);
    }

    /// The messages from the first on that fit into an answer.
    static Found<List<MessageBody>> first(String message, History history) {
        Room room = Room.beside(found(message, List.of()));
        return found(message, room.first(messages(history), room.left()));
    }

    /// The messages up to the last that fit into an answer.
    static Found<List<MessageBody>> last(String message, History history) {
        Room room = Room.beside(found(message, List.of()));
        return found(message, room.last(messages(history), room.left()));
    }

    /// The session, with the messages from the first on that fit into an answer.
    static Found<SessionBody> session(String message, History history) {
        Room room = Room.beside(found(message, body(history.session(), List.of())));
        return found(message, body(history.session(), room.first(messages(history), room.left())));
    }

    static UserSession ofUser(Listed listed) {
        return new UserSession(
                listed.id().value(), agent(listed.assistant()), IsoTime.milliseconds(listed.createdAt()));
    }

    static AgentSession withAgent(Listed listed) {
        return new AgentSession(listed.id().value(), listed.owner().value(), IsoTime.milliseconds(listed.createdAt()));
    }

    private static SessionBody body(Session session, List<MessageBody> history) {
        return new SessionBody(
                session.id().value(),
                agent(session.references().assistant()),
                session.owner().value(),
                IsoTime.milliseconds(session.times().createdAt()),
                history);
    }

    private static List<MessageBody> messages(History history) {
        return history.messages().stream().map(AgentJson::message).toList();
    }

    private static MessageBody message(Message message) {
        return new MessageBody(
                message.said().role().name().toLowerCase(Locale.ROOT),
                message.said().text());
    }

    private static @Nullable String agent(@Nullable AssistantId assistant) {
        return assistant == null ? null : assistant.value();
    }

    record Done(String message) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Created(String message, String sessionId) {}

    record Found<T>(String message, T data) {}

    record MessageBody(String role, String content) {}

    /// A session; one made through another API may have no agent.
    @JsonNaming(SnakeCaseStrategy.class)
    record SessionBody(
            String sessionId, @Nullable String agentId, String userId, String createdAt, List<MessageBody> history) {}

    /// A session in the list of a user.
    @JsonNaming(SnakeCaseStrategy.class)
    record UserSession(String sessionId, @Nullable String agentId, String createdAt) {}

    /// A session in the list of an agent.
    @JsonNaming(SnakeCaseStrategy.class)
    record AgentSession(String sessionId, String userId, String createdAt) {}
}
