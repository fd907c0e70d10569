package dev.parley.benchmarks.report;

import java.util.stream.DoubleStream;

/// The middle of several figures, or what is half-way between the two in the middle.
public final class Median {
    private Median() {}

    public static double of(DoubleStream figures) {
        double[] sorted = figures.sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
