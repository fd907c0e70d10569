import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// Formats the project's Java with palantir-java-format: `check <root>` fails when a file would change, `apply
/// <root>` changes it.
class Format {
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    private static final int WIDTH = JavaFormatterOptions.Style.PALANTIR.maxLineLength() - 4;
    private static final Pattern LONG_MARKDOWN =
            Pattern.compile("(?m)^(?=.{" + (WIDTH + 1) + "})( *)(///.{1," + (WIDTH - 12) + "}) (.+)$");

    public static void main(String[] arguments) throws IOException, FormatterException {
        boolean apply = arguments[0].equals("apply");
        int unformatted = 0;
        for (Path file : sources(Path.of(arguments[1]))) {
            String source = Files.readString(file);
            String formatted = FORMATTER.formatSourceAndFixImports(wrapMarkdown(source));
            if (formatted.equals(source)) {
                continue;
            }
            if (apply) {
                Files.writeString(file, formatted);
            } else {
                System.err.println("not formatted: " + file);
                unformatted++;
            }
        }
        if (unformatted > 0) {
            System.err.println("Run `mvn -q -Pformat` to format " + unformatted + " files.");
            System.exit(1);
        }
    }

    /// Breaks `///` lines that are too long: the formatter breaks them too, but takes the rest for code.
    private static String wrapMarkdown(String source) {
        var line = LONG_MARKDOWN.matcher(source);
        return line.find() ? wrapMarkdown(line.replaceAll("$1$2\n$1/// $3")) : source;
    }

    private static List<Path> sources(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> StreamSupport.stream(root.relativize(file).spliterator(), false)
                            .noneMatch(folder -> folder.toString().equals("target")))
                    .toList();
        }
    }
}
