package dev.parley.benchmarks.coldstart;

import dev.parley.benchmarks.coldstart.Contender.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;

/// Starts of several functions, taken in turn, so that what slows the machine down for a while slows all of them.
final class Rounds {
    private final SequencedMap<String, List<Sample>> samples = new LinkedHashMap<>();

    private Rounds() {}

    /// Starts each function once a round; one round before them is not counted.
    static Rounds of(List<Contender> contenders, int rounds) {
        contenders.forEach(Contender::start);
        Rounds taken = new Rounds();
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : contenders) {
                taken.samples
                        .computeIfAbsent(contender.name(), _ -> new ArrayList<>())
                        .add(contender.start());
            }
        }
        return taken;
    }

    /// The median of a figure of one function.
    double median(String name, ToDoubleFunction<Sample> figure) {
        return middle(samples(name).stream().mapToDouble(figure).toArray());
    }

    /// The median, over the rounds, of how many times as long one function's start took as another's in the same
    /// round.
    double ratio(String name, String other) {
        return ratio(name, List.of(other));
    }

    /// The same, beside the median of several others' starts.
    double ratio(String name, List<String> others) {
        List<Sample> ours = samples(name);
        double[] ratios = new double[ours.size()];
        for (int round = 0; round < ratios.length; round++) {
            int now = round;
            double theirs = middle(others.stream()
                    .mapToDouble(other -> samples(other).get(now).cold().toNanos())
                    .toArray());
            ratios[round] = ours.get(round).cold().toNanos() / theirs;
        }
        return middle(ratios);
    }

    private List<Sample> samples(String name) {
        return samples.getOrDefault(name, List.of());
    }

    private static double middle(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
