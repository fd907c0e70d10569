package dev.parley.benchmarks.metered;

import java.util.List;
import java.util.stream.IntStream;

/// How many of something there are, from measurement to measurement.
public final class Sizes {
    /// Larger ones are left out, to try the harness itself in a short time.
    private static final int LARGEST = Integer.getInteger("largest", 50_000);

    private Sizes() {}

    /// Those of the sizes that are to be measured.
    public static List<Integer> of(int... sizes) {
        return IntStream.of(sizes).filter(size -> size <= LARGEST).boxed().toList();
    }
}
