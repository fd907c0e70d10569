package dev.parley.benchmarks.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.standins.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where everything is measured: the stand-ins run, their table holds the starting catalog, and packages are
/// unpacked here.
///
/// @param root the project's folder
/// @param folder what this run unpacks and writes; gone with the stage
public record Stage(Path root, Path folder, StandIns standIns) implements AutoCloseable {
    /// The groups whose functions only keep data, which have targets of their own.
    public static final List<String> DATA_FUNCTIONS = List.of("basic", "chatflow", "character", "agent");

    /// The group that makes the sessions of which the model's answers are streamed.
    public static final String CHATBOT = "chatbot";

    /// The group whose function streams.
    public static final String STREAM = "stream";

    /// The groups of the other functions that answer HTTP.
    public static final List<String> OTHERS = List.of(CHATBOT, "catalog", STREAM);

    private static final String FUNCTIONS = "functions";
    private static final String PEERS = "benchmarks/peers";

    /// Starts the stand-ins and fills their table.
    public static Stage open(Path root) {
        try {
            Stage stage = new Stage(root, Files.createTempDirectory("parley-bench"), StandIns.start());
            stage.fill(stage.standIns().dynamoDb());
            return stage;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Makes the table and its catalog, which events refer to, as the local server makes them.
    public void fill(URI dynamoDb) {
        LocalServer.start(
                        new Options(Map.of("PARLEY_PORT", "0", "PARLEY_DYNAMODB_ENDPOINT", dynamoDb.toString())),
                        Clock.systemUTC())
                .close();
    }

    /// One of Parley's functions, unpacked on first use.
    public Task function(String group) {
        String name = group.substring(0, 1).toUpperCase(Locale.ROOT) + group.substring(1) + "Function";
        return task(group, "dev.parley." + group + "." + name, List.of(zip(FUNCTIONS, group)));
    }

    /// One of the functions that Parley's are compared with, unpacked on first use.
    public Task peer(String name, String handler) {
        return task(name, handler, List.of(zip(PEERS, name)));
    }

    /// A peer's handler with one of Parley's functions beside it, in one package.
    public Task peerWith(String group, String peer, String handler) {
        return task(peer + "-with-" + group, handler, List.of(zip(FUNCTIONS, group), zip(PEERS, peer)));
    }

    /// A sample event, such as `basic/create`.
    public String event(String name) {
        try {
            return Files.readString(root.resolve("events").resolve(name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The names of a group's sample events, the one that creates first.
    public List<String> events(String group) {
        try (Stream<Path> files = Files.list(root.resolve("events").resolve(group))) {
            return files.map(file -> group + "/" + file.getFileName().toString().replace(".json", ""))
                    .sorted(Comparator.comparing((String name) -> !name.endsWith("/create"))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The sizes of memory that template.yaml gives to functions, in MB.
    public Set<Integer> memorySizes() {
        JsonNode template = template();
        return Stream.concat(
                        Stream.of(template.at("/Globals/Function")),
                        template.at("/Resources").findValues("Properties").stream())
                .map(function -> function.path("MemorySize"))
                .filter(JsonNode::isInt)
                .map(JsonNode::asInt)
                .collect(Collectors.toSet());
    }

    private Task task(String name, String handler, List<Path> zips) {
        return Task.unpacked(
                name,
                handler + "::handleRequest",
                zips,
                folder.resolve(name),
                environment(standIns.dynamoDb(), standIns.bedrock()));
    }

    private Path zip(String modules, String module) {
        return root.resolve(modules, module, "target", module + ".zip");
    }

    /// What a function needs to find these stand-ins, and what template.yaml tells the JVM.
    public Map<String, String> environment(URI dynamoDb, URI bedrock) {
        return Map.of(
                "PARLEY_TABLE", LocalServer.TABLE,
                "PARLEY_CLIENT_ID", "local",
                "PARLEY_MODEL_ID", "amazon.nova-lite-v1:0",
                "PARLEY_DYNAMODB_ENDPOINT", dynamoDb.toString(),
                "PARLEY_BEDROCK_ENDPOINT", bedrock.toString(),
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "AWS_REGION", "us-east-1",
                "JAVA_TOOL_OPTIONS", jvmOptions());
    }

    private String jvmOptions() {
        return template()
                .at("/Globals/Function/Environment/Variables/JAVA_TOOL_OPTIONS")
                .asText();
    }

    private JsonNode template() {
        Template template = Template.read(root.resolve("template.yaml"));
        return new ObjectMapper()
                .valueToTree(
                        Map.of("Globals", template.section("Globals"), "Resources", template.section("Resources")));
    }

    @Override
    public void close() {
        standIns.close();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
