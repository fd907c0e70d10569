package dev.parley.benchmarks.coldstart;

import dev.parley.benchmarks.coldstart.Contender.Sample;
import dev.parley.benchmarks.report.Median;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

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
        return Median.of(samples(name).stream().mapToDouble(figure));
    }

    /// The median, over the rounds, of how many times as long one function's start took as another's in the same
    /// round.
    double ratio(String name, String other) {
        return ratio(name, List.of(other));
    }

    /// The same, beside the median of several others' starts.
    double ratio(String name, List<String> others) {
        return Median.of(IntStream.range(0, samples(name).size()).mapToDouble(round -> {
            double theirs = Median.of(others.stream().mapToDouble(other -> nanos(other, round)));
            return nanos(name, round) / theirs;
        }));
    }

    private double nanos(String name, int round) {
        return samples(name).get(round).cold().toNanos();
    }

    private List<Sample> samples(String name) {
        return samples.getOrDefault(name, List.of());
    }
}
