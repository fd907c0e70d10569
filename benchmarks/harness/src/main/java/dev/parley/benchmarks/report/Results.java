package dev.parley.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The whole of what one run measured.
///
/// @param run what was measured, when and on what machine
public record Results(String run, List<Section> sections) {

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
        return "# Results\n\n"
                + "Written by `mvn -q -Pbench`; not by hand.\n\n"
                + run
                + "\n\n## Targets\n\n| what | figure | target | met |\n|---|---|---|---|\n"
                + sections.stream()
                        .flatMap(section -> section.targets().stream())
                        .map(Target::row)
                        .collect(Collectors.joining())
                + sections.stream().map(Results::part).collect(Collectors.joining());
    }

    private static String part(Section section) {
        return "\n## " + section.title() + "\n\n" + section.text().strip() + "\n"
                + section.charts().stream()
                        .map(chart -> "\n![" + chart.title() + "](charts/" + chart.name() + ".svg)\n")
                        .collect(Collectors.joining());
    }
}
