package dev.parley.promises.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.promises.Group;
import dev.parley.server.ApiClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What each route answers when it does what it is asked, by `successes.txt`.
final class Successes {
    private static final String FILE = "/promises/successes.txt";
    private static final Set<String> INTERNAL = Set.of(
            "pk",
            "sk",
            "PK",
            "SK",
            "owner",
            "sub",
            "tenant",
            "expiresAt",
            "ttl",
            "turn",
            "turnEnds",
            "lastSeq",
            "seq",
            "bytes",
            "storedAt",
            "clientTime",
            "stopReason",
            "inputTokens",
            "outputTokens",
            "failure",
            "displayCount",
            "assistant",
            "profile",
            "prePromptChosen",
            "postPromptChosen",
            "contextResults",
            "version",
            "generation");
    private static final Map<String, Success> ROUTES = read();

    private Successes() {}

    /// The route keys, as `template.yaml` has them.
    static Set<String> routes() {
        return ROUTES.keySet();
    }

    /// Checks status, headers and names of an answer to a request that took that route and was not refused.
    static void check(String routeKey, Answer answer) {
        Success meant = ROUTES.getOrDefault(routeKey, new Success(0, Set.of(), Set.of()));
        Set<String> given = new TreeSet<>();
        answer.body().fieldNames().forEachRemaining(given::add);
        assertThat(answer.status()).as(routeKey).isEqualTo(meant.status());
        assertThat(given).as(routeKey).containsAll(meant.names());
        given.removeAll(meant.names());
        assertThat(meant.optional()).as(routeKey).containsAll(given);
        Group.checkHeaders(answer);
        checkNames(answer.body());
    }

    /// Checks that no name of the table's is among those of an answer, but where a client may choose the names.
    static void checkNames(JsonNode answer) {
        answer.properties().forEach(field -> {
            assertThat(INTERNAL).doesNotContain(field.getKey());
            if (!field.getKey().equals("metadata")) {
                checkNames(field.getValue());
            }
        });
        if (answer.isArray()) {
            answer.forEach(Successes::checkNames);
        }
    }

    private static Map<String, Success> read() {
        Map<String, Success> routes = new TreeMap<>();
        try (InputStream in = Successes.class.getResourceAsStream(FILE)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> {
                        String[] words = line.split(" +");
                        routes.put(words[0] + " " + words[1], Success.of(Integer.parseInt(words[2]), words));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return routes;
    }

    private record Success(int status, Set<String> names, Set<String> optional) {
        static Success of(int status, String[] words) {
            Set<String> names = new TreeSet<>();
            Set<String> optional = new TreeSet<>();
            Arrays.stream(words).skip(3).forEach(name -> {
                if (name.endsWith("?")) {
                    optional.add(name.substring(0, name.length() - 1));
                } else {
                    names.add(name);
                }
            });
            return new Success(status, names, optional);
        }
    }
}
