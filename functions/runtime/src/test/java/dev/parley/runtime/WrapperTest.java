package dev.parley.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import dev.parley.standins.LocalRuntimeApi;
import dev.parley.standins.RuntimeInvocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.crac.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `run`, called as Lambda calls a wrapper.
class WrapperTest {
    private static final Path RUN =
            Path.of(System.getProperty("parley.root", ""), "functions/runtime/src/main/programs/run");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final String LAMBDAS_CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    @TempDir
    Path task;

    @Test
    void startsTheLoopWithLambdasFlagsAndTheFunctionsClasses() throws Exception {
        Path lib = Files.createDirectory(task.resolve("lib"));
        Files.copy(jar(Resource.class), lib.resolve("crac.jar"));
        for (Class<?> type : List.of(Loop.class, WrapperTest.class)) {
            copyTree(jar(type), task);
        }
        try (LocalRuntimeApi api = LocalRuntimeApi.start()) {
            Process process = wrapped(
                    api,
                    List.of(
                            JAVA.toString(),
                            "-XX:+UseSerialGC",
                            "-Dparley.flag=kept with a blank",
                            "-classpath",
                            jar(Context.class).toString(),
                            LAMBDAS_CLIENT,
                            Flag.class.getName()));
            try {
                RuntimeInvocation invocation = api.invoke("{}");

                assertThat(invocation.prelude()).isEqualTo("{\"statusCode\":200,\"headers\":{}}");
                assertThat(invocation.rest()).isEqualTo("kept with a blank");
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
    }

    @Test
    void refusesACommandThatIsNotLambdas() throws Exception {
        try (LocalRuntimeApi api = LocalRuntimeApi.start()) {
            Process process = wrapped(api, List.of(JAVA.toString(), "-classpath", ".", "some.other.Client", "handler"));

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("some.other.Client");
        }
    }

    @Test
    void isExecutable() {
        assertThat(RUN).isExecutable();
    }

    /// Answers with a flag of its own process.
    public static final class Flag implements StreamingHandler {
        @Override
        public void handle(InputStream event, StreamedResponse response, Context context) throws IOException {
            response.begin(200, Map.of())
                    .write(System.getProperty("parley.flag", "lost").getBytes(StandardCharsets.UTF_8));
        }
    }

    private Process wrapped(LocalRuntimeApi api, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(RUN.toString()), command.stream())
                        .toList())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "LAMBDA_TASK_ROOT",
                        task.toString(),
                        "AWS_LAMBDA_RUNTIME_API",
                        api.address(),
                        "_HANDLER",
                        "not.looked.at"));
        return builder.start();
    }

    /// Where a class comes from.
    private static Path jar(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
