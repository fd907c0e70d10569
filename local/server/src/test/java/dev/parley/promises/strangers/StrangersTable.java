package dev.parley.promises.strangers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// `strangers.txt` as data: the requests of every route, and who may do what to whose with each id in them.
final class StrangersTable {
    static final String KEY = "Idempotency-Key";
    private static final Path FILE = Path.of("src/test/resources/promises/strangers.txt");
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_]+)}");
    private static final String NONE = "-";

    private StrangersTable() {}

    /// What an id names, as seen by the one who sends it; in the order of the table's columns.
    enum Whose {
        OWN,
        ANOTHERS,
        DELETED,
        ANOTHERS_DELETED,
        NEVER,
        OF_ANOTHER_KIND
    }

    /// What is to be seen of a request.
    ///
    /// @param shows whether the answer shows what is another's
    /// @param changes whether something of another's changes
    record Expected(int status, boolean shows, boolean changes) {
        static Expected parse(String cell) {
            return new Expected(Integer.parseInt(cell.substring(0, 3)), cell.endsWith("*"), cell.endsWith("!"));
        }
    }

    /// A request that a route takes, with places for ids.
    ///
    /// @param route the route key
    record Asked(String route, String target, String body, List<Row> rows) {
        String method() {
            return route.substring(0, route.indexOf(' '));
        }

        /// Whether its answer tells of what is there, and not of what it made.
        boolean reads() {
            return method().equals("GET") || target.equals("/chat-sessions/list");
        }

        /// The route's method and path, with the kind of catalog entry that it is sent about, or with each.
        List<String> keys() {
            String path = route.substring(route.indexOf(' ') + 1);
            return IdSlots.ofKinds(path)
                    .filter(one -> target.startsWith(path)
                            || target.matches(PLACE.matcher(one).replaceAll("[^/]+") + "([?].*)?"))
                    .map(one -> method() + " " + one)
                    .toList();
        }

        List<String> places() {
            return PLACE.matcher(target + body)
                    .results()
                    .map(place -> place.group(1))
                    .toList();
        }

        /// The request with an id in each place.
        Filled filled(UnaryOperator<String> ids) {
            return new Filled(method() + " " + in(target, ids), in(body, ids));
        }

        private static String in(String text, UnaryOperator<String> ids) {
            return PLACE.matcher(text).replaceAll(place -> ids.apply(place.group(1)));
        }
    }

    /// A request as it is sent: method and target, and the body, which may be empty.
    record Filled(String methodAndTarget, String body) {
        boolean says(String text) {
            return methodAndTarget.contains(text) || body.contains(text);
        }
    }

    /// What is to be seen when an id in one place of a request is somebody's.
    ///
    /// @param thing what is named there
    record Row(String place, String thing, String callers, Map<Whose, Expected> cells) {
        boolean isOf(String caller) {
            return callers.equals("anyone") || callers.equals(caller.equals("admin") ? "admin" : "user");
        }

        boolean isKey() {
            return place.equals(KEY);
        }

        @Override
        public String toString() {
            return place + " naming a " + thing;
        }
    }

    static List<Asked> read() {
        List<Asked> requests = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith(" ")) {
                requests.getLast().rows().add(row(line.strip().split(" +")));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                requests.add(request(line.split(" *\\| *", -1)));
            }
        }
        return requests;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Asked request(String[] parts) {
        String path = parts[0].substring(parts[0].indexOf(' ') + 1);
        String target = parts[1].isEmpty() || parts[1].startsWith("?") ? path + parts[1] : parts[1];
        return new Asked(parts[0], target, parts[2], new ArrayList<>());
    }

    private static Row row(String[] words) {
        Map<Whose, Expected> cells = new EnumMap<>(Whose.class);
        List<String> columns = Arrays.asList(words).subList(3, words.length);
        for (Whose whose : Whose.values()) {
            String cell = columns.get(List.of(Whose.values()).indexOf(whose));
            if (!cell.equals(NONE)) {
                cells.put(whose, Expected.parse(cell));
            }
        }
        return new Row(words[0], words[1], words[2], cells);
    }
}
