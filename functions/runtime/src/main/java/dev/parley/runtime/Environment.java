package dev.parley.runtime;

import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.Map;

/// The environment variables that Lambda sets. One that is not set is empty here, as those of the log are in a
/// function with SnapStart.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Working with Lambda
///     environment variables</a>
record Environment(Map<String, String> variables) {
    Environment {
        variables = Map.copyOf(variables);
    }

    /// Host and port of the Runtime API.
    String runtimeApi() {
        return of("AWS_LAMBDA_RUNTIME_API");
    }

    /// The handler as the function's configuration names it.
    String handler() {
        return of("_HANDLER");
    }

    /// Whether a snapshot is taken of this process once it is initialized.
    boolean isSnapStart() {
        return of("AWS_LAMBDA_INITIALIZATION_TYPE").equals("snap-start");
    }

    String functionName() {
        return of("AWS_LAMBDA_FUNCTION_NAME");
    }

    String functionVersion() {
        return of("AWS_LAMBDA_FUNCTION_VERSION");
    }

    /// In MB.
    int memory() {
        String memory = of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE");
        return memory.isEmpty() ? 0 : Integer.parseInt(memory);
    }

    String logGroup() {
        return of("AWS_LAMBDA_LOG_GROUP_NAME");
    }

    String logStream() {
        return of("AWS_LAMBDA_LOG_STREAM_NAME");
    }

    /// The lowest level that is logged, or that of everything.
    LogLevel logLevel() {
        String level = of("AWS_LAMBDA_LOG_LEVEL");
        return level.isEmpty() ? LogLevel.UNDEFINED : LogLevel.fromString(level);
    }

    private String of(String name) {
        return variables.getOrDefault(name, "");
    }
}
