package dev.parley.benchmarks.scale;

import dev.parley.benchmarks.metered.MeteredParley;
import dev.parley.benchmarks.report.Chart;
import dev.parley.benchmarks.report.Figures;
import dev.parley.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// What calls took as something grew.
final class Growth {
    private final String name;
    private final String of;
    private final List<Integer> sizes = new ArrayList<>();
    private final SequencedMap<String, List<Sample>> calls = new LinkedHashMap<>();
    private final Set<String> drawn = new HashSet<>();

    /// @param name as it begins the names of charts
    /// @param of what grew, such as "sessions of the owner"
    Growth(String name, String of) {
        this.name = name;
        this.of = of;
    }

    /// Measures calls at the next size.
    void at(int size, MeteredParley parley, List<Probe> probes) {
        if (sizes.isEmpty()) {
            // What runs first runs in a JVM that has compiled nothing of it.
            probes.forEach(probe -> Sample.of(parley, probe.event()));
        }
        sizes.add(size);
        probes.stream().filter(Probe::drawn).map(Probe::name).forEach(drawn::add);
        probes.forEach(probe ->
                calls.computeIfAbsent(probe.name(), _ -> new ArrayList<>()).add(Sample.of(parley, probe.event())));
    }

    Table table() {
        List<String> head = new ArrayList<>(List.of(of));
        sizes.forEach(size -> head.add(Figures.plain(size)));
        Table table = new Table(head);
        calls.forEach((call, samples) -> {
            List<String> row = new ArrayList<>(List.of(call));
            samples.forEach(sample -> row.add(sample.cell()));
            table.row(row);
        });
        return table;
    }

    List<Chart> charts() {
        return List.of(
                chart("read-units", "Read units of a call, by " + of, "read units", Sample::reads),
                chart(
                        "latency",
                        "Median time of a call, by " + of,
                        "milliseconds",
                        sample -> sample.latencies().p50()));
    }

    private Chart chart(String what, String title, String y, ToDoubleFunction<Sample> figure) {
        SequencedMap<String, SequencedMap<Double, Double>> curves = new LinkedHashMap<>();
        calls.forEach((call, samples) -> {
            SequencedMap<Double, Double> points = new LinkedHashMap<>();
            for (int i = 0; i < sizes.size(); i++) {
                points.put((double) sizes.get(i), figure.applyAsDouble(samples.get(i)));
            }
            if (drawn.contains(call)) {
                curves.put(call, points);
            }
        });
        return new Chart(name + "-" + what, title, of, y, curves);
    }
}
