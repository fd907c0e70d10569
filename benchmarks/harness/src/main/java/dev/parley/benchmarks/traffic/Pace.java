package dev.parley.benchmarks.traffic;

import dev.parley.benchmarks.report.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How fast requests were answered.
///
/// @param perSecond how many of them in a second
public record Pace(Latencies latencies, double perSecond) {
    /// The heads of [#cells()].
    public static final List<String> HEAD = List.of("p50, ms", "p99, ms", "per second");

    /// How fast a process answers an operation, one request after the other.
    ///
    /// @param maker what makes the things that the operation uses up: the same process, or another
    /// @param warming how many requests come before those that are counted
    public static Pace measured(
            Invoker invoker, Invoker maker, Visitor visitor, String operation, int warming, int counted) {
        List<Duration> times = new ArrayList<>();
        long busy = 0;
        for (int invocation = 0; invocation < warming + counted; invocation++) {
            List<String> events = visitor.invocation(operation);
            events.subList(0, events.size() - 1).forEach(maker::send);
            long begun = System.nanoTime();
            Duration took = invoker.send(events.getLast()).took();
            if (invocation >= warming) {
                busy += System.nanoTime() - begun;
                times.add(took);
            }
        }
        return new Pace(new Latencies(times), counted / (busy / 1e9));
    }

    /// What a table shows of it.
    public List<String> cells() {
        return List.of(Figures.tenths(latencies.p50()), Figures.tenths(latencies.p99()), Figures.whole(perSecond));
    }
}
