package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.EXPIRES_AT;
import static dev.parley.dynamodb.Attributes.number;

import dev.parley.chat.Retention;
import dev.parley.chat.Session;
import dev.parley.chat.SessionId;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Writes to session headers, none of which an expired session admits.
///
/// When a session expires is a function of the day of its `updatedAt`, which never moves back: so neither does
/// this, and a second write on one day changes nothing that an index has a copy of.
record Headers(Writes writes, Retention retention, Clock clock) {
    private static final String LIVE = " AND (attribute_not_exists(#expiresAt) OR #expiresAt > :seconds)";
    private static final String SET = "SET ";
    private static final String REMOVE = "REMOVE ";

    /// Puts the header of a new session.
    TransactWriteItem insert(Session session) {
        return writes.insert(item(session));
    }

    Map<String, AttributeValue> item(Session session) {
        Map<String, AttributeValue> item = new HashMap<>(Items.header(session));
        retention.end(session.times().updatedAt()).ifPresent(end -> item.put(EXPIRES_AT, seconds(end)));
        return item;
    }

    /// Changes a live session's header, by an expression `SET … REMOVE …`, which sets `updatedAt` to `at`.
    TransactWriteItem change(
            SessionId id, String update, String condition, Map<String, AttributeValue> values, Instant at) {
        Map<String, AttributeValue> all = new HashMap<>(values);
        Optional<Instant> end = retention.end(at);
        end.ifPresent(time -> all.put(":expiresAt", seconds(time)));
        return touch(id, end.isPresent() ? setting(update) : removing(update), condition, all);
    }

    /// Changes a live session's header without any change of the session that a client could see.
    TransactWriteItem touch(SessionId id, String update, String condition, Map<String, AttributeValue> values) {
        return writes.update(Keys.header(id), update, condition + LIVE, now(values));
    }

    /// Deletes a live session's header.
    TransactWriteItem delete(SessionId id, String condition, Map<String, AttributeValue> values) {
        return writes.delete(Keys.header(id), condition + LIVE, now(values));
    }

    /// The header that a write met, unless its session has expired.
    Optional<EnhancedDocument> live(Optional<EnhancedDocument> header) {
        return header.filter(live(clock.instant()));
    }

    /// Whether a session has not expired by `now`. TTL counts in seconds.
    static Predicate<EnhancedDocument> live(Instant now) {
        return header ->
                !header.isPresent(EXPIRES_AT) || header.getNumber(EXPIRES_AT).longValue() > now.getEpochSecond();
    }

    private Map<String, AttributeValue> now(Map<String, AttributeValue> values) {
        Map<String, AttributeValue> all = new HashMap<>(values);
        all.put(":seconds", seconds(clock.instant()));
        return all;
    }

    private static String setting(String update) {
        return update.replace(SET, SET + "#expiresAt = :expiresAt, ");
    }

    private static String removing(String update) {
        return update.contains(REMOVE)
                ? update.replace(REMOVE, REMOVE + "#expiresAt, ")
                : update + " " + REMOVE + "#expiresAt";
    }

    private static AttributeValue seconds(Instant time) {
        return number(time.getEpochSecond());
    }
}
