package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.number;

import dev.parley.chat.Allowance;
import dev.parley.chat.Allowance.Limited;
import dev.parley.chat.Turn;
import dev.parley.chat.Usage;
import dev.parley.chat.UserId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// What users have used up of their budgets: an item a user and day, whose count holds what turns that are over
/// have used and what is set aside for those that run. It is changed only by the transactions that take turns and
/// end them, so that a request whose answer was lost cannot count twice. A turn that never ends leaves what was set
/// aside for it.
final class TokenCounts {
    private static final String COUNT = "ADD #tokens :tokens SET #expiresAt = :expiresAt";
    private static final int KEPT_DAYS = 2;

    private TokenCounts() {}

    /// The step that sets a turn's allowance aside, if there is room for it.
    static Optional<TransactWriteItem> reserve(Writes writes, UserId owner, Allowance allowance) {
        return switch (allowance) {
            case Allowance.Unlimited _ -> Optional.empty();
            case Limited limited -> {
                Map<String, AttributeValue> values = new HashMap<>(values(limited, limited.tokens()));
                values.put(":room", number(limited.room()));
                yield Optional.of(writes.update(
                        Keys.tokens(owner, limited.day()),
                        COUNT,
                        "attribute_not_exists(#tokens) OR #tokens <= :room",
                        values));
            }
        };
    }

    /// The step that replaces a turn's allowance by what it has used, if that makes a difference.
    static Optional<TransactWriteItem> settle(Writes writes, Turn turn, Usage usage) {
        return switch (turn.allowance()) {
            case Allowance.Unlimited _ -> Optional.empty();
            case Limited limited when limited.change(usage) == 0 -> Optional.empty();
            case Limited limited ->
                Optional.of(writes.upsert(
                        Keys.tokens(turn.owner(), limited.day()), COUNT, values(limited, limited.change(usage))));
        };
    }

    /// Replaces the allowance of a turn that is no longer the session's by what it has used: in a transaction too,
    /// which happens once however often its request is sent.
    static void late(Writes writes, Transactions transactions, Turn turn, Usage usage) {
        settle(writes, turn, usage).ifPresent(step -> transactions.run(List.of(step)));
    }

    private static Map<String, AttributeValue> values(Limited limited, long tokens) {
        return Map.of(":tokens", number(tokens), ":expiresAt", number(end(limited.day())));
    }

    /// Long after the last turn that was taken on the day is over.
    private static long end(LocalDate day) {
        return day.plusDays(KEPT_DAYS).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }
}
