package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parley.standins.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the one who starts the server sees: what a process says and ends with, and what can be pasted from it.
class CommandLineTest {
    private static final String ROOT = System.getProperty("parley.root");
    private static final Pattern VARIABLE = Pattern.compile("PARLEY_[A-Z_]+");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void helpNamesEveryVariableThatTheReadmeNamesAndThatIsRead(String argument) throws IOException {
        Ended help = run(ROOT, Map.of(), argument);

        assertThat(help.status()).isZero();
        assertThat(help.errors()).isEmpty();
        assertThat(variables(help.output()))
                .isEqualTo(variables(Files.readString(sources().resolve("Options.java"))))
                .isSubsetOf(variables(Files.readString(Path.of(ROOT, "README.md"))));
    }

    @Test
    void anUnknownArgumentIsNamed() {
        refused(run(ROOT, Map.of(), "--prot=1"), "There is no argument --prot=1; --help shows what there is.");
    }

    @Test
    void aTakenPortIsNamedAndWhatToDo() {
        try (HttpServer taken = new HttpServer(0)) {
            String port = String.valueOf(taken.port());

            refused(
                    run(ROOT, Map.of("PARLEY_PORT", port)),
                    "Port " + port
                            + " of 127.0.0.1 cannot be used: it is probably taken. Set PARLEY_PORT to another one.");
        }
    }

    @Test
    void aBrokenTemplateIsShownByItsLine() throws IOException {
        Path template = Files.writeString(folder.resolve("template.yaml"), "Resources:\n  Table: [\n");

        refused(
                run(folder.toString(), Map.of("PARLEY_PORT", "0")),
                template + " cannot be read: line 3, column 1: expected the node content, but found '<stream end>'.");
    }

    /// Of which some would else be found out by whoever calls the route.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Type: AWS::Serverless::HttpApi | Type: AWS::Serverless::HttpAPI | type AWS::Serverless::HttpAPI",
                "Type: HttpApi | Type: HttpAPI | of ChatflowFunction is of the type HttpAPI",
                "Path: /chat-sessions/create | Path: /chat-session/create | sends POST /chat-session/create to",
                "Method: GET | Method: PATCH | sends PATCH /",
                "chatflow.ChatflowFunction | chatflow.ChatflowFunktion | ChatflowFunktion::handleRequest is not on the"
            })
    void aTemplateWithASlipOfThePenStartsNoServer(String text, String slip, String told) throws IOException {
        String template = Files.readString(Path.of(ROOT, "template.yaml"));
        assertThat(template).contains(text);
        Files.writeString(folder.resolve("template.yaml"), template.replaceFirst(Pattern.quote(text) + "\\b", slip));

        Ended ended = run(folder.toString(), Map.of("PARLEY_PORT", "0"));

        assertThat(ended.errors()).contains(told).hasLineCount(1);
        assertThat(ended.output()).isEmpty();
        assertThat(ended.status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                    | template.yaml is no map.",
                "Resources: []                         | Resources is no map.",
                "Resources: {HttpApi: {Properties: 1}} | Properties of the resource HttpApi is no map."
            })
    void aTemplateThatLacksSomethingIsToldWhat(String text, String end) throws IOException {
        Path template = Files.writeString(folder.resolve("template.yaml"), text);

        assertThatThrownBy(() -> HttpApi.of(Template.read(template), List.of()))
                .hasMessageStartingWith("In the template, ")
                .hasMessageEndingWith(end);
    }

    @Test
    void aMissingTemplateIsLookedForByItsPath() {
        refused(
                run(folder.toString(), Map.of("PARLEY_PORT", "0")),
                "There is no " + folder.resolve("template.yaml") + ".");
    }

    @Test
    void whatIsPrintedCanBePasted() {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/curl"))).isTrue();
        Options options = new Options(Map.of("PARLEY_PORT", "0"));
        try (LocalServer server = LocalServer.start(options, Clock.systemUTC())) {
            List<String> lines = Usage.of(server, options);
            List<String> commands =
                    lines.stream().filter(line -> line.startsWith("  ")).toList();

            Ended ended = ended(new ProcessBuilder("bash", "-c", String.join("\n", commands)));

            assertThat(commands).hasSize(2);
            assertThat(ended.errors()).isEmpty();
            assertThat(ApiClient.parsed(ended.output()).path("success").asBoolean())
                    .isTrue();
            assertThat(lines)
                    .contains("The API is at " + server.address() + ", to be read and tried at " + server.address()
                            + "/docs.");
            assertThat(lines.getLast()).isEqualTo("Parley is listening on " + server.address());
        }
    }

    /// Maven finds no JDK of the version: as it would say it of the real one.
    @Test
    void aMissingJdkIsNamedByMavenWithoutAStackTrace() {
        Path maven = Path.of(System.getProperty("parley.maven"), "bin", "mvn");

        Ended ended = ended(
                new ProcessBuilder(maven.toString(), "-o", "-B", "-q", "-N", "-Plocal", "-Djdk.version=99", "validate")
                        .directory(Path.of(ROOT).toFile()));

        assertThat(ended.status()).isNotZero();
        assertThat(ended.output() + ended.errors())
                .contains("Parley needs a JDK 99 or newer, as the default java or installed beside it")
                .doesNotContain("\tat ", "Exception:");
    }

    private static void refused(Ended ended, String sentence) {
        assertThat(ended.errors()).isEqualTo(sentence + System.lineSeparator());
        assertThat(ended.output()).isEmpty();
        assertThat(ended.status()).isEqualTo(1);
    }

    private static List<String> variables(String text) {
        return VARIABLE.matcher(text)
                .results()
                .map(found -> found.group())
                .distinct()
                .sorted()
                .toList();
    }

    private static Path sources() {
        return Path.of(ROOT, "local", "server", "src", "main", "java", "dev", "parley", "server");
    }

    /// The server as a process, from its start to its end.
    private static Ended run(String root, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Dparley.root=" + root,
                "-cp",
                System.getProperty("java.class.path"),
                LocalServer.class.getName()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return ended(builder);
    }

    private static Ended ended(ProcessBuilder builder) {
        try {
            Path errors = Files.createTempFile("errors", ".txt");
            Process process = builder.redirectError(errors.toFile()).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            String said = Files.readString(errors);
            Files.delete(errors);
            return new Ended(status, output, said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// How a process ended, and what it said on its two streams.
    private record Ended(int status, String output, String errors) {}
}
