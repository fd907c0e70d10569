package dev.parley.runtime;

import java.io.IOException;

/// The Runtime API did not do what was asked of it. Its message is ours, and quotes no caller.
final class RuntimeApiFailure extends IOException {
    private static final long serialVersionUID = 1L;

    RuntimeApiFailure(String message) {
        super(message);
    }
}
