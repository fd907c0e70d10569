package dev.parley.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.parley.chat.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One log line of a request that failed on our side.
///
/// It names the exceptions and where in our code they came up, never their messages: those may quote what a caller
/// wrote.
///
/// @param route the route key; for a record of the table's stream, what it tells of
public record Failure(String event, String requestId, String route, List<String> causes, List<String> at) {
    private static final int FRAMES = 12;
    private static final String OURS = "dev.parley.";

    public static void log(Context context, String route, RuntimeException failure) {
        context.getLogger().log(Json.write(of(context.getAwsRequestId(), route, failure)), LogLevel.ERROR);
    }

    private static Failure of(String requestId, String route, RuntimeException failure) {
        String event = switch (failure) {
            case Refusal.NoAnswer _ -> "model_failed";
            case Refusal.TooBusy _ -> "store_busy";
            default -> "request_failed";
        };
        return new Failure(event, requestId, route, causes(failure), frames(failure));
    }

    private static List<String> causes(RuntimeException failure) {
        return switch (failure) {
            // Our own refusals carry words of ours, not the caller's.
            case Refusal refusal -> List.of(String.valueOf(refusal.getMessage()));
            default -> names(failure);
        };
    }

    private static List<String> names(@Nullable Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(t -> t.getClass().getName())
                .limit(FRAMES)
                .toList();
    }

    private static List<String> frames(RuntimeException failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .toList();
    }
}
