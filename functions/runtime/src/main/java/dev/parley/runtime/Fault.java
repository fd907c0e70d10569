package dev.parley.runtime;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What Lambda is told of a failure.
///
/// @param reason Lambda's word for when it came about, such as `Runtime.UserException`
/// @param type the exception
/// @param message what whoever called the function may read
record Fault(String reason, String type, String message) {
    /// The function could not be made. Nobody has called it yet, so its message cannot quote a caller.
    static Fault initializing(Throwable failure) {
        return told("Runtime.BadFunctionCode", failure);
    }

    /// The function could not get ready for its snapshot.
    static Fault beforeCheckpoint(Throwable failure) {
        return told("Runtime.BeforeCheckpointError", failure);
    }

    /// The function could not go on from its snapshot.
    static Fault afterRestore(Throwable failure) {
        return told("Runtime.AfterRestoreError", failure);
    }

    /// The function failed with an event; what the exception says of it stays here.
    static Fault handling(Throwable failure) {
        return new Fault(
                "Runtime.UserException", failure.getClass().getName(), "The function failed; its log says where.");
    }

    /// As the Runtime API reads it.
    byte[] json() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("errorType", type);
        members.put("errorMessage", message);
        return Json.write(members).getBytes(StandardCharsets.US_ASCII);
    }

    private static Fault told(String reason, Throwable failure) {
        return new Fault(reason, failure.getClass().getName(), String.valueOf(failure.getMessage()));
    }
}
