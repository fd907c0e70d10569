package dev.parley.standins;

import java.util.Optional;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/// Lets a meter read the calls of clients that the functions make for themselves: the SDK puts it into every
/// client, where a file `software/amazon/awssdk/global/handlers/execution.interceptors` on the class path names it.
public final class MeteredCalls implements ExecutionInterceptor {
    private static volatile Optional<Meter> reader = Optional.empty();

    /// What `operation` takes by the meter's reading. The meter's own calls must not be made by a client of the
    /// same kind, so it reads one operation at a time, with nothing else going on.
    public static Meter.Bill read(Meter meter, Runnable operation) {
        reader = Optional.of(meter);
        try {
            return meter.of(operation);
        } finally {
            reader = Optional.empty();
        }
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        return metering(context.request())
                .map(meter -> meter.modifyRequest(context, attributes))
                .orElse(context.request());
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        metering(context.request()).ifPresent(meter -> meter.beforeExecution(context, attributes));
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        metering(context.request()).ifPresent(meter -> meter.afterExecution(context, attributes));
    }

    private static Optional<Meter> metering(SdkRequest request) {
        return request instanceof DynamoDbRequest ? reader.filter(meter -> !meter.isLooking()) : Optional.empty();
    }
}
