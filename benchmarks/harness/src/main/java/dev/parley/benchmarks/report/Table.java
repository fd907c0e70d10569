package dev.parley.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A table in Markdown, of which every column but the first holds figures.
public final class Table {
    private final List<String> lines = new ArrayList<>();

    public Table(List<String> head) {
        lines.add(line(head));
        lines.add("|---|" + String.join("", Collections.nCopies(head.size() - 1, "---:|")));
    }

    public void row(List<String> cells) {
        lines.add(line(cells));
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    /// The table's lines, each with its end.
    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
