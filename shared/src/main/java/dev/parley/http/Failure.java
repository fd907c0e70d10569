package dev.parley.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parley.chat.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a log line says of a failure on our side.
///
/// It names the exceptions and where in our code they came up, never their messages: those may quote what a caller
/// wrote.
///
/// @param record what failed, where it is one record of a batch
@JsonInclude(JsonInclude.Include.NON_NULL)
record Failure(String event, @Nullable String record, List<String> causes, List<String> at) {
    private static final String MODEL_FAILED = "model_failed";
    private static final int FRAMES = 12;
    private static final String OURS = "dev.parley.";

    static Failure of(@Nullable String record, Exception failure) {
        String event = switch (failure) {
            case Refusal.NoAnswer _ -> MODEL_FAILED;
            case Refusal.TooBusy _ -> "store_busy";
            default -> "request_failed";
        };
        return new Failure(event, record, causes(failure), frames(failure));
    }

    /// Whether the model gave no answer.
    boolean isModels() {
        return event.equals(MODEL_FAILED);
    }

    private static List<String> causes(Exception failure) {
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

    private static List<String> frames(Exception failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .toList();
    }
}
