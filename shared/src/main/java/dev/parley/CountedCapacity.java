package dev.parley;

import dev.parley.chat.Request;
import dev.parley.chat.Tally;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/// Asks DynamoDB with every call what it took, and adds that to what the request at hand has used. What a call took
/// that failed, DynamoDB does not say.
final class CountedCapacity implements ExecutionInterceptor {
    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        SdkRequest.Builder asking = context.request().toBuilder();
        for (SdkField<?> field : context.request().sdkFields()) {
            if (field.memberName().equals("ReturnConsumedCapacity")) {
                field.set(asking, ReturnConsumedCapacity.TOTAL.toString());
            }
        }
        return asking.build();
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        boolean reads = switch (context.request()) {
            case GetItemRequest _, BatchGetItemRequest _, QueryRequest _ -> true;
            default -> false;
        };
        context.response()
                .getValueForField("ConsumedCapacity", Object.class)
                .ifPresent(consumed -> add(consumed, reads, Request.tally()));
    }

    /// @param consumed of one table, or a list of that
    static void add(Object consumed, boolean reads, Tally tally) {
        switch (consumed) {
            case List<?> tables -> tables.forEach(table -> add(table, reads, tally));
            // Transactions say which units are which: one that is sent twice is read the second time.
            case ConsumedCapacity table
            when isTold(table) -> {
                tally.read(units(table.readCapacityUnits()));
                tally.wrote(units(table.writeCapacityUnits()));
            }
            case ConsumedCapacity table when reads -> tally.read(units(table.capacityUnits()));
            case ConsumedCapacity table -> tally.wrote(units(table.capacityUnits()));
            default -> throw new IllegalStateException("no consumed capacity: " + consumed.getClass());
        }
    }

    private static boolean isTold(ConsumedCapacity table) {
        return table.readCapacityUnits() != null || table.writeCapacityUnits() != null;
    }

    private static double units(@Nullable Double told) {
        return told == null ? 0 : told;
    }
}
