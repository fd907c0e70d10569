package dev.parley.benchmarks.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// A function as it is deployed: its package, unpacked as Lambda does (classes at the root, libraries under
/// `lib/`), and its settings.
///
/// @param handler class and method, as template.yaml names them
/// @param root the task folder
/// @param zipped the package's size in bytes
/// @param environment the variables that its deployment sets
public record Task(String name, String handler, Path root, long zipped, Map<String, String> environment) {
    private static final String WRAPPER = "run";

    public Task {
        environment = Map.copyOf(environment);
    }

    /// Unpacks zips into `root`, one over the other, unless they stand there already.
    static Task unpacked(String name, String handler, List<Path> zips, Path root, Map<String, String> environment) {
        try {
            boolean unpacked = Files.exists(root);
            long zipped = 0;
            for (Path zip : zips) {
                zipped += Files.size(zip);
                if (!unpacked) {
                    unpack(zip, Files.createDirectories(root));
                }
            }
            return new Task(name, handler, root, zipped, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The package's own `run`, which template.yaml names in `AWS_LAMBDA_EXEC_WRAPPER` where there is one: it is
    /// called with the command that would start the interface client.
    public Optional<Path> wrapper() {
        return Optional.of(root.resolve(WRAPPER)).filter(Files::isExecutable);
    }

    /// The class of the handler.
    public String className() {
        return handler.substring(0, handler.indexOf("::"));
    }

    /// The same function, deployed with one more setting.
    public Task with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Task(name, handler, root, zipped, more);
    }

    private static void unpack(Path zip, Path root) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(file)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path target = root.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.resolveSibling("."));
                    Files.copy(entries, target, StandardCopyOption.REPLACE_EXISTING);
                    if (entry.getName().equals(WRAPPER)) {
                        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
    }
}
