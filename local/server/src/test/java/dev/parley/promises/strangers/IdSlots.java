package dev.parley.promises.strangers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.server.ApiClient;
import dev.parley.standins.Template;
import dev.parley.standins.Template.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Where ids stand in the requests of each route, from other sources than `strangers.txt`: the template's paths,
/// the queries and bodies in `events/` and in the documents, and what an entry of the catalog is answered with.
///
/// The kinds of the catalog count as routes of their own.
final class IdSlots {
    static final List<String> KINDS = List.of("assistants", "models", "profiles", "prompts");

    private static final String KIND = "{kind}";
    private static final Path EVENTS = Path.of(System.getProperty("parley.root"), "events");
    private static final Path DOCUMENTS = Path.of("src/test/resources/documents");
    /// What these name is not of Parley.
    private static final Set<String> AMAZONS = Set.of("bedrock_model_id", "knowledge_base_id");

    private final List<Route> routes = Template.ofProject().routes();
    private final Map<String, Set<String>> slots = new TreeMap<>();

    private IdSlots() {}

    /// The names of the slots by method and path.
    ///
    /// @param entries an entry of each kind of the catalog, as it is answered
    static Map<String, Set<String>> from(Map<String, JsonNode> entries) {
        IdSlots found = new IdSlots();
        found.routes.forEach(route -> ofKinds(route.path())
                .forEach(path -> found.add(
                        route.method() + " " + path,
                        Arrays.stream(path.split("/"))
                                .filter(part -> part.startsWith("{"))
                                .map(part -> part.substring(1, part.length() - 1)))));
        files(EVENTS, file -> !file.startsWith(EVENTS.resolve("sweeper")))
                .filter(event -> event.has("routeKey"))
                .forEach(event -> found.addRequest(
                        event.at("/requestContext/http/method").asText() + " "
                                + event.path("rawPath").asText() + "?"
                                + event.path("rawQueryString").asText(),
                        ApiClient.parsed(event.path("body").asText("{}"))));
        files(DOCUMENTS, _ -> true)
                .flatMap(document -> document.path("steps").valueStream())
                .forEach(step -> found.addRequest(
                        step.path("send").asText(step.path("operation").asText()), step.path("body")));
        entries.forEach((kind, entry) -> {
            found.addRequest("POST /catalog/" + kind, entry);
            found.addRequest("PUT /catalog/" + kind + "/any", entry);
        });
        return found.slots;
    }

    /// A path for each kind, where it names one.
    static Stream<String> ofKinds(String path) {
        return path.contains(KIND) ? KINDS.stream().map(kind -> path.replace(KIND, kind)) : Stream.of(path);
    }

    private void addRequest(String methodAndTarget, JsonNode body) {
        String[] target = methodAndTarget.split("\\?", 2);
        Optional<String> key = key(target[0]);
        key.ifPresent(known -> {
            if (target.length > 1) {
                add(known, Arrays.stream(target[1].split("&")).map(pair -> pair.split("=", 2)[0]));
            }
            add(known, names(body));
        });
    }

    private void add(String key, Stream<String> names) {
        Set<String> its = slots.computeIfAbsent(key, _ -> new TreeSet<>());
        names.filter(name -> name.matches("id|.*_id|.*Id") && !AMAZONS.contains(name))
                .forEach(its::add);
    }

    private static Stream<String> names(JsonNode body) {
        return Stream.concat(
                body.propertyStream().map(Map.Entry::getKey), body.valueStream().flatMap(IdSlots::names));
    }

    /// The route that takes such a request, the one with fewest parameters if several do.
    private Optional<String> key(String methodAndPath) {
        return routes.stream()
                .flatMap(route -> ofKinds(route.path()).map(path -> route.method() + " " + path))
                .filter(route -> methodAndPath.matches(route.replaceAll("\\{[A-Za-z_]+}", "[^/]+")))
                .min(Comparator.comparingLong(
                        route -> route.chars().filter(letter -> letter == '{').count()));
    }

    private static Stream<JsonNode> files(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".json") && wanted.test(file))
                    .sorted()
                    .map(IdSlots::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return ApiClient.parsed(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
