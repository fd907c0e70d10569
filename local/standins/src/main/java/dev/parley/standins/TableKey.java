package dev.parley.standins;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// Where an item is.
record TableKey(String table, Map<String, AttributeValue> key) {

    /// The items that a request puts, updates or deletes.
    ///
    /// @param names of the attributes that an item is found by
    static List<TableKey> written(SdkRequest request, Set<String> names) {
        return switch (request) {
            case PutItemRequest put -> List.of(of(put.tableName(), put.item(), names));
            case UpdateItemRequest update -> List.of(new TableKey(update.tableName(), update.key()));
            case DeleteItemRequest delete -> List.of(new TableKey(delete.tableName(), delete.key()));
            case TransactWriteItemsRequest transaction ->
                transaction.transactItems().stream()
                        .map(step -> of(step, names))
                        .toList();
            case BatchWriteItemRequest batch -> written(batch.requestItems(), names);
            default -> List.of();
        };
    }

    /// The items that the parts of a batch put or delete.
    static List<TableKey> written(Map<String, List<WriteRequest>> batch, Set<String> names) {
        return batch.entrySet().stream()
                .<TableKey>flatMap(table -> parts(table.getKey(), table.getValue(), names))
                .toList();
    }

    private static Stream<TableKey> parts(String table, List<WriteRequest> parts, Set<String> names) {
        return parts.stream()
                .map(part -> part.putRequest() != null
                        ? of(table, part.putRequest().item(), names)
                        : new TableKey(table, part.deleteRequest().key()));
    }

    private static TableKey of(TransactWriteItem step, Set<String> names) {
        if (step.put() != null) {
            return of(step.put().tableName(), step.put().item(), names);
        }
        return step.update() != null
                ? new TableKey(step.update().tableName(), step.update().key())
                : new TableKey(step.delete().tableName(), step.delete().key());
    }

    private static TableKey of(String table, Map<String, AttributeValue> item, Set<String> names) {
        Map<String, AttributeValue> key = new HashMap<>(item);
        key.keySet().retainAll(names);
        return new TableKey(table, key);
    }
}
