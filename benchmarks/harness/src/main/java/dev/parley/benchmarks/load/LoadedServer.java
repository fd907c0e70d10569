package dev.parley.benchmarks.load;

import dev.parley.benchmarks.lambda.Stage;
import dev.parley.server.LocalServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// The local server in a process of its own, as `mvn -q -Plocal` starts it, on a free port.
final class LoadedServer implements AutoCloseable {
    private static final String LISTENING = " is listening on ";

    private final Process process;
    private final URI address;

    private LoadedServer(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    static LoadedServer start(Stage stage) {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dparley.root=" + stage.root(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        LocalServer.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PARLEY_PORT", "0");
        try {
            Process process = builder.start();
            return new LoadedServer(process, address(process.inputReader()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI address(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int at = line.indexOf(LISTENING);
            if (at >= 0) {
                return URI.create(line.substring(at + LISTENING.length()));
            }
        }
        throw new IllegalStateException("the local server did not start");
    }

    URI address() {
        return address;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
