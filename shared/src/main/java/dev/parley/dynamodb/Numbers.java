package dev.parley.dynamodb;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/// Gives out numbers, counted from 1 in an item's attribute, each once.
record Numbers(DynamoDbClient client, String table, Patience patience) {
    private static final String NEXT = "ADD #" + Attributes.NUMBER + " :one";

    long next(ItemKey counter) {
        Patience.Attempts attempts = patience.begin();
        while (true) {
            try {
                return count(counter);
            } catch (TransactionConflictException _) {
                attempts.next("a number in conflict with a transaction");
            }
        }
    }

    private long count(ItemKey counter) {
        Map<String, AttributeValue> counted = Transactions.calling(() ->
                        client.updateItem(request -> request.tableName(table)
                                .key(Attributes.key(counter))
                                .updateExpression(NEXT)
                                .expressionAttributeNames(Attributes.names(List.of(NEXT)))
                                .expressionAttributeValues(Map.of(":one", Attributes.number(1)))
                                .returnValues(ReturnValue.UPDATED_NEW)))
                .attributes();
        return EnhancedDocument.fromAttributeValueMap(counted)
                .getNumber(Attributes.NUMBER)
                .longValue();
    }
}
