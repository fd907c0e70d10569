package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.EXPIRES_AT;
import static dev.parley.dynamodb.Attributes.number;
import static dev.parley.dynamodb.Attributes.text;

import dev.parley.chat.Once;
import dev.parley.chat.Receipt;
import dev.parley.chat.Turn;
import dev.parley.chat.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Receipts of keyed requests as items. A receipt is gone by its time, not by TTL, which deletes days later.
final class Receipts {
    /// How long a key keeps a request from having a second effect.
    static final Duration LIFE = Duration.ofHours(24);

    private static final String ANSWERED = "answered";
    private static final String REQUEST = "request";
    private static final String SUBJECT = "subject";
    private static final String ASKED = "asked";

    private Receipts() {}

    /// The step that writes the receipt of a keyed request, unless a live one is there.
    static Optional<TransactWriteItem> record(
            Writes writes, UserId owner, Once once, String subject, int asked, Instant now) {
        return switch (once) {
            case Once.Unkeyed _ -> Optional.empty();
            case Once.Keyed(var key, var request) ->
                Optional.of(writes.put(
                        new ItemBuilder(Keys.once(owner, key))
                                .text(REQUEST, request)
                                .text(SUBJECT, subject)
                                .number(ASKED, asked)
                                .number(ANSWERED, 0)
                                .number(EXPIRES_AT, secondAfter(now.plus(LIFE)))
                                .build(),
                        "attribute_not_exists(#pk) OR #expiresAt <= :now",
                        Map.of(":now", number(now.getEpochSecond()))));
        };
    }

    /// The first whole second that is not before `time`: TTL counts in seconds, and a receipt must not go early.
    private static long secondAfter(Instant time) {
        return time.plusMillis(999).getEpochSecond();
    }

    /// The step that notes on the receipt of a keyed turn, which has no answer yet, that this one gave it, and at
    /// which seq.
    static Optional<TransactWriteItem> answered(Writes writes, Turn turn, int seq) {
        return switch (turn.once()) {
            case Once.Unkeyed _ -> Optional.empty();
            case Once.Keyed keyed ->
                Optional.of(writes.update(
                        Keys.once(turn.owner(), keyed.key()),
                        "SET #answered = :seq, #turn = :turn",
                        "#answered = :none",
                        Map.of(":seq", number(seq), ":none", number(0), ":turn", text(turn.id()))));
        };
    }

    /// The step that makes sure that the receipt of a keyed turn has no answer yet.
    static Optional<TransactWriteItem> unanswered(Writes writes, Turn turn) {
        return switch (turn.once()) {
            case Once.Unkeyed _ -> Optional.empty();
            case Once.Keyed keyed ->
                Optional.of(writes.update(
                        Keys.once(turn.owner(), keyed.key()),
                        "SET #answered = :none",
                        "#answered = :none",
                        Map.of(":none", number(0))));
        };
    }

    /// The receipt under a key that is good at `now`.
    static Optional<Receipt> find(DynamoDbClient client, String table, ItemKey key, Instant now) {
        return Transactions.item(client, table, key).flatMap(item -> live(item, now));
    }

    /// The receipt that `item` is, if it is still good at `now`.
    private static Optional<Receipt> live(EnhancedDocument item, Instant now) {
        return item.getNumber(EXPIRES_AT).longValue() <= now.getEpochSecond()
                ? Optional.empty()
                : Optional.of(receipt(item));
    }

    /// The receipt of a twin that was first, which a keyed write met.
    static Receipt twin(Optional<EnhancedDocument> item, Once once) {
        return switch (once) {
            case Once.Keyed keyed when item.isPresent() -> keyed.same(receipt(item.get()));
            default -> throw new IllegalStateException("a write was refused for no reason that it states");
        };
    }

    private static Receipt receipt(EnhancedDocument item) {
        return new Receipt(
                item.getString(REQUEST),
                item.getString(SUBJECT),
                item.getNumber(ASKED).intValue(),
                item.getNumber(ANSWERED).intValue(),
                Optional.ofNullable(item.getString(Attributes.TURN)).orElse(""));
    }
}
