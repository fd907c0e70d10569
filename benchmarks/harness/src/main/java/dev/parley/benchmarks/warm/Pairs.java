package dev.parley.benchmarks.warm;

import dev.parley.benchmarks.report.Figures;
import dev.parley.benchmarks.report.Median;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Invocations of an operation, each with the calls of DynamoDB that it made.
record Pairs(List<Pair> pairs) {
    /// The heads of [#cells()].
    static final List<String> HEAD = List.of("in pairs, ms", "calls alone, ms", "× calls alone", "bare, ms", "× bare");

    /// One invocation and its calls, in nanoseconds.
    ///
    /// @param operation by the interface client
    /// @param bare the calls, by the interface client
    /// @param alone the calls, from before the first until after the last
    record Pair(double operation, double bare, double alone) {}

    /// How many times as long as its bare calls an invocation takes.
    double timesBare() {
        return median(pair -> pair.operation() / pair.bare());
    }

    /// How many times as long as its calls take inside the process.
    double timesAlone() {
        return median(pair -> pair.operation() / pair.alone());
    }

    /// What a table shows of it: medians, in milliseconds or of ratios.
    List<String> cells() {
        return List.of(
                Figures.tenths(median(Pair::operation) / 1e6),
                Figures.tenths(median(Pair::alone) / 1e6),
                Figures.ratio(timesAlone()),
                Figures.tenths(median(Pair::bare) / 1e6),
                Figures.ratio(timesBare()));
    }

    private double median(ToDoubleFunction<Pair> figure) {
        return Median.of(pairs.stream().mapToDouble(figure));
    }
}
