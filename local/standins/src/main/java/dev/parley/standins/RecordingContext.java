package dev.parley.standins;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The surroundings that Lambda gives an invocation. These keep what is logged as Lambda's Java runtime passes it
/// on with the JSON log format: bytes as they are, a string as the message of an object.
public final class RecordingContext implements Context {
    public static final String REQUEST_ID = "8f507cfc-1b2c-4697-b07a-ac58fc914c95";

    private final List<String> logged = new CopyOnWriteArrayList<>();

    public List<String> logged() {
        return List.copyOf(logged);
    }

    /// The lines that tell of failures.
    public List<String> errors() {
        return logged.stream()
                .filter(line -> line.contains("\"level\":\"ERROR\""))
                .toList();
    }

    @Override
    public String getAwsRequestId() {
        return REQUEST_ID;
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                logged.add("{\"message\":" + TextNode.valueOf(message) + "}");
            }

            @Override
            public void log(byte[] message) {
                logged.add(new String(message, StandardCharsets.UTF_8).stripTrailing());
            }
        };
    }

    @Override
    public String getLogGroupName() {
        return "function";
    }

    @Override
    public String getLogStreamName() {
        return "function";
    }

    @Override
    public String getFunctionName() {
        return "function";
    }

    @Override
    public String getFunctionVersion() {
        return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:us-east-1:123456789012:function:function";
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new IllegalStateException("Parley's functions do not ask for this");
    }

    @Override
    public ClientContext getClientContext() {
        throw new IllegalStateException("Parley's functions do not ask for this");
    }

    @Override
    public int getRemainingTimeInMillis() {
        return 28_000;
    }

    @Override
    public int getMemoryLimitInMB() {
        return 1_024;
    }
}
