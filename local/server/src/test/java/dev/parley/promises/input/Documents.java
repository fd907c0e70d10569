package dev.parley.promises.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.promises.Group;
import dev.parley.server.DocumentStep;
import dev.parley.server.DocumentStep.Document;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The requests that the documents print, with the stage's ids put in; of the catalog, those of `events/`, and the
/// same for its other kinds.
final class Documents {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path EVENTS = Path.of(System.getProperty("parley.root", ""), "events", "catalog");
    private static final Map<String, String> CATALOG = Map.of(
            "POST /catalog/profiles",
                    "{\"id\":\"mary\",\"name\":\"Mary\",\"label\":\"mary\",\"avatar_image\":\"m.png\"}",
            "PUT /catalog/profiles/default", "{\"name\":\"Somebody\",\"description\":null}",
            "POST /catalog/models",
                    "{\"label\":\"small\",\"bedrock_model_id\":\"amazon.nova-lite-v1:0\",\"context_tokens\":4000,"
                            + "\"max_tokens\":512,\"temperature\":0.5}",
            "PUT /catalog/models/nova-lite", "{\"max_tokens\":256,\"temperature\":null}",
            "POST /catalog/prompts", "{\"id\":\"terse\",\"label\":\"terse\",\"content\":\"Be brief.\"}",
            "PUT /catalog/prompts/basic_roleplay", "{\"content\":\"Play a role.\"}",
            "PUT /catalog/assistants/support",
                    "{\"model_id\":\"gpt-4\",\"prompt_id\":null,\"knowledge_base_id\":\"kb-local\"}",
            "GET /catalog/profiles?per_page=5", "",
            "DELETE /catalog/profiles/detective", "");

    private Documents() {}

    /// A group's requests that carry a token.
    static List<Request> requests(Group group, Stage stage) {
        Stream<Request> requests = group == Group.CATALOG
                ? Stream.concat(
                        events(), CATALOG.entrySet().stream().map(one -> Request.of(one.getKey(), one.getValue())))
                : document(group).steps().stream()
                        .filter(step -> !Objects.equals(step.user(), ""))
                        .map(step -> Request.of(
                                filled(step.request(), group, stage),
                                Optional.ofNullable(step.body())
                                        .map(body -> filled(body.toString(), group, stage))
                                        .orElse("")));
        return requests.filter(
                        request -> group == Group.CATALOG || !request.target().startsWith("/catalog"))
                .sorted(Comparator.comparing(Request::toString))
                .distinct()
                .toList();
    }

    /// The names of all fields in the bodies of all groups' requests.
    static Set<String> fields() {
        Set<String> names = new TreeSet<>();
        for (Group group : Group.values()) {
            if (group != Group.CATALOG) {
                document(group).steps().stream()
                        .flatMap(step -> Optional.ofNullable(step.body()).stream())
                        .forEach(body -> collect(body, names));
            }
        }
        CATALOG.values().stream().filter(body -> !body.isEmpty()).forEach(body -> collect(parsed(body), names));
        events().filter(request -> !request.body().isEmpty())
                .forEach(request -> collect(parsed(request.text()), names));
        return names;
    }

    private static void collect(JsonNode node, Set<String> names) {
        node.fieldNames().forEachRemaining(names::add);
        node.forEach(child -> collect(child, names));
    }

    private static String filled(String text, Group group, Stage stage) {
        String first = switch (group) {
            case CHATFLOW -> "chatflows";
            case AGENT -> "agents";
            case BASIC, CHATBOT, CHARACTER, CATALOG -> "session";
        };
        return text.replace("$guid2", stage.name("session"))
                .replace("$guid1", stage.name(first))
                .replace("$guid", stage.name(first))
                .replace("$sub", stage.name("sub"));
    }

    private static Document document(Group group) {
        String name = "/documents/" + group.name().toLowerCase(Locale.ROOT) + ".json";
        try (InputStream file = DocumentStep.class.getResourceAsStream(name)) {
            return JSON.readValue(file, Document.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Request> events() {
        try (Stream<Path> files = Files.list(EVENTS)) {
            return files.sorted().map(Documents::event).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Request event(Path file) {
        try {
            JsonNode event = JSON.readTree(Files.readString(file));
            String query = event.path("rawQueryString").asText();
            return Request.of(
                    event.at("/requestContext/http/method").asText() + " "
                            + event.path("rawPath").asText() + (query.isEmpty() ? "" : "?" + query),
                    event.path("body").asText(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
