package dev.parley.server;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What Lambda tells a function about its invocation.
final class LambdaContext implements Context {
    private final String function;
    private final RequestId id;
    private final Deadline deadline;
    private final LambdaLogger log;

    LambdaContext(String function, RequestId id, Deadline deadline, LambdaLogger log) {
        this.function = function;
        this.id = id;
        this.deadline = deadline;
        this.log = log;
    }

    /// When the time of an invocation is over.
    record Deadline(Clock clock, Instant end) {
        int remainingMillis() {
            return Math.toIntExact(
                    Math.max(0, Duration.between(clock.instant(), end).toMillis()));
        }
    }

    static String arn(String function) {
        return "arn:aws:lambda:us-east-1:123456789012:function:" + function;
    }

    @Override
    public String getAwsRequestId() {
        return id.lambda();
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/local/" + function;
    }

    @Override
    public String getLogStreamName() {
        return "local";
    }

    @Override
    public String getFunctionName() {
        return function;
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return arn(function);
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public @Nullable ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return deadline.remainingMillis();
    }

    @Override
    public int getMemoryLimitInMB() {
        return 1024;
    }

    @Override
    public LambdaLogger getLogger() {
        return log;
    }
}
