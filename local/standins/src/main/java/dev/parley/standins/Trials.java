package dev.parley.standins;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/// How often, and with which seed, a test tries one promise of `docs/reliability.md`: mostly a tenth of what it can
/// try, all of it under `mvn verify -Pfull`. Prints the seed before the first try and what was tried at the end;
/// `-Dparley.seed=<n>` repeats a run.
public final class Trials {
    private static final int SHARE = 10;

    private final String promise;
    private final long seed;
    private final boolean full;

    private Trials(String promise, long seed, boolean full) {
        this.promise = promise;
        this.seed = seed;
        this.full = full;
    }

    /// The trials of a promise, named in a few words.
    public static Trials of(String promise) {
        return begin(promise, "all".equals(System.getProperty("parley.promises")));
    }

    /// The trials of a promise that takes only seconds, tried in full by every build.
    public static Trials alwaysInFull(String promise) {
        return begin(promise, true);
    }

    private static Trials begin(String promise, boolean full) {
        Long given = Long.getLong("parley.seed");
        long seed = given == null ? new Random().nextLong(1_000_000_000) : given;
        Trials trials = new Trials(promise, seed, full);
        trials.tell("tried " + (trials.full ? "in full" : "in part"));
        return trials;
    }

    /// So many tries of `all`, at least one.
    public int count(int all) {
        return full ? all : Math.max(1, all / SHARE);
    }

    /// All the cases, or a tenth of them drawn by the seed, at least one; in their order.
    public <T> List<T> some(List<T> all) {
        if (full) {
            return all;
        }
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            positions.add(i);
        }
        Collections.shuffle(positions, new Random(seed));
        return positions.stream()
                .limit(count(all.size()))
                .sorted()
                .map(all::get)
                .toList();
    }

    /// The same numbers for the same seed.
    public RandomGenerator random() {
        return new Random(seed);
    }

    public long seed() {
        return seed;
    }

    /// Prints a line about this promise: what was tried, how often, and what was seen.
    @SuppressWarnings("SystemOut")
    public void tell(String what) {
        System.out.println("Promise | " + promise + " | seed " + seed + " | " + what);
    }
}
