package dev.parley.dynamodb;

import dev.parley.chat.Refusal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// Runs transactions, and every other request, so that the SDK's exceptions end here: contention is tried again
/// with patience, what is left of it becomes [Refusal.TooBusy], and a failed condition is an outcome, not
/// an error.
final class Transactions {
    private static final String NO_REASON = "None";
    private static final String CONDITION_FAILED = "ConditionalCheckFailed";
    private static final Set<String> CONTENTION =
            Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");
    private static final Set<String> PASSING = Stream.concat(
                    CONTENTION.stream(), Stream.of(NO_REASON, CONDITION_FAILED))
            .collect(Collectors.toUnmodifiableSet());

    private final DynamoDbClient client;
    private final Patience patience;

    Transactions(DynamoDbClient client, Patience patience) {
        this.client = client;
        this.patience = patience;
    }

    /// Runs the steps as one transaction, again when others are in the way. All tries have one token, so that one
    /// of which nothing was heard, and which happened, is not followed by another that happens too.
    Outcome run(List<TransactWriteItem> steps) {
        Patience.Attempts attempts = patience.begin();
        // Made per transaction, by a generator that is sound in every copy of a snapshot.
        String token = UUID.randomUUID().toString();
        while (true) {
            try {
                calling(() -> client.transactWriteItems(
                        request -> request.transactItems(steps).clientRequestToken(token)));
                return new Outcome.Done();
            } catch (TransactionCanceledException e) {
                List<CancellationReason> reasons = e.cancellationReasons();
                Set<String> codes =
                        reasons.stream().map(CancellationReason::code).collect(Collectors.toSet());
                // A step that met a conflict has not looked at its condition: only without one do all verdicts count.
                if (codes.contains(CONDITION_FAILED) && Collections.disjoint(codes, CONTENTION)) {
                    return new Outcome.Refused(
                            reasons.stream().map(Transactions::verdict).toList());
                }
                if (!PASSING.containsAll(codes)) {
                    throw e;
                }
                attempts.next("transactions in conflict");
            }
        }
    }

    /// Makes one update by itself, at half the price of a transaction.
    ///
    /// @param step an update with a condition
    Change update(TransactWriteItem step) {
        try {
            return new Change.Made(EnhancedDocument.fromAttributeValueMap(calling(() -> changed(step.update()))));
        } catch (ConditionalCheckFailedException e) {
            return new Change.Refused(
                    e.hasItem() ? Optional.of(EnhancedDocument.fromAttributeValueMap(e.item())) : Optional.empty());
        } catch (TransactionConflictException _) {
            return new Change.InConflict();
        }
    }

    private Map<String, AttributeValue> changed(Update update) {
        return client.updateItem(request -> request.tableName(update.tableName())
                        .key(update.key())
                        .updateExpression(update.updateExpression())
                        .conditionExpression(update.conditionExpression())
                        .expressionAttributeNames(update.expressionAttributeNames())
                        .expressionAttributeValues(update.expressionAttributeValues())
                        .returnValues(ReturnValue.ALL_NEW)
                        .returnValuesOnConditionCheckFailure(update.returnValuesOnConditionCheckFailure()))
                .attributes();
    }

    /// The item with that key, every earlier write included.
    static Optional<EnhancedDocument> item(DynamoDbClient client, String table, ItemKey key) {
        Map<String, AttributeValue> item = calling(() -> client.getItem(request ->
                        request.tableName(table).key(Attributes.key(key)).consistentRead(true)))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(EnhancedDocument.fromAttributeValueMap(item));
    }

    /// Makes one request; what the SDK could not get through by trying again is [Refusal.TooBusy].
    static <T> T calling(Supplier<T> request) {
        try {
            return request.get();
        } catch (TransactionCanceledException e) {
            throw e;
        } catch (DynamoDbException e) {
            if (e.isThrottlingException() || e.statusCode() >= 500 || isCutOff(e)) {
                throw new Refusal.TooBusy(name(e));
            }
            throw e;
        } catch (SdkClientException e) {
            throw new Refusal.TooBusy(name(e));
        }
    }

    /// Makes one request; nothing when DynamoDB throttles all of it, which passes.
    static <T> Optional<T> unlessThrottled(Supplier<T> request) {
        return calling(() -> {
            try {
                return Optional.of(request.get());
            } catch (DynamoDbException e) {
                if (e.isThrottlingException()) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /// Whether an error's reply broke off before it said which error it is.
    private static boolean isCutOff(DynamoDbException e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null;
    }

    private static String name(Exception e) {
        return e.getClass().getSimpleName();
    }

    private static Verdict verdict(CancellationReason reason) {
        boolean refused = CONDITION_FAILED.equals(reason.code());
        return new Verdict(refused, refused && reason.hasItem() ? reason.item() : Map.of());
    }

    /// How an update by itself ended.
    sealed interface Change {
        /// It was made, and the item is so now.
        record Made(EnhancedDocument item) implements Change {}

        /// It was not, because of this item, or because there is none.
        record Refused(Optional<EnhancedDocument> old) implements Change {}

        /// It was not, because a transaction is in the way.
        record InConflict() implements Change {}
    }

    /// How a transaction ended.
    sealed interface Outcome {
        /// All of it happened.
        record Done() implements Outcome {}

        /// None of it happened, because conditions failed; the verdicts are in the order of the steps.
        record Refused(List<Verdict> verdicts) implements Outcome {
            boolean refuses(int step) {
                return verdicts.get(step).refused();
            }

            /// The item that the step met, if there was one.
            Optional<EnhancedDocument> old(int step) {
                return verdicts.get(step).old();
            }
        }
    }

    /// What became of one step of a refused transaction.
    record Verdict(boolean refused, Map<String, AttributeValue> item) {
        Optional<EnhancedDocument> old() {
            return item.isEmpty() ? Optional.empty() : Optional.of(EnhancedDocument.fromAttributeValueMap(item));
        }
    }
}
