package dev.parley.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The whole of what one run measured.
///
/// @param run what was measured, when and on what machine
/// @param tried what people have written beside the figures, in Markdown; it comes last, as it stands
public record Results(String run, List<Section> sections, String tried) {
    /// Writes `RESULTS.md` and `charts/*.svg` into `folder`, over what is there.
    public void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("RESULTS.md"), markdown());
        Path charts = Files.createDirectories(folder.resolve("charts"));
        for (Section section : sections) {
            for (Chart chart : section.charts()) {
                Drawing.of(chart, charts.resolve(chart.name() + ".svg"));
            }
        }
    }

    private String markdown() {
        Table targets = new Table(List.of("what", "figure", "target", "met"));
        sections.stream()
                .flatMap(section -> section.targets().stream())
                .map(Target::row)
                .forEach(targets::row);
        return """
            # Results

            Written by `mvn -q -Pbench`, but for the last section: that is [TRIED.md](TRIED.md), written by hand, and
            says what was tried for the targets, met or not.

            %s
            Times are this machine's: ratios carry over to others better than milliseconds. Where two things were
            measured in the same rounds or pairs, their ratio is the median of the ratios of these; elsewhere it is
            one median over the other.

            ## Targets

            Which libraries a package holds has no row: `PackagesTest` in the default build holds each to its list, and
            to the size of its zip. Data functions and the chatbot have one HTTP client and no Netty; `stream` has Netty
            too, since the SDK streams by an asynchronous client only. JSON is Jackson, beside the copy of its core that
            the SDK brings.

            %s\
            """.formatted(run, targets)
                + sections.stream().map(Results::part).collect(Collectors.joining())
                + "\n"
                + tried;
    }

    private static String part(Section section) {
        return "\n## " + section.title() + "\n\n" + section.text().strip() + "\n"
                + section.charts().stream()
                        .map(chart -> "\n![" + chart.title() + "](charts/" + chart.name() + ".svg)\n")
                        .collect(Collectors.joining());
    }
}
