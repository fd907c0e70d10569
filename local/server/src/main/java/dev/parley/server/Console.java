package dev.parley.server;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Where functions log to, and what calls them. Of the lines that have a level it shows those of errors, until it
/// is told to show more.
final class Console implements LambdaLogger {
    private final PrintStream stream;
    private volatile LogLevel least = LogLevel.ERROR;

    Console(PrintStream stream) {
        this.stream = stream;
    }

    /// From now on shows the lines of this level, too.
    void show(LogLevel level) {
        least = level;
    }

    PrintStream stream() {
        return stream;
    }

    @Override
    public void log(String message) {
        stream.println(message.stripTrailing());
    }

    @Override
    public void log(byte[] message) {
        log(new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public void log(String message, LogLevel level) {
        if (level == LogLevel.UNDEFINED || level.compareTo(least) >= 0) {
            log(message);
        }
    }

    @Override
    public void log(byte[] message, LogLevel level) {
        log(new String(message, StandardCharsets.UTF_8), level);
    }
}
