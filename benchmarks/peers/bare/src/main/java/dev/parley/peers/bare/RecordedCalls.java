package dev.parley.peers.bare;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/// Notes what a function asks of DynamoDB: from the start of the process until it has answered its first event, and
/// then while it answers others. The SDK itself puts it into every client, because a file on the class path names
/// it.
public final class RecordedCalls implements ExecutionInterceptor {
    private static final List<Call> CALLS = new CopyOnWriteArrayList<>();
    private static volatile boolean recording = true;

    /// What `work` asks of DynamoDB while it runs; with the first work, also what was asked before, as by the
    /// rehearsal before a snapshot.
    static List<Call> of(Work work) throws IOException {
        recording = true;
        try {
            work.run();
        } finally {
            recording = false;
        }
        List<Call> calls = List.copyOf(CALLS);
        CALLS.clear();
        return calls;
    }

    /// Once for a call, however often it is tried.
    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        note(context.request(), false);
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        note(context.request(), context.exception() instanceof DynamoDbException);
    }

    private static void note(SdkRequest asked, boolean refused) {
        if (recording && asked instanceof AwsRequest request) {
            CALLS.add(new Call(bare(request), refused));
        }
    }

    private static AwsRequest bare(AwsRequest request) {
        AwsRequest.Builder builder = request.toBuilder();
        builder.overrideConfiguration((AwsRequestOverrideConfiguration) null);
        return builder.build();
    }

    /// A call, and whether DynamoDB refused it, as where a condition did not hold.
    record Call(AwsRequest request, boolean refused) {}

    /// What is recorded.
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }
}
