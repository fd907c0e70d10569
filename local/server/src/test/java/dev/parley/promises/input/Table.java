package dev.parley.promises.input;

import dev.parley.server.LocalServer;
import dev.parley.standins.LocalClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// A server's table, seen from behind: everything that is stored.
final class Table implements AutoCloseable {
    private static final int MOST_WRITES = 25;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final DynamoDbClient client;
    private final HttpRequest scan;

    private Table(DynamoDbClient client, HttpRequest scan) {
        this.client = client;
        this.scan = scan;
    }

    static Table of(URI database) {
        HttpRequest scan = HttpRequest.newBuilder(database)
                .header("x-amz-target", "DynamoDB_20120810.Scan")
                .header("content-type", "application/x-amz-json-1.0")
                .header("x-amz-date", "20260101T000000Z")
                .header(
                        "authorization",
                        "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request,"
                                + " SignedHeaders=host, Signature=none")
                .POST(BodyPublishers.ofString("{\"TableName\":\"" + LocalServer.TABLE + "\",\"ConsistentRead\":true}"))
                .build();
        return new Table(LocalClients.dynamoDb(database), scan);
    }

    @Override
    public void close() {
        client.close();
    }

    /// A text that is the same as long as the table, up to 1 MB, is the same: what DynamoDB Local answers to a
    /// scan, unread. Much quicker than [#items()].
    String fingerprint() {
        try {
            return HTTP.send(scan, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Every item, by its keys.
    SortedMap<String, Map<String, AttributeValue>> items() {
        SortedMap<String, Map<String, AttributeValue>> items = new TreeMap<>();
        client.scanPaginator(request -> request.tableName(LocalServer.TABLE).consistentRead(true))
                .items()
                .forEach(item -> items.put(text(item, "pk") + " " + text(item, "sk"), item));
        return items;
    }

    /// Makes the table, which holds `now`, hold again what it held before.
    void restore(Map<String, Map<String, AttributeValue>> before, Map<String, Map<String, AttributeValue>> now) {
        List<WriteRequest> writes = new ArrayList<>();
        now.forEach((key, item) -> {
            if (!before.containsKey(key)) {
                writes.add(WriteRequest.builder()
                        .deleteRequest(delete -> delete.key(key(item)))
                        .build());
            }
        });
        before.forEach((key, item) -> {
            if (!item.equals(now.get(key))) {
                writes.add(
                        WriteRequest.builder().putRequest(put -> put.item(item)).build());
            }
        });
        for (int i = 0; i < writes.size(); i += MOST_WRITES) {
            List<WriteRequest> some = writes.subList(i, Math.min(writes.size(), i + MOST_WRITES));
            client.batchWriteItem(batch -> batch.requestItems(Map.of(LocalServer.TABLE, some)));
        }
    }

    private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
        return Map.of(
                "pk", AttributeValue.fromS(text(item, "pk")),
                "sk", AttributeValue.fromS(text(item, "sk")));
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return item.getOrDefault(name, AttributeValue.fromS("")).s();
    }
}
