package dev.parley.benchmarks.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// A session in one item, laid out as LangChain's `DynamoDBChatMessageHistory` does: it is read whole, a message is
/// appended, and it is written whole.
record OneItemStore(DynamoDbClient client) {
    private static final String TABLE = "one-item-per-session";
    private static final String KEY = "SessionId";
    private static final String HISTORY = "History";

    static CreateTableRequest table() {
        return CreateTableRequest.builder()
                .tableName(TABLE)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName(KEY)
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName(KEY)
                        .keyType(KeyType.HASH)
                        .build())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .build();
    }

    List<AttributeValue> read(String session) {
        return client.getItem(get -> get.tableName(TABLE).key(Map.of(KEY, AttributeValue.fromS(session))))
                .item()
                .getOrDefault(HISTORY, AttributeValue.fromL(List.of()))
                .l();
    }

    void write(String session, List<AttributeValue> history) {
        client.putItem(put -> put.tableName(TABLE)
                .item(Map.of(KEY, AttributeValue.fromS(session), HISTORY, AttributeValue.fromL(history))));
    }

    void add(String session, AttributeValue message) {
        List<AttributeValue> history = new ArrayList<>(read(session));
        history.add(message);
        write(session, history);
    }

    /// A message as LangChain keeps it.
    ///
    /// @param type who says it: `human` or `ai`
    static AttributeValue message(String type, String text) {
        Map<String, AttributeValue> data = Map.of(
                "content", AttributeValue.fromS(text),
                "additional_kwargs", AttributeValue.fromM(Map.of()),
                "response_metadata", AttributeValue.fromM(Map.of()),
                "type", AttributeValue.fromS(type),
                "name", AttributeValue.fromNul(true),
                "id", AttributeValue.fromNul(true));
        return AttributeValue.fromM(Map.of("type", AttributeValue.fromS(type), "data", AttributeValue.fromM(data)));
    }
}
