package dev.parley.benchmarks.traffic;

import java.time.Duration;
import java.util.List;

/// How long each of several requests took, at least one.
public record Latencies(List<Duration> sorted) {
    public Latencies {
        sorted = sorted.stream().sorted().toList();
    }

    /// Half of them took at most so long, in milliseconds.
    public double p50() {
        return percentile(50);
    }

    /// 99 of 100 took at most so long, in milliseconds.
    public double p99() {
        return percentile(99);
    }

    /// The shortest, in milliseconds.
    public double least() {
        return milliseconds(sorted.getFirst());
    }

    /// The longest, in milliseconds.
    public double most() {
        return milliseconds(sorted.getLast());
    }

    /// By nearest rank.
    private double percentile(int percent) {
        int rank = Math.ceilDiv(percent * sorted.size(), 100);
        return milliseconds(sorted.get(rank - 1));
    }

    private static double milliseconds(Duration took) {
        return took.toNanos() / 1e6;
    }
}
