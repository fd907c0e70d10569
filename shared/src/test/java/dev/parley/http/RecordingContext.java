package dev.parley.http;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.ArrayList;
import java.util.List;

/// The context of one invocation, which keeps what is logged.
final class RecordingContext implements Context {
    static final String REQUEST_ID = "8f507cfc-xmpl-4697-b07a-ac58fc914c95";

    private final List<String> errors = new ArrayList<>();

    /// What was logged as an error; any other logging fails the test.
    List<String> errors() {
        return errors;
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                throw new AssertionError("logged without a level");
            }

            @Override
            public void log(byte[] message) {
                throw new AssertionError("logged bytes");
            }

            @Override
            public void log(String message, LogLevel level) {
                if (level != LogLevel.ERROR) {
                    throw new AssertionError("logged as " + level);
                }
                errors.add(message);
            }
        };
    }

    @Override
    public String getAwsRequestId() {
        return REQUEST_ID;
    }

    @Override
    public String getLogGroupName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getLogStreamName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getFunctionName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getFunctionVersion() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getInvokedFunctionArn() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getRemainingTimeInMillis() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getMemoryLimitInMB() {
        throw new UnsupportedOperationException();
    }
}
