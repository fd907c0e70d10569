package dev.parley.promises.input;

import dev.parley.promises.Group;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `fifty-rows.txt`, which says how it is written.
final class FiftyRows {
    private static final String FILE = "/promises/fifty-rows.txt";
    private static final Map<Character, Group> LETTERS = Map.of(
            'A', Group.CHATFLOW,
            'B', Group.BASIC,
            'C', Group.CHATBOT,
            'D', Group.CHARACTER,
            'E', Group.AGENT,
            'K', Group.CATALOG);
    private static final Pattern NUMBERED = Pattern.compile("([0-9]+) (.*)");
    private static final Pattern LINE = Pattern.compile("([A-Z]) (\\w+) (\\S+)(?: (.*?))? -> ([0-9]+)(?: (.*))?");
    private static final Pattern TIMES = Pattern.compile("<([0-9]+) x ([^>]*)>");
    private static final Pattern BYTES = Pattern.compile("<bytes ([0-9A-F ]+)>");
    private static final Pattern NAME = Pattern.compile("<([a-z]+)>");

    private FiftyRows() {}

    /// One of the fifty.
    ///
    /// @param none the groups that have no such input
    /// @param inCode the groups for which it is tried in code
    record Row(int number, String name, Set<Group> none, Set<Group> inCode, List<Line> lines) {}

    /// A request and what becomes of it.
    ///
    /// @param words the beginning of the reason, `gw`, `same`, `unchanged`, or nothing
    record Line(Group group, Request request, int status, String words) {
        @Override
        public String toString() {
            String body = request.text();
            return request.line() + " " + body.substring(0, Math.min(80, body.length())) + " -> " + status + " "
                    + words;
        }
    }

    /// All of them, with the stage's names put in.
    static List<Row> read(Stage stage) {
        List<Row> rows = new ArrayList<>();
        for (String line : lines()) {
            Matcher numbered = NUMBERED.matcher(line);
            if (numbered.matches()) {
                rows.add(new Row(
                        Integer.parseInt(numbered.group(1)),
                        numbered.group(2),
                        new TreeSet<>(),
                        new TreeSet<>(),
                        new ArrayList<>()));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                add(line, rows.getLast(), stage);
            }
        }
        return rows;
    }

    private static void add(String line, Row row, Stage stage) {
        String[] words = line.split(" ", 3);
        switch (words[1]) {
            case "-" -> row.none().addAll(groups(words[0]));
            case "*" -> row.inCode().addAll(groups(words[0]));
            default -> row.lines().add(line(filled(line, stage)));
        }
    }

    private static List<Group> groups(String letters) {
        return letters.chars().mapToObj(letter -> group((char) letter)).toList();
    }

    private static Group group(char letter) {
        Group group = LETTERS.get(letter);
        if (group == null) {
            throw new IllegalArgumentException("no group has the letter " + letter);
        }
        return group;
    }

    private static Line line(String text) {
        Matcher parts = LINE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not understood: " + text);
        }
        String[] rest = (parts.group(4) == null ? "" : parts.group(4)).split(" ?\\| ", -1);
        List<String> headers = new ArrayList<>(List.of(Request.JSON));
        Arrays.stream(rest).skip(1).forEach(headers::add);
        Request request = new Request(parts.group(2), parts.group(3), headers, bytes(rest[0]));
        return new Line(
                group(parts.group(1).charAt(0)),
                request,
                Integer.parseInt(parts.group(5)),
                parts.group(6) == null ? "" : parts.group(6));
    }

    private static String filled(String text, Stage stage) {
        String named = NAME.matcher(text)
                .replaceAll(name -> stage.names().getOrDefault(name.group(1), Matcher.quoteReplacement(name.group())));
        return TIMES.matcher(named)
                .replaceAll(times -> Matcher.quoteReplacement(times.group(2).repeat(Integer.parseInt(times.group(1)))));
    }

    /// The text's bytes, one character each, with those put in that are written as such.
    private static String bytes(String text) {
        return BYTES.matcher(Request.bytes(text)).replaceAll(found -> {
            StringBuilder units = new StringBuilder();
            for (String unit : found.group(1).split(" ", -1)) {
                units.append((char) Integer.parseInt(unit, 16));
            }
            return Matcher.quoteReplacement(units.toString());
        });
    }

    private static List<String> lines() {
        try (InputStream in = FiftyRows.class.getResourceAsStream(FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
