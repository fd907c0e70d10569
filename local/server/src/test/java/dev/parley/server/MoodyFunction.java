package dev.parley.server;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.parley.Backend;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Behaves as its route's `{mood}` says.
public final class MoodyFunction {
    /// A call in the mood `slow` counts this down and waits for [#release].
    static volatile CountDownLatch entered = new CountDownLatch(1);

    static volatile CountDownLatch release = new CountDownLatch(1);
    static volatile CountDownLatch finished = new CountDownLatch(1);

    public MoodyFunction(Backend backend) {
        backend.callers();
    }

    static void expectSlowCalls(int count) {
        entered = new CountDownLatch(count);
        release = new CountDownLatch(1);
        finished = new CountDownLatch(count);
    }

    public @Nullable Object handleRequest(APIGatewayV2HTTPEvent event, Context context) throws InterruptedException {
        return switch (event.getPathParameters().getOrDefault("mood", "")) {
            case "failing" -> throw new IllegalStateException("out of sorts");
            case "broken" -> throw new StackOverflowError("out of depth");
            case "absent" -> null;
            case "talkative" -> "just a text";
            case "listing" -> List.of(1, 2);
            case "statusless" -> Map.of("mood", "good");
            case "wordy-status" -> Map.of("statusCode", "fine");
            case "zero-status" -> new APIGatewayV2HTTPResponse();
            case "object-body" -> Map.of("statusCode", 200, "body", Map.of("a", 1));
            case "huge" -> Map.of("statusCode", 200, "body", "x".repeat(LambdaHost.PAYLOAD_LIMIT));
            case "binary" -> Map.of("statusCode", 200, "isBase64Encoded", true, "body", base64("räw"));
            case "no-base64" -> Map.of("statusCode", 200, "isBase64Encoded", true, "body", "?!");
            case "cookies" -> Map.of("statusCode", 204, "cookies", List.of("a=1", "b=2; Secure"));
            case "cors" -> Map.of("statusCode", 200, "headers", Map.of("Access-Control-Allow-Origin", "*"));
            case "logging" -> logged(context);
            case "slow" -> slow();
            case "context" ->
                Map.of(
                        "id", context.getAwsRequestId(),
                        "function", context.getFunctionName(),
                        "remaining", context.getRemainingTimeInMillis());
            default -> throw new IllegalArgumentException("unknown mood");
        };
    }

    private static Object logged(Context context) {
        context.getLogger().log("a line of the function's\n");
        return Map.of("statusCode", 200);
    }

    private static Object slow() throws InterruptedException {
        CountDownLatch done = finished;
        CountDownLatch signal = release;
        entered.countDown();
        signal.await();
        done.countDown();
        return Map.of("statusCode", 200, "body", "at last");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
