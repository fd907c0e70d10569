package dev.parley.server;

import org.jspecify.annotations.Nullable;

/// Why the server cannot start, in one sentence for the one who starts it.
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartFailure(String sentence) {
        this(sentence, null);
    }

    StartFailure(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /// What to show, on one line.
    String sentence() {
        return String.valueOf(getMessage()).replaceAll("\\s+", " ").strip();
    }
}
