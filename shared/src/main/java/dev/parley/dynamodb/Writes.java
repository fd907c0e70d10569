package dev.parley.dynamodb;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// The writes of one table, as steps of a transaction. Each states its condition and asks for the old item when it
/// fails; in expressions `#name` is the attribute of that name.
record Writes(String table) {
    private static final ReturnValuesOnConditionCheckFailure OLD = ReturnValuesOnConditionCheckFailure.ALL_OLD;

    /// Puts an item where there is none.
    TransactWriteItem insert(Map<String, AttributeValue> item) {
        return put(item, "attribute_not_exists(#pk)", Map.of());
    }

    TransactWriteItem put(Map<String, AttributeValue> item, String condition, Map<String, AttributeValue> values) {
        Put.Builder put = Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression(condition)
                .expressionAttributeNames(Attributes.names(List.of(condition)))
                .returnValuesOnConditionCheckFailure(OLD);
        // DynamoDB refuses an empty map of values.
        return step(values.isEmpty() ? put : put.expressionAttributeValues(values));
    }

    /// Changes an item that meets the condition.
    TransactWriteItem update(ItemKey key, String update, String condition, Map<String, AttributeValue> values) {
        Update.Builder step = Update.builder()
                .tableName(table)
                .key(Attributes.key(key))
                .updateExpression(update)
                .conditionExpression(condition)
                .expressionAttributeNames(Attributes.names(List.of(update, condition)))
                .returnValuesOnConditionCheckFailure(OLD);
        return step(values.isEmpty() ? step : step.expressionAttributeValues(values));
    }

    /// Changes an item, or makes it when there is none.
    TransactWriteItem upsert(ItemKey key, String update, Map<String, AttributeValue> values) {
        Update.Builder upsert = Update.builder()
                .tableName(table)
                .key(Attributes.key(key))
                .updateExpression(update)
                .expressionAttributeNames(Attributes.names(List.of(update)));
        return step(values.isEmpty() ? upsert : upsert.expressionAttributeValues(values));
    }

    TransactWriteItem delete(ItemKey key, String condition, Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .delete(Delete.builder()
                        .tableName(table)
                        .key(Attributes.key(key))
                        .conditionExpression(condition)
                        .expressionAttributeNames(Attributes.names(List.of(condition)))
                        .expressionAttributeValues(values)
                        .returnValuesOnConditionCheckFailure(OLD)
                        .build())
                .build();
    }

    /// Removes an item if it is there.
    TransactWriteItem remove(ItemKey key) {
        return TransactWriteItem.builder()
                .delete(Delete.builder()
                        .tableName(table)
                        .key(Attributes.key(key))
                        .build())
                .build();
    }

    private static TransactWriteItem step(Put.Builder put) {
        return TransactWriteItem.builder().put(put.build()).build();
    }

    private static TransactWriteItem step(Update.Builder update) {
        return TransactWriteItem.builder().update(update.build()).build();
    }
}
