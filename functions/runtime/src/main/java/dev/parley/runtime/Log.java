package dev.parley.runtime;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The function's log: what the process prints, as Lambda collects it by lines. Bytes and texts are printed as they
/// are, below the function's level not at all.
final class Log implements LambdaLogger {
    private static final int FRAMES = 12;
    private static final int CAUSES = 8;

    private final PrintStream out;
    private final LogLevel lowest;
    private final Clock clock;

    Log(PrintStream out, LogLevel lowest, Clock clock) {
        this.out = out;
        this.lowest = lowest;
        this.clock = clock;
    }

    @Override
    public void log(String message) {
        log(message, LogLevel.UNDEFINED);
    }

    @Override
    public void log(byte[] message) {
        log(message, LogLevel.UNDEFINED);
    }

    @Override
    public void log(String message, LogLevel level) {
        log((message.endsWith("\n") ? message : message + "\n").getBytes(StandardCharsets.UTF_8), level);
    }

    @Override
    public void log(byte[] message, LogLevel level) {
        if (level == LogLevel.UNDEFINED || level.compareTo(lowest) >= 0) {
            out.write(message, 0, message.length);
            out.flush();
        }
    }

    /// Logs why the process ends, as one JSON object. It came about outside of any invocation, so what the
    /// exception says is no caller's.
    void processFailed(String event, Throwable failure) {
        Map<String, Object> line = line(LogLevel.FATAL, event, failure);
        line.put("message", String.valueOf(failure.getMessage()));
        log(Json.write(line), LogLevel.FATAL);
    }

    /// Logs what an invocation came to: which exceptions and where, never their messages, which may quote what a
    /// caller wrote.
    void invocationFailed(LogLevel level, String event, String requestId, Throwable failure) {
        Map<String, Object> line = line(level, event, failure);
        line.put("requestId", requestId);
        if (failure instanceof RuntimeApiFailure ours) {
            line.put("message", String.valueOf(ours.getMessage()));
        }
        log(Json.write(line), level);
    }

    private Map<String, Object> line(LogLevel level, String event, Throwable failure) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS));
        line.put("level", level);
        line.put("event", event);
        line.put("causes", causes(failure));
        line.put(
                "at",
                Arrays.stream(failure.getStackTrace())
                        .limit(FRAMES)
                        .map(StackTraceElement::toString)
                        .toList());
        return line;
    }

    private static List<String> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(CAUSES)
                .map(cause -> cause.getClass().getName())
                .toList();
    }
}
