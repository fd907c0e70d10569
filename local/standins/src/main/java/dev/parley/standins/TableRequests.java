package dev.parley.standins;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;

/// Turns the properties of an AWS::DynamoDB::Table into the SDK's request for the same table.
final class TableRequests {

    private TableRequests() {}

    static CreateTableRequest of(Section table, String name) {
        var request = CreateTableRequest.builder()
                .tableName(name)
                .billingMode(table.text("BillingMode"))
                .attributeDefinitions(attributes(table))
                .keySchema(keys(table));
        var indexes = indexes(table);
        if (!indexes.isEmpty()) {
            request.globalSecondaryIndexes(indexes);
        }
        table.optional("StreamSpecification").map(TableRequests::stream).ifPresent(request::streamSpecification);
        return request.build();
    }

    private static List<AttributeDefinition> attributes(Section table) {
        return table.list("AttributeDefinitions").stream()
                .map(attribute -> AttributeDefinition.builder()
                        .attributeName(attribute.text("AttributeName"))
                        .attributeType(attribute.text("AttributeType"))
                        .build())
                .toList();
    }

    private static List<KeySchemaElement> keys(Section tableOrIndex) {
        return tableOrIndex.list("KeySchema").stream()
                .map(key -> KeySchemaElement.builder()
                        .attributeName(key.text("AttributeName"))
                        .keyType(key.text("KeyType"))
                        .build())
                .toList();
    }

    private static List<GlobalSecondaryIndex> indexes(Section table) {
        return table.list("GlobalSecondaryIndexes").stream()
                .map(index -> GlobalSecondaryIndex.builder()
                        .indexName(index.text("IndexName"))
                        .keySchema(keys(index))
                        .projection(projection(index.section("Projection")))
                        .build())
                .toList();
    }

    private static Projection projection(Section projection) {
        var attributes = projection.texts("NonKeyAttributes");
        var request = Projection.builder().projectionType(projection.text("ProjectionType"));
        return (attributes.isEmpty() ? request : request.nonKeyAttributes(attributes)).build();
    }

    private static StreamSpecification stream(Section stream) {
        return StreamSpecification.builder()
                .streamEnabled(true)
                .streamViewType(stream.text("StreamViewType"))
                .build();
    }
}
