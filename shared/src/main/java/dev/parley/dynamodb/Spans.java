package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.text;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/// Reads runs of items of one partition, in the order of their sort keys, every earlier write included.
final class Spans {
    private static final String CONDITION = "#pk = :pk AND #sk BETWEEN :first AND :last";

    private final DynamoDbClient client;
    private final String table;

    Spans(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /// At most `most` items of the span, after the first `skip`.
    List<EnhancedDocument> slice(KeySpan span, long skip, long most) {
        QueryRequest request = query(span).limit(Math.toIntExact(skip + most)).build();
        return Transactions.calling(() -> client.queryPaginator(request).items().stream()
                .skip(skip)
                .limit(most)
                .map(EnhancedDocument::fromAttributeValueMap)
                .toList());
    }

    /// All items of the span.
    List<EnhancedDocument> all(KeySpan span) {
        QueryRequest request = query(span).build();
        return Transactions.calling(() -> client.queryPaginator(request).items().stream()
                .map(EnhancedDocument::fromAttributeValueMap)
                .toList());
    }

    /// How many items the span has.
    long count(KeySpan span) {
        QueryRequest request = query(span).select(Select.COUNT).build();
        return Transactions.calling(() -> client.queryPaginator(request).stream()
                .mapToLong(QueryResponse::count)
                .sum());
    }

    private QueryRequest.Builder query(KeySpan span) {
        return QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression(CONDITION)
                .expressionAttributeNames(Attributes.names(List.of(CONDITION)))
                .expressionAttributeValues(
                        Map.of(":pk", text(span.pk()), ":first", text(span.first()), ":last", text(span.last())))
                .consistentRead(true);
    }
}
