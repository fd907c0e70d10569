package dev.parley.runtime;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The surroundings of one invocation.
record InvocationContext(Invocation invocation, Environment environment, Log log, Clock clock) implements Context {
    @Override
    public String getAwsRequestId() {
        return invocation.id();
    }

    @Override
    public String getInvokedFunctionArn() {
        return invocation.arn();
    }

    /// Nothing once the deadline is over.
    @Override
    public int getRemainingTimeInMillis() {
        long left = Duration.between(clock.instant(), invocation.deadline()).toMillis();
        return Math.clamp(left, 0, Integer.MAX_VALUE);
    }

    @Override
    public @Nullable String getXrayTraceId() {
        return invocation.trace().orElse(null);
    }

    @Override
    public LambdaLogger getLogger() {
        return log;
    }

    @Override
    public String getFunctionName() {
        return environment.functionName();
    }

    @Override
    public String getFunctionVersion() {
        return environment.functionVersion();
    }

    @Override
    public int getMemoryLimitInMB() {
        return environment.memory();
    }

    @Override
    public String getLogGroupName() {
        return environment.logGroup();
    }

    @Override
    public String getLogStreamName() {
        return environment.logStream();
    }

    /// None: API Gateway sends none.
    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    /// None: API Gateway sends none.
    @Override
    public @Nullable ClientContext getClientContext() {
        return null;
    }
}
