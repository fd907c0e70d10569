package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import dev.parley.standins.LocalRuntimeApi;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The zip of the stream function, unpacked into a folder as Lambda does it.
record StreamPackage(Path folder) {
    static final Path ZIP = Path.of(System.getProperty("parley.root")).resolve("functions/stream/target/stream.zip");

    /// With the modes that its entries have: the wrapper must be executable.
    static StreamPackage unpackedIn(Path folder) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(ZIP, Map.of("enablePosixFileAttributes", "true"));
                Stream<Path> entries = Files.walk(zip.getPath("/"))) {
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                Path file = folder.resolve(entry.toString().substring(1));
                Files.createDirectories(file.getParent());
                Files.copy(entry, file);
                Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(entry));
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("run"))))
                .isEqualTo("rwxr-xr-x");
        return new StreamPackage(folder);
    }

    /// Starts an execution environment by the package's wrapper, with the command of the managed runtime: its own
    /// classes first, which have no class of the package's but the interfaces of handlers.
    StreamSandbox start(Map<String, String> environment) throws IOException, URISyntaxException {
        List<String> command = List.of(
                folder.resolve("run").toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                "-classpath",
                Path.of(Context.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString(),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                "dev.parley.stream.StreamFunction");
        LocalRuntimeApi api = LocalRuntimeApi.start();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(Files.createTempFile(folder, "printed", ".log").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
        builder.environment().put("LAMBDA_TASK_ROOT", folder.toString());
        return new StreamSandbox(api, builder.start());
    }
}
