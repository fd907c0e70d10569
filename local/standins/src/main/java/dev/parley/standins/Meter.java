package dev.parley.standins;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// Reads the units of every request by AWS's rules, from the request and the items before and after it.
///
/// DynamoDB Local's own figures are kept beside: it counts items of equal size in one transaction once.
///
/// @see <a
/// href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html">DynamoDB
///     read and write operations</a>
public final class Meter implements ExecutionInterceptor {
    private static final ReturnConsumedCapacity TOTAL = ReturnConsumedCapacity.TOTAL;
    private static final ExecutionAttribute<List<Touched>> BEFORE = new ExecutionAttribute<>("before");

    private final DynamoDbClient unmetered;
    private final Pricing pricing;
    private final ThreadLocal<Boolean> looking = new ThreadLocal<>();
    private final ConcurrentLinkedQueue<Reading> readings = new ConcurrentLinkedQueue<>();

    public Meter(DynamoDbClient unmetered, CreateTableRequest table) {
        this.unmetered = unmetered;
        this.pricing = new Pricing(table);
    }

    /// What `operation` takes. Calls that run beside the request's own thread, on virtual ones, are no trips of
    /// their own.
    public Bill of(Runnable operation) {
        readings.clear();
        operation.run();
        Bill bill = new Bill(0, 0, 0, 0, 0);
        for (Reading reading : readings) {
            bill = bill.plus(reading);
        }
        return bill;
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        return switch (context.request()) {
            case QueryRequest query -> query.copy(asking -> asking.returnConsumedCapacity(TOTAL));
            case GetItemRequest get -> get.copy(asking -> asking.returnConsumedCapacity(TOTAL));
            case BatchGetItemRequest batch -> batch.copy(asking -> asking.returnConsumedCapacity(TOTAL));
            case PutItemRequest put -> put.copy(asking -> asking.returnConsumedCapacity(TOTAL));
            case UpdateItemRequest update -> update.copy(asking -> asking.returnConsumedCapacity(TOTAL));
            case DeleteItemRequest delete -> delete.copy(asking -> asking.returnConsumedCapacity(TOTAL));
            case BatchWriteItemRequest batch -> batch.copy(asking -> asking.returnConsumedCapacity(TOTAL));
            case TransactWriteItemsRequest writes -> writes.copy(asking -> asking.returnConsumedCapacity(TOTAL));
            default -> throw new IllegalArgumentException("not metered: " + context.request());
        };
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        List<Touched> touched = TableKey.written(context.request(), pricing.key()).stream()
                .map(key -> new Touched(key, item(key)))
                .toList();
        attributes.putAttribute(BEFORE, touched);
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        double factor = context.request() instanceof TransactWriteItemsRequest ? 2 : 1;
        List<TableKey> undone = undone(context.response());
        double writes = attributes.getAttribute(BEFORE).stream()
                .filter(touched -> !undone.contains(touched.key()))
                .mapToDouble(touched -> factor * pricing.write(touched.item(), item(touched.key())))
                .sum();
        readings.add(new Reading(
                !Thread.currentThread().isVirtual(),
                writes,
                reads(context.request(), context.response()),
                local(context.response())));
    }

    /// What of a batch of writes DynamoDB did not get to; it is not billed.
    private List<TableKey> undone(SdkResponse response) {
        return response instanceof BatchWriteItemResponse batch
                ? TableKey.written(batch.unprocessedItems(), pricing.key())
                : List.of();
    }

    private double reads(SdkRequest request, SdkResponse response) {
        return switch (response) {
            case QueryResponse query ->
                pricing.query(query.items(), Boolean.TRUE.equals(((QueryRequest) request).consistentRead()));
            case GetItemResponse get ->
                pricing.get(get.item(), Boolean.TRUE.equals(((GetItemRequest) request).consistentRead()));
            case BatchGetItemResponse batch -> batch((BatchGetItemRequest) request, batch);
            default -> 0;
        };
    }

    private double batch(BatchGetItemRequest request, BatchGetItemResponse response) {
        double units = 0;
        for (var table : request.requestItems().entrySet()) {
            boolean consistent = Boolean.TRUE.equals(table.getValue().consistentRead());
            List<Map<String, AttributeValue>> found = response.responses().getOrDefault(table.getKey(), List.of());
            units += found.stream()
                    .mapToDouble(item -> pricing.get(item, consistent))
                    .sum();
            int missing = table.getValue().keys().size() - found.size();
            units += missing * pricing.get(Map.of(), consistent);
        }
        return units;
    }

    private static double local(SdkResponse response) {
        return switch (response) {
            case QueryResponse query -> query.consumedCapacity().capacityUnits();
            case GetItemResponse get -> get.consumedCapacity().capacityUnits();
            case PutItemResponse put -> put.consumedCapacity().capacityUnits();
            case UpdateItemResponse update -> update.consumedCapacity().capacityUnits();
            case DeleteItemResponse delete -> delete.consumedCapacity().capacityUnits();
            case BatchWriteItemResponse batch -> sum(batch.consumedCapacity());
            case BatchGetItemResponse batch -> sum(batch.consumedCapacity());
            case TransactWriteItemsResponse transaction -> sum(transaction.consumedCapacity());
            default -> 0;
        };
    }

    private static double sum(List<ConsumedCapacity> capacities) {
        return capacities.stream().mapToDouble(ConsumedCapacity::capacityUnits).sum();
    }

    /// Whether this thread is just looking at an item on the meter's own behalf.
    public boolean isLooking() {
        return Boolean.TRUE.equals(looking.get());
    }

    private Map<String, AttributeValue> item(TableKey key) {
        looking.set(true);
        try {
            return unmetered
                    .getItem(request ->
                            request.tableName(key.table()).key(key.key()).consistentRead(true))
                    .item();
        } finally {
            looking.remove();
        }
    }

    private record Touched(TableKey key, Map<String, AttributeValue> item) {}

    private record Reading(boolean trip, double writes, double reads, double local) {}

    /// What an operation took: sequential trips, units by AWS's rules, and DynamoDB Local's units beside.
    public record Bill(int trips, double writes, double localWrites, double reads, double localReads) {
        private Bill plus(Reading reading) {
            boolean write = reading.writes() > 0;
            return new Bill(
                    trips + (reading.trip() ? 1 : 0),
                    writes + reading.writes(),
                    localWrites + (write ? reading.local() : 0),
                    reads + reading.reads(),
                    localReads + (write ? 0 : reading.local()));
        }
    }
}
