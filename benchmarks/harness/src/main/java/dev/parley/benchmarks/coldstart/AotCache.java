package dev.parley.benchmarks.coldstart;

import dev.parley.benchmarks.lambda.Launch;
import dev.parley.benchmarks.lambda.RuntimeApi;
import dev.parley.benchmarks.lambda.Sandbox;
import dev.parley.benchmarks.lambda.Task;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/// A function with an AOT cache of the JDK (<https://openjdk.org/jeps/514>), as a container image would start it:
/// on a class path of jars, because the cache takes no folders of classes and no class loader but the JVM's own.
///
/// @param launch starts the function with its cache, or not at all
/// @param size the cache's in bytes
record AotCache(Launch launch, long size) {

    /// Makes the cache by a training run of the function through the interface client.
    ///
    /// @param events what it answers while it is trained, however it answers
    /// @param folder a new folder for what is made
    static AotCache trained(Task task, List<String> events, Path folder) {
        try {
            List<Path> classPath = flatClassPath(task, Files.createDirectories(folder));
            Path working = Files.createDirectories(folder.resolve("working"));
            Path cache = folder.resolve("cache.aot");
            Launch flat = new Launch(task, "on-demand", Launch.FIRST_COMPILER, classPath, working);
            train(flat.with("-XX:AOTCacheOutput=" + cache), events);
            return new AotCache(flat.with("-XX:AOTCache=" + cache, "-XX:AOTMode=on"), Files.size(cache));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The JVM writes the cache when it is asked to end.
    private static void train(Launch launch, List<String> events) {
        try (RuntimeApi runtime = new RuntimeApi();
                Sandbox sandbox = Sandbox.start(launch, runtime)) {
            events.forEach(event -> runtime.invoke(event).join());
            sandbox.end();
        }
    }

    private static List<Path> flatClassPath(Task task, Path folder) throws IOException {
        List<Path> jars = new ArrayList<>();
        jars.add(jarOfClasses(task.root(), folder.resolve("classes.jar")));
        Path libraries = task.root().resolve("lib");
        if (Files.exists(libraries)) {
            try (Stream<Path> files = Files.list(libraries)) {
                files.sorted().forEach(jars::add);
            }
        }
        return jars;
    }

    private static Path jarOfClasses(Path root, Path jar) throws IOException {
        try (Stream<Path> found = Files.walk(root);
                OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            List<Path> classes = found.filter(Files::isRegularFile)
                    .filter(path -> !path.startsWith(root.resolve("lib")))
                    .sorted()
                    .toList();
            for (Path path : classes) {
                entries.putNextEntry(new ZipEntry(root.relativize(path).toString()));
                Files.copy(path, entries);
            }
        }
        return jar;
    }
}
