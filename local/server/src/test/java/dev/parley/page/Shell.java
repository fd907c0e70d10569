package dev.parley.page;

import java.io.IOException;
import java.util.List;

/// What a command says in a shell.
final class Shell {
    private Shell() {}

    /// Runs it, and gives its lines.
    static List<String> run(String command) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        try (var output = process.inputReader()) {
            return output.readAllLines();
        }
    }
}
