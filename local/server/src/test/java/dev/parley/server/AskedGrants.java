package dev.parley.server;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// What clients of DynamoDB ask of a table, told as IAM would check it: an action, and the table or an index of it.
/// The SDK puts it into every client of the tests, by a file on the class path.
public final class AskedGrants implements ExecutionInterceptor {
    private static volatile Optional<Asked> asked = Optional.empty();

    private record Asked(String table, Set<String> grants) {}

    /// What is asked of this table while `work` runs, such as `dynamodb:Query by-owner`.
    static Set<String> during(String table, Runnable work) {
        Asked now = new Asked(table, ConcurrentHashMap.newKeySet());
        asked = Optional.of(now);
        try {
            work.run();
            return new HashSet<>(now.grants());
        } finally {
            asked = Optional.empty();
        }
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        asked.filter(now -> now.table().equals(table(context.request())))
                .ifPresent(now -> grants(context.request()).forEach(now.grants()::add));
    }

    private static Stream<String> grants(SdkRequest request) {
        return switch (request) {
            case TransactWriteItemsRequest transaction ->
                transaction.transactItems().stream().map(AskedGrants::grant);
            case QueryRequest query -> Stream.of(grant("Query", query.indexName()));
            case DynamoDbRequest other ->
                Stream.of(grant(other.getClass().getSimpleName().replace("Request", ""), null));
            default -> Stream.of();
        };
    }

    /// A transaction needs the actions of its items.
    private static String grant(TransactWriteItem item) {
        String action = item.put() != null
                ? "PutItem"
                : item.update() != null ? "UpdateItem" : item.delete() != null ? "DeleteItem" : "ConditionCheckItem";
        return grant(action, null);
    }

    private static String grant(String action, @Nullable String index) {
        return "dynamodb:" + action + (index == null ? "" : " " + index);
    }

    private static @Nullable String table(SdkRequest request) {
        return switch (request) {
            case GetItemRequest get -> get.tableName();
            case PutItemRequest put -> put.tableName();
            case UpdateItemRequest update -> update.tableName();
            case DeleteItemRequest delete -> delete.tableName();
            case QueryRequest query -> query.tableName();
            case BatchGetItemRequest batch ->
                batch.requestItems().keySet().iterator().next();
            case BatchWriteItemRequest batch ->
                batch.requestItems().keySet().iterator().next();
            case TransactWriteItemsRequest transaction ->
                table(transaction.transactItems().getFirst());
            case DynamoDbRequest other -> throw new IllegalArgumentException("Nobody knows the table of " + other);
            default -> null;
        };
    }

    private static String table(TransactWriteItem item) {
        return item.put() != null
                ? item.put().tableName()
                : item.update() != null
                        ? item.update().tableName()
                        : item.delete() != null
                                ? item.delete().tableName()
                                : item.conditionCheck().tableName();
    }
}
