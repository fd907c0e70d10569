package dev.parley.chatbot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.parley.chat.Assistant;
import dev.parley.chat.Card;
import dev.parley.chat.Conversation;
import dev.parley.chat.Entry;
import dev.parley.chat.EntryId;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Feedback;
import dev.parley.chat.Listing;
import dev.parley.chat.Message;
import dev.parley.chat.Metadata;
import dev.parley.chat.Page;
import dev.parley.chat.Profile;
import dev.parley.chat.References;
import dev.parley.chat.Session;
import dev.parley.http.IsoTime;
import dev.parley.http.Reply;
import dev.parley.http.Room;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the chatbot API answers, in the document's words.
///
/// Where the document writes `field?`, a session that lacks it has no such field; what the document always shows,
/// and a session made through another API lacks, is `null`.
final class ChatbotJson {
    /// The messages embedded in a session that is read by its id: all that an answer can carry, the shortest of
    /// which weigh 80 bytes.
    static final Excerpt WHOLE = new Excerpt((int) Reply.MOST_BYTES / 80, Reply.MOST_BYTES);
    /// The messages embedded in a session that was just changed.
    static final Excerpt NEWEST = new Excerpt(20, Reply.MOST_BYTES);
    /// The messages embedded in each session of a list.
    static final Excerpt LISTED = new Excerpt(20, 256 * 1024);

    private ChatbotJson() {}

    static <T> Done<T> done(String message, T data) {
        return new Done<>(true, message, data);
    }

    static <T> Found<T> found(T data) {
        return new Found<>(true, data);
    }

    static SessionBody<String> session(Conversation conversation) {
        return embedding(conversation, body(conversation.session(), EntryId::value));
    }

    static SessionBody<Reference> session(Conversation conversation, Map<EntryId, Entry> referred) {
        return embedding(conversation, body(conversation.session(), id -> reference(id, referred)));
    }

    /// The page, in which the sessions share what room their other fields leave for messages.
    ///
    /// @throws dev.parley.chat.Refusal.Invalid when the other fields alone leave none
    static PageBody page(Listing listing) {
        Page<Conversation> page = listing.page();
        List<SessionBody<Reference>> bare = page.items().stream()
                .map(found -> body(found.session(), id -> reference(id, listing.referred())))
                .toList();
        Room room = Room.besidePage(ChatbotRequests.LIMIT, bare);
        List<SessionBody<Reference>> results = new ArrayList<>();
        for (int i = 0; i < bare.size(); i++) {
            long share = Math.min(LISTED.bytes(), room.left() / (bare.size() - i));
            results.add(bare.get(i).with(room.last(messages(page.items().get(i)), share)));
        }
        return new PageBody(results, paginator(page));
    }

    private static <R> SessionBody<R> embedding(Conversation conversation, SessionBody<R> bare) {
        Room room = Room.beside(bare);
        return bare.with(room.last(messages(conversation), room.left()));
    }

    private static List<SessionBody.MessageBody> messages(Conversation conversation) {
        return conversation.newest().stream().map(ChatbotJson::message).toList();
    }

    static SessionBody.MessageBody message(Message message) {
        return new SessionBody.MessageBody(
                message.said().role().name().toLowerCase(Locale.ROOT),
                message.said().text(),
                IsoTime.milliseconds(message.timestamp()));
    }

    /// The session without its messages.
    private static <R> SessionBody<R> body(Session session, Function<EntryId, R> reference) {
        References references = session.references();
        Instant endedAt = session.times().endedAt();
        Metadata metadata = session.details().metadata();
        Feedback feedback = session.details().feedback();
        return new SessionBody<>(
                session.id().value(),
                references.assistant() == null ? null : reference.apply(references.assistant()),
                references.profile() == null ? null : reference.apply(references.profile()),
                session.title(),
                IsoTime.milliseconds(session.times().createdAt()),
                endedAt == null ? null : IsoTime.milliseconds(endedAt),
                session.status().name(),
                List.of(),
                session.messages().count(),
                metadata == null ? null : metadata.json(),
                feedback == null ? null : new SessionBody.FeedbackBody(feedback.rating(), feedback.comment()),
                IsoTime.milliseconds(session.times().createdAt()),
                IsoTime.milliseconds(session.times().updatedAt()));
    }

    private static Reference reference(EntryId id, Map<EntryId, Entry> referred) {
        return switch (referred.get(id)) {
            case Assistant assistant -> Reference.of(id, assistant.number(), assistant.card());
            case Profile profile -> Reference.of(id, profile.number(), profile.card());
            case null, default -> new Reference(id.value(), null, null, null, null, null);
        };
    }

    private static Paginator paginator(Page<Conversation> page) {
        return new Paginator(
                page.items().size(),
                page.window().page(),
                page.more(),
                page.pages(),
                page.window().limit(),
                page.window().limit(),
                page.total());
    }

    record Done<T>(boolean success, String message, T data) {}

    record Found<T>(boolean success, T data) {}

    /// A chatbot or client; of one that is gone only the id is left.
    @JsonInclude(Include.NON_NULL)
    record Reference(
            String id,
            @JsonInclude(Include.ALWAYS) @Nullable String name,
            @Nullable Long number,
            @Nullable String label,
            @Nullable String description,
            @Nullable String avatarImage) {

        static Reference of(EntryId id, long number, Card card) {
            return new Reference(id.value(), card.name(), number, card.label(), card.description(), card.avatarImage());
        }
    }

    record PageBody(List<SessionBody<Reference>> results, Paginator paginatorInfo) {}

    record Paginator(
            int count, long currentPage, boolean hasMorePages, long lastPage, long limit, long perPage, long total) {}
}
