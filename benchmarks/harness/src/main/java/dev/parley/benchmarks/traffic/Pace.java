package dev.parley.benchmarks.traffic;

import dev.parley.benchmarks.report.Figures;
import java.util.List;

/// How fast requests were answered.
///
/// @param perSecond how many of them in a second
public record Pace(Latencies latencies, double perSecond) {
    /// The heads of [#cells()].
    public static final List<String> HEAD = List.of("p50, ms", "p99, ms", "per second");

    /// What a table shows of it.
    public List<String> cells() {
        return List.of(Figures.tenths(latencies.p50()), Figures.tenths(latencies.p99()), Figures.whole(perSecond));
    }
}
