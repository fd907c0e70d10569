package dev.parley.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The OpenAPI descriptions of the project, `docs/openapi/<group>.yaml`.
final class Descriptions {
    private static final String SUFFIX = ".yaml";

    private Descriptions() {}

    /// The groups that are described, by name.
    ///
    /// @throws StartFailure when there is no such folder
    static List<String> groups() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            throw new StartFailure("There is no folder " + folder() + ".", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A group's description, in YAML.
    static String text(String group) {
        try {
            return Files.readString(folder().resolve(group + SUFFIX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        return Path.of(System.getProperty("parley.root", ""), "docs", "openapi").toAbsolutePath();
    }
}
