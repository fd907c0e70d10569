package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.*;

import dev.parley.chat.Details;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.EntryId.PromptId;
import dev.parley.chat.Feedback;
import dev.parley.chat.Generation;
import dev.parley.chat.Kind;
import dev.parley.chat.Message;
import dev.parley.chat.Metadata;
import dev.parley.chat.NewSession;
import dev.parley.chat.References;
import dev.parley.chat.Role;
import dev.parley.chat.Session;
import dev.parley.chat.SessionId;
import dev.parley.chat.SidePrompt;
import dev.parley.chat.Status;
import dev.parley.chat.Times;
import dev.parley.chat.UserId;
import dev.parley.chat.Utterance;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Sessions and messages as items, and items as sessions and messages.
final class Items {
    private Items() {}

    static Map<String, AttributeValue> header(Session session) {
        References references = session.references();
        Times times = session.times();
        ItemBuilder header = new ItemBuilder(Keys.header(session.id()))
                .text(OWNER, session.owner().value())
                .number(NUMBER, session.number())
                .text(SESSION_ID, session.id().value())
                .text(ASSISTANT, value(references.assistant(), AssistantId::value))
                .text(PROFILE, value(references.profile(), ProfileId::value))
                .text(MODEL, value(references.model(), ModelId::value))
                .text(PROMPT, value(references.prompt(), PromptId::value))
                .text(STATUS, session.status().name())
                .text(TITLE, session.title())
                .time(CREATED_AT, times.createdAt())
                .time(UPDATED_AT, times.updatedAt())
                .time(LAST_ACTIVE, times.lastActive())
                .time(ENDED_AT, times.endedAt())
                .number(LAST_SEQ, session.messages().count())
                .number(BYTES, session.messages().bytes());
        references.numbers().forEach((kind, number) -> header.number(numberOf(kind), number));
        if (session.contextResults() != NewSession.DEFAULT_CONTEXT_RESULTS) {
            header.number(CONTEXT_RESULTS, session.contextResults());
        }
        return header.build();
    }

    static Map<String, AttributeValue> details(SessionId session, Details details) {
        Feedback feedback = details.feedback();
        return new ItemBuilder(Keys.details(session))
                .text(METADATA, value(details.metadata(), Metadata::json))
                .text(RATING, rating(feedback))
                .text(COMMENT, feedback == null ? null : feedback.comment())
                .text(PRE_PROMPT, details.prePrompt().text())
                .flag(PRE_PROMPT_CHOSEN, details.prePrompt().chosen())
                .text(POST_PROMPT, details.postPrompt().text())
                .flag(POST_PROMPT_CHOSEN, details.postPrompt().chosen())
                .text(PREVIEW, details.preview())
                .number(DISPLAY_COUNT, details.displayCount())
                .build();
    }

    static @Nullable String rating(@Nullable Feedback feedback) {
        return feedback == null ? null : value(feedback.rating(), BigDecimal::toString);
    }

    static Map<String, AttributeValue> message(SessionId session, Message message) {
        ItemBuilder item = new ItemBuilder(Keys.message(session, message.seq()))
                .text(ROLE, message.said().role().name())
                .text(CONTENT, message.said().text())
                .time(STORED_AT, message.storedAt())
                .time(CLIENT_TIME, message.said().clientTime())
                .text(FAILURE, message.failure());
        Generation generation = message.generation();
        if (generation != null) {
            item.text(MODEL, generation.model())
                    .text(STOP_REASON, generation.stopReason().word())
                    .number(INPUT_TOKENS, generation.inputTokens())
                    .number(OUTPUT_TOKENS, generation.outputTokens());
        }
        return item.build();
    }

    /// The session that a header is, without its details.
    static Session bareSession(EnhancedDocument header) {
        return session(header, Details.NONE);
    }

    static Session session(EnhancedDocument header, Details details) {
        return new Session(
                new SessionId(header.getString(SESSION_ID)),
                new UserId(header.getString(OWNER)),
                header.getNumber(NUMBER).longValue(),
                Status.valueOf(header.getString(STATUS)),
                header.getString(TITLE),
                new References(
                        value(header.getString(ASSISTANT), AssistantId::new),
                        value(header.getString(PROFILE), ProfileId::new),
                        value(header.getString(MODEL), ModelId::new),
                        value(header.getString(PROMPT), PromptId::new),
                        numbers(header)),
                new Times(
                        instant(header, CREATED_AT),
                        instant(header, UPDATED_AT),
                        instant(header, LAST_ACTIVE),
                        header.isPresent(ENDED_AT) ? instant(header, ENDED_AT) : null),
                new Session.Tally(
                        header.getNumber(LAST_SEQ).intValue(),
                        header.getNumber(BYTES).longValue()),
                details,
                header.isPresent(CONTEXT_RESULTS)
                        ? header.getNumber(CONTEXT_RESULTS).intValue()
                        : NewSession.DEFAULT_CONTEXT_RESULTS);
    }

    static Details details(EnhancedDocument item) {
        String rating = item.getString(RATING);
        String comment = item.getString(COMMENT);
        boolean rated = rating != null || comment != null;
        return new Details(
                value(item.getString(METADATA), Metadata::new),
                rated ? new Feedback(value(rating, BigDecimal::new), comment) : null,
                new SidePrompt(item.getString(PRE_PROMPT), item.getBoolean(PRE_PROMPT_CHOSEN)),
                new SidePrompt(item.getString(POST_PROMPT), item.getBoolean(POST_PROMPT_CHOSEN)),
                item.getString(PREVIEW),
                item.isPresent(DISPLAY_COUNT) ? item.getNumber(DISPLAY_COUNT).longValue() : null);
    }

    private static Map<Kind, Long> numbers(EnhancedDocument header) {
        Map<Kind, Long> numbers = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            if (header.isPresent(numberOf(kind))) {
                numbers.put(kind, header.getNumber(numberOf(kind)).longValue());
            }
        }
        return numbers;
    }

    static Message message(EnhancedDocument item) {
        Utterance said = new Utterance(
                Role.valueOf(item.getString(ROLE)),
                item.getString(CONTENT),
                item.isPresent(CLIENT_TIME) ? instant(item, CLIENT_TIME) : null);
        Generation generation = item.isPresent(STOP_REASON)
                ? new Generation(
                        item.getString(MODEL),
                        item.getString(STOP_REASON),
                        item.getNumber(INPUT_TOKENS).intValue(),
                        item.getNumber(OUTPUT_TOKENS).intValue())
                : null;
        return new Message(seq(item), said, instant(item, STORED_AT), generation, item.getString(FAILURE));
    }

    static int seq(EnhancedDocument message) {
        return Keys.seqOf(message.getString(SK));
    }

    static Optional<Instant> turnEnd(EnhancedDocument header) {
        return header.isPresent(TURN) ? Optional.of(instant(header, TURN_ENDS)) : Optional.empty();
    }

    private static Instant instant(EnhancedDocument item, String name) {
        return Instant.ofEpochMilli(item.getNumber(name).longValue());
    }

    private static <T, R> @Nullable R value(@Nullable T value, Function<T, R> mapping) {
        return value == null ? null : mapping.apply(value);
    }
}
