package dev.parley.standins;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A process to be killed: from four threads it writes items and says on its standard output which ones DynamoDB
/// acknowledged. Its argument is the folder.
final class AcknowledgingWriter {

    static final String TABLE = "written";
    private static final int THREADS = 4;

    private AcknowledgingWriter() {}

    static void main(String[] arguments) {
        var local = LocalDynamoDb.in(Path.of(arguments[0]));
        local.createTable(TemplateTest.TEMPLATE, TABLE);
        var number = new AtomicInteger();
        for (var thread = 0; thread < THREADS; thread++) {
            Thread.ofPlatform().start(() -> {
                while (true) {
                    write(local, "item-" + number.incrementAndGet());
                }
            });
        }
    }

    static Map<String, AttributeValue> key(String name) {
        return Map.of("pk", AttributeValue.fromS(name), "sk", AttributeValue.fromS("SESSION"));
    }

    private static void write(LocalDynamoDb local, String name) {
        local.client().putItem(request -> request.tableName(TABLE).item(key(name)));
        System.out.println(name);
    }
}
