package dev.parley.peers.bare;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Notes what a function asks of DynamoDB while it answers one event. The SDK itself puts it into every client,
/// because a file on the class path names it.
public final class RecordedCalls implements ExecutionInterceptor {
    private static final List<AwsRequest> CALLS = new CopyOnWriteArrayList<>();
    private static volatile boolean recording;

    /// What `work` asks of DynamoDB while it runs.
    static List<AwsRequest> of(Work work) throws IOException {
        CALLS.clear();
        recording = true;
        try {
            work.run();
        } finally {
            recording = false;
        }
        return List.copyOf(CALLS);
    }

    /// Once for a call, however often it is tried.
    @Override
    public void afterMarshalling(Context.AfterMarshalling context, ExecutionAttributes attributes) {
        if (recording && context.request() instanceof AwsRequest request) {
            CALLS.add(bare(request));
        }
    }

    private static AwsRequest bare(AwsRequest request) {
        AwsRequest.Builder builder = request.toBuilder();
        builder.overrideConfiguration((AwsRequestOverrideConfiguration) null);
        return builder.build();
    }

    /// What is recorded.
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }
}
