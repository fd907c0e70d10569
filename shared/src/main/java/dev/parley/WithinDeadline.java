package dev.parley;

import dev.parley.chat.Request;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Gives every call, tries included, at most so long, and never longer than its request has left.
record WithinDeadline(Duration most) implements ExecutionInterceptor {
    /// The SDK takes no time-out of nothing.
    private static final Duration LEAST = Duration.ofMillis(1);

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        AwsRequest request = (AwsRequest) context.request();
        Duration left = Request.left(most);
        return request.toBuilder()
                .overrideConfiguration(request.overrideConfiguration()
                        .map(AwsRequestOverrideConfiguration::toBuilder)
                        .orElseGet(AwsRequestOverrideConfiguration::builder)
                        .apiCallTimeout(left.compareTo(LEAST) < 0 ? LEAST : left)
                        .build())
                .build();
    }
}
