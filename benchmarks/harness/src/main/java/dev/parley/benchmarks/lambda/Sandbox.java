package dev.parley.benchmarks.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A function in a process of its own, run by the real interface client, or by what its package puts in the
/// client's place, with the flags of the managed runtime.
public final class Sandbox implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-Xmx128m",
            // The JVM begins with a 64th of the memory: with 8 MB at template.yaml's 512, with 28 at its 1,769, and
            // with more than both on this machine.
            "-Xms16m",
            // How libraries written for org.crac find Lambda's hooks.
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final Pattern CLIENT_JARS = Pattern.compile(
            ".*/(aws-lambda-java-(runtime-interface-client|core|serialization)|utils-lite)-[0-9.]+\\.jar");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+([0-9]+) kB");

    private final Process process;
    private final long begun;
    private final CompletableFuture<Void> ended;

    private Sandbox(Process process, long begun, CompletableFuture<Void> ended) {
        this.process = process;
        this.begun = begun;
        this.ended = ended;
    }

    /// Starts a function that asks `runtime` for its events.
    public static Sandbox start(Launch launch, RuntimeApi runtime) {
        Task task = launch.task();
        ProcessBuilder builder = new ProcessBuilder(command(launch))
                .directory(launch.folder().toFile())
                .redirectErrorStream(true);
        // What whoever measures has set for Java or for AWS is not the function's.
        builder.environment().keySet().retainAll(Set.of("PATH"));
        builder.environment().putAll(task.environment());
        builder.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API",
                        runtime.address(),
                        "LAMBDA_TASK_ROOT",
                        task.root().toString(),
                        "_HANDLER",
                        task.handler(),
                        "AWS_LAMBDA_FUNCTION_NAME",
                        task.name(),
                        "AWS_LAMBDA_FUNCTION_VERSION",
                        "1",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                        String.valueOf(Cores.MEGABYTES_OF_ONE),
                        "AWS_LAMBDA_LOG_FORMAT",
                        "JSON",
                        "AWS_LAMBDA_INITIALIZATION_TYPE",
                        launch.initialization()));
        try {
            Path output = Files.createTempFile(task.root().getParent(), task.name(), ".log");
            builder.redirectOutput(output.toFile());
            long begun = System.nanoTime();
            Process process = builder.start();
            return new Sandbox(process, begun, process.onExit().thenRun(() -> runtime.fail(written(output))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String written(Path output) {
        try {
            return "its process ended; it wrote " + Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Launch launch) {
        List<String> command = new ArrayList<>(launch.confined());
        launch.task().wrapper().map(Path::toString).ifPresent(command::add);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(launch.flags());
        command.add("-classpath");
        command.add(Stream.concat(clientJars(), launch.classPath().stream().map(Path::toString))
                .collect(Collectors.joining(":")));
        command.add(CLIENT);
        command.add(launch.task().handler());
        return command;
    }

    private static Stream<String> clientJars() {
        return Stream.of(System.getProperty("java.class.path").split(":", -1))
                .filter(jar -> CLIENT_JARS.matcher(jar).matches());
    }

    /// How long after the start `response` had come in.
    public Duration until(RuntimeApi.Response response) {
        return Duration.ofNanos(response.answered() - begun);
    }

    /// What the process has computed so far, on all cores.
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /// The most memory that it had resident so far, in bytes.
    public long peak() {
        try {
            Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status")));
            if (!peak.find()) {
                throw new IllegalStateException("the system does not tell the memory of a process");
            }
            return Long.parseLong(peak.group(1)) * 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Asks it to end, and waits until it has.
    public void end() {
        process.destroy();
        ended.join();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        ended.join();
    }
}
