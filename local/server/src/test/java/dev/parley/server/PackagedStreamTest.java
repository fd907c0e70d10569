package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.standins.Gate;
import dev.parley.standins.LocalBedrock;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.LocalRuntimeApi;
import dev.parley.standins.RuntimeInvocation;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The stream function as it is deployed: its zip unpacked as Lambda does it, started by its own wrapper with the
/// command of the managed runtime, for a snapshot, over a Runtime API.
///
/// `mvn verify` has packaged it when it comes here; `mvn test` packages nothing, and this is skipped.
class PackagedStreamTest {
    private static final Path ROOT = Path.of(System.getProperty("parley.root"));
    private static final Path ZIP = ROOT.resolve("functions/stream/target/stream.zip");
    private static final String CONTENT = "Tell me all of it";

    @TempDir
    Path task;

    @Test
    void streamsATurnAfterItsSnapshotWasRestored() throws Exception {
        assumeThat(ZIP).exists();
        unpack();
        try (LocalDynamoDb database = LocalDynamoDb.inMemory();
                LocalBedrock model = LocalBedrock.start();
                LocalServer server = server(database);
                LocalRuntimeApi api = LocalRuntimeApi.start()) {
            ChatbotUser user = ChatbotUser.of(server);
            Process process = start(api, environment(database, model));
            try (Gate gate = model.gate(CONTENT).pass(1)) {
                api.awaitSnapshot();
                RuntimeInvocation invocation =
                        api.invoke(event(user, user.create()).toString());
                api.restore();

                assertThat(Json.parse(invocation.prelude()).path("statusCode").asInt())
                        .isEqualTo(200);
                assertThat(invocation.upTo("event: message.delta")).contains("event: message.started");
                gate.open();
                assertThat(invocation.rest()).contains("event: message.completed", "You said: " + CONTENT);
                assertThat(invocation.ended().trailers()).isEmpty();
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static LocalServer server(LocalDynamoDb database) {
        Map<String, String> options = Map.of(
                "PARLEY_PORT",
                "0",
                "PARLEY_DYNAMODB_ENDPOINT",
                database.endpoint().toString());
        return LocalServer.start(new Options(options), Clock.systemUTC());
    }

    private static ObjectNode event(ChatbotUser user, String session) throws IOException {
        ObjectNode event = Json.parseObject(Files.readAllBytes(ROOT.resolve("events/stream/send.json")))
                .orElseThrow();
        event.withObject("/pathParameters").put("sessionId", session);
        event.withObject("/requestContext/authorizer/claims")
                .put("sub", user.api().sub());
        return event.put("body", Json.object().put("content", CONTENT).toString());
    }

    private static Map<String, String> environment(LocalDynamoDb database, LocalBedrock model) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PARLEY_TABLE", LocalServer.TABLE);
        environment.put("PARLEY_CLIENT_ID", LocalSettings.CLIENT_ID);
        environment.put("PARLEY_MODEL_ID", "amazon.nova-lite-v1:0");
        environment.put("PARLEY_DYNAMODB_ENDPOINT", database.endpoint().toString());
        environment.put("PARLEY_BEDROCK_ENDPOINT", model.endpoint().toString());
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "stream");
        environment.put("AWS_LAMBDA_LOG_LEVEL", "INFO");
        return environment;
    }

    /// The command is the managed runtime's: its own classes first, which have no class of the package's but the
    /// interfaces of handlers.
    private Process start(LocalRuntimeApi api, Map<String, String> environment) throws Exception {
        List<String> command = List.of(
                task.resolve("run").toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
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
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(task.resolve("log").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
        builder.environment().put("LAMBDA_TASK_ROOT", task.toString());
        return builder.start();
    }

    /// With the modes that its entries have: the wrapper must be executable.
    private void unpack() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(ZIP, Map.of("enablePosixFileAttributes", "true"));
                Stream<Path> entries = Files.walk(zip.getPath("/"))) {
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                Path file = task.resolve(entry.toString().substring(1));
                Files.createDirectories(file.getParent());
                Files.copy(entry, file);
                Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(entry));
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(task.resolve("run"))))
                .isEqualTo("rwxr-xr-x");
    }
}
