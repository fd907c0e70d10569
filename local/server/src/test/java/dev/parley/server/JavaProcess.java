package dev.parley.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// A JVM of its own on this class path, that can be killed, and everything that it prints.
public final class JavaProcess implements AutoCloseable {
    private static final String LISTENING = " is listening on ";

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final CompletableFuture<URI> address = new CompletableFuture<>();
    private final Thread reader;

    private JavaProcess(Process process) {
        this.process = process;
        this.reader = Thread.startVirtualThread(this::read);
    }

    /// Starts `main`, and returns when it says that it is listening.
    public static JavaProcess start(Class<?> main, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                // It lives for seconds: what pays off later only costs.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Dparley.root=" + System.getProperty("parley.root"),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            JavaProcess started = new JavaProcess(builder.start());
            started.address();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What it said it listens on.
    public URI address() {
        return address.join();
    }

    /// All that it prints until it ends.
    public List<String> output() throws InterruptedException {
        reader.join();
        return List.copyOf(output);
    }

    /// Kills it as `kill -9` does; it is gone when this returns.
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                int at = line.indexOf(LISTENING);
                if (at >= 0) {
                    address.complete(URI.create(line.substring(at + LISTENING.length())));
                }
            }
        } catch (IOException e) {
            // Killed while it printed.
            output.add("cut off: " + e.getMessage());
        } finally {
            address.completeExceptionally(new IllegalStateException("it did not start: " + output));
        }
    }
}
