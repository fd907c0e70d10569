package dev.parley.peers.bare;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// A function and, in turn with it, the calls of DynamoDB that it made last (at first, all since the process
/// began), straight through the SDK's client and one after the other. They go to a second DynamoDB, which thereby
/// holds what the first does.
///
/// The event [#BARE] stands for those calls, and is answered with the nanoseconds that they took; any other event
/// is the function's own.
public final class Twin implements RequestStreamHandler {
    private static final byte[] BARE = "\"bare\"".getBytes(StandardCharsets.UTF_8);

    private final RequestStreamHandler function;
    private final DynamoDbClient second;
    private List<RecordedCalls.Call> calls = List.of();

    public Twin() throws ReflectiveOperationException {
        function = Class.forName(System.getenv("TWIN_FUNCTION"))
                .asSubclass(RequestStreamHandler.class)
                .getDeclaredConstructor()
                .newInstance();
        second = DynamoDbClient.builder()
                .endpointOverride(URI.create(System.getenv("TWIN_DYNAMODB_ENDPOINT")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        byte[] asked = event.readAllBytes();
        if (Arrays.equals(asked, BARE)) {
            long begun = System.nanoTime();
            calls.forEach(this::repeat);
            answer.write("{\"statusCode\":200,\"nanos\":%d}"
                    .formatted(System.nanoTime() - begun)
                    .getBytes(StandardCharsets.UTF_8));
        } else {
            calls = RecordedCalls.of(() -> function.handleRequest(new ByteArrayInputStream(asked), answer, context));
        }
    }

    private void repeat(RecordedCalls.Call call) {
        if (isRefused(call.request()) != call.refused()) {
            throw new IllegalStateException("this DynamoDB answers otherwise than the first: " + call);
        }
    }

    private boolean isRefused(AwsRequest call) {
        try {
            switch (call) {
                case GetItemRequest get -> second.getItem(get);
                case BatchGetItemRequest get -> second.batchGetItem(get);
                case TransactGetItemsRequest get -> second.transactGetItems(get);
                case QueryRequest query -> second.query(query);
                case PutItemRequest put -> second.putItem(put);
                case UpdateItemRequest update -> second.updateItem(update);
                case DeleteItemRequest delete -> second.deleteItem(delete);
                case BatchWriteItemRequest write -> second.batchWriteItem(write);
                case TransactWriteItemsRequest write -> second.transactWriteItems(write);
                default -> throw new IllegalStateException("not a call of DynamoDB: " + call.getClass());
            }
            return false;
        } catch (DynamoDbException _) {
            return true;
        }
    }
}
