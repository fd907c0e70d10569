package dev.parley.benchmarks.lambda;

import dev.parley.standins.LocalBedrock;
import dev.parley.standins.LocalDynamoDb;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;

/// DynamoDB Local and a stand-in for Bedrock in a process of their own, so that what they take is not the measured
/// process's.
public final class StandIns implements AutoCloseable {
    private final Process process;
    private final URI dynamoDb;
    private final URI bedrock;

    private StandIns(Process process) throws IOException {
        this.process = process;
        BufferedReader lines = process.inputReader();
        dynamoDb = URI.create(lines.readLine());
        bedrock = URI.create(lines.readLine());
    }

    /// Prints where they are, and serves until the process that started this one is gone.
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        System.out.println(LocalDynamoDb.inMemory().endpoint());
        System.out.println(LocalBedrock.start().endpoint());
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }

    /// Starts the process.
    public static StandIns start() {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Daws.accessKeyId=local",
                "-Daws.secretAccessKey=local",
                "-Daws.region=us-east-1",
                "-cp",
                System.getProperty("java.class.path"),
                StandIns.class.getName());
        try {
            return new StandIns(
                    builder.redirectError(ProcessBuilder.Redirect.DISCARD).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where DynamoDB is, with no table at first.
    public URI dynamoDb() {
        return dynamoDb;
    }

    /// Where Bedrock is.
    public URI bedrock() {
        return bedrock;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
