package dev.parley.benchmarks.report;

import java.util.List;

/// A figure that is to stay within a bound, judged as it is written: to two decimals.
///
/// @param what what the figure is of, such as "basic, cold, × floor"
/// @param figure what was measured
/// @param atMost the bound
/// @param unit of both, such as "ms"; empty for a ratio
public record Target(String what, double figure, double atMost, String unit) {
    /// A bound on how many times as large one measured thing is as another.
    public static Target ratio(String what, double figure, double atMost) {
        return new Target(what, figure, atMost, "");
    }

    boolean met() {
        return Figures.toHundredths(figure) <= atMost;
    }

    /// The row of the table of targets.
    List<String> row() {
        return List.of(what, written(figure), "≤ " + written(atMost), met() ? "yes" : "**no**");
    }

    private String written(double value) {
        return unit.isEmpty() ? Figures.plain(value) : Figures.plain(value) + " " + unit;
    }
}
