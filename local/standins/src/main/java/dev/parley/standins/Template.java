package dev.parley.standins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/// The SAM template as data: its resources, the routes of its functions and the table it declares.
public final class Template {

    private static final String FILE = "template.yaml";
    private static final String TABLE = "Table";

    private final Section root;

    private Template(Section root) {
        this.root = root;
    }

    /// One route of the HTTP API: the method in capitals, the path as written, the function's handler and
    /// logical id.
    public record Route(String method, String path, String handler, String function) {

        /// As HTTP APIs and the functions' route tables name it: `GET /sessions/{id}`.
        public String key() {
            return method + " " + path;
        }

        /// The name of the handler's class, which may be followed by a method: `Class::method`.
        public String handlerClass() {
            return handler.split("::", 2)[0];
        }
    }

    /// One method of the REST API, whose function streams its responses.
    ///
    /// @param timeout how long the API waits for the function
    public record StreamedRoute(Route route, Duration timeout) {}

    /// The table's stream as an event source of a function.
    ///
    /// @param patterns the filters, as written; a record that meets one of them is handed over
    /// @param partial whether the function says which records of a batch failed
    /// @param bisect whether a batch that failed is tried again in halves
    /// @param timeout how many seconds the function has
    public record Trigger(
            String function,
            String handler,
            int batchSize,
            List<String> patterns,
            boolean partial,
            boolean bisect,
            int retries,
            int timeout) {

        public Trigger {
            patterns = List.copyOf(patterns);
        }
    }

    /// Reads a template; if it cannot be read, the exception's message is one sentence to show to a developer.
    public static Template read(Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            var content = new Yaml(new ShortTags()).<Object>load(reader);
            return new Template(Section.of(file.getFileName().toString(), content));
        } catch (NoSuchFileException _) {
            throw new IllegalStateException("There is no " + file.toAbsolutePath() + ".");
        } catch (MarkedYAMLException e) {
            throw new IllegalStateException(file.toAbsolutePath() + " cannot be read: " + place(e), e);
        } catch (IOException | YAMLException e) {
            throw new IllegalStateException(file.toAbsolutePath() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// Reads `template.yaml` in the folder that the system property `parley.root` names, else in the working
    /// directory.
    public static Template ofProject() {
        return read(Path.of(System.getProperty("parley.root", "")).resolve(FILE));
    }

    /// Fails where a resource of SAM's, or an event of a function, is of a type of which nothing is made here; the
    /// exception's message is one sentence to show to a developer.
    public void requireKnownTypes() {
        KnownTypes.require(resources());
    }

    /// A section such as `Parameters` or `Conditions`, as written.
    public Map<String, Object> section(String name) {
        return root.section(name).entries();
    }

    /// The resource's `Type`, `Properties` and so on, as written.
    public Map<String, Object> resource(String logicalId) {
        return resources().section(logicalId).entries();
    }

    /// The routes of every function, in the order of the template.
    public List<Route> routes() {
        return events(KnownTypes.HTTP_API_EVENT, Template::route);
    }

    /// The methods of the REST API, in the order of the template.
    public List<StreamedRoute> streamedRoutes() {
        return events(KnownTypes.REST_API_EVENT, Template::streamedRoute);
    }

    /// The functions that follow the table's stream, in the order of the template.
    public List<Trigger> triggers() {
        return events(KnownTypes.STREAM_EVENT, Template::trigger);
    }

    /// Those of them that are enabled where the template's parameters have these values, and the others their
    /// defaults.
    public List<Trigger> triggers(Map<String, String> parameters) {
        Switches switches = new Switches(root, parameters);
        return this.<Optional<Trigger>>events(
                        KnownTypes.STREAM_EVENT,
                        (function, event) ->
                                Optional.of(event).filter(switches::enable).map(enabled -> trigger(function, enabled)))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /// Where the parser stopped and why, without the excerpt that it shows in several lines.
    private static String place(MarkedYAMLException fault) {
        String line = Optional.ofNullable(fault.getProblemMark())
                .map(mark -> "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ")
                .orElse("");
        return line + fault.getProblem() + ".";
    }

    private <T> List<T> events(String type, BiFunction<Section, Section, T> made) {
        return resources().sections().stream()
                .filter(resource -> resource.isOfType(KnownTypes.FUNCTION))
                .flatMap(function -> function.section("Properties").optional("Events").stream()
                        .flatMap(events -> events.sections().stream())
                        .filter(event -> event.isOfType(type))
                        .map(event -> made.apply(function, event.section("Properties"))))
                .toList();
    }

    /// The request that creates the template's table under this name.
    public CreateTableRequest tableRequest(String name) {
        return TableRequests.of(table(), name);
    }

    /// The attribute by which the table's items expire, if they do.
    public Optional<String> timeToLiveAttribute() {
        return table().optional("TimeToLiveSpecification").map(ttl -> ttl.text("AttributeName"));
    }

    private static Route route(Section function, Section event) {
        return new Route(
                event.text("Method").toUpperCase(Locale.ROOT),
                event.text("Path"),
                function.section("Properties").text("Handler"),
                function.name());
    }

    private static StreamedRoute streamedRoute(Section function, Section event) {
        if (!event.text("ResponseTransferMode").equals("RESPONSE_STREAM")) {
            throw new IllegalStateException("In the template, " + function.name() + " has a route of the REST API whose"
                    + " ResponseTransferMode is not RESPONSE_STREAM.");
        }
        return new StreamedRoute(route(function, event), Duration.ofMillis(event.number("TimeoutInMillis")));
    }

    private static Trigger trigger(Section function, Section event) {
        Section properties = function.section("Properties");
        return new Trigger(
                function.name(),
                properties.text("Handler"),
                event.number("BatchSize"),
                event.optional("FilterCriteria").stream()
                        .flatMap(criteria -> criteria.list("Filters").stream())
                        .map(filter -> filter.text("Pattern"))
                        .toList(),
                event.texts("FunctionResponseTypes").contains("ReportBatchItemFailures"),
                event.flag("BisectBatchOnFunctionError"),
                event.number("MaximumRetryAttempts"),
                properties.number("Timeout"));
    }

    private Section resources() {
        return root.section("Resources");
    }

    private Section table() {
        var table = resources().section(TABLE);
        if (!table.isOfType("AWS::DynamoDB::Table")) {
            throw new IllegalStateException("The template's resource " + TABLE + " is no AWS::DynamoDB::Table.");
        }
        return table.section("Properties");
    }
}
