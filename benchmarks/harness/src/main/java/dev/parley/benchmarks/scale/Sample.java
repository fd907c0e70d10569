package dev.parley.benchmarks.scale;

import dev.parley.benchmarks.metered.Event;
import dev.parley.benchmarks.metered.MeteredParley;
import dev.parley.benchmarks.report.Figures;
import dev.parley.benchmarks.traffic.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How long a call takes, and how many read units.
record Sample(Latencies latencies, double reads) {
    static final int CALLS = Integer.getInteger("calls", 100);
    private static final int FEWEST = 5;
    private static final Duration LONGEST = Duration.ofSeconds(1);

    /// Sends an event again and again, first for a while without counting.
    static Sample of(MeteredParley parley, Event event) {
        latencies(parley, event, 1, LONGEST.dividedBy(4));
        return new Sample(
                latencies(parley, event, FEWEST, LONGEST), parley.bill(event).reads());
    }

    /// Of at most [#CALLS] calls; of `fewest`, if more would take longer than `longest`.
    private static Latencies latencies(MeteredParley parley, Event event, int fewest, Duration longest) {
        long begun = System.nanoTime();
        List<Duration> taken = new ArrayList<>();
        while (taken.size() < fewest || (taken.size() < CALLS && System.nanoTime() - begun < longest.toNanos())) {
            long sent = System.nanoTime();
            parley.send(event);
            taken.add(Duration.ofNanos(System.nanoTime() - sent));
        }
        return new Latencies(taken);
    }

    String cell() {
        return Figures.tenths(latencies.p50()) + " / " + Figures.tenths(latencies.p99()) + " ms, "
                + Figures.plain(reads);
    }
}
