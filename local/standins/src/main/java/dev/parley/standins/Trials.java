package dev.parley.standins;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/// How often, and with which seed, a test tries one promise of `docs/reliability.md`: a tenth of what it can try,
/// or a twentieth of what takes long; all of it under `mvn verify -Pfull`. Prints the seed before the first try and
/// what was tried at the end; `-Dparley.seed=<n>` repeats a run.
public final class Trials {
    private static final int SHARE = 10;
    private static final int COSTLY_SHARE = 20;
    private static final int ALL = 1;

    private final String promise;
    private final long seed;
    private final int share;

    /// @param share one in so many is tried
    private Trials(String promise, long seed, int share) {
        this.promise = promise;
        this.seed = seed;
        this.share = share;
    }

    /// The trials of a promise, named in a few words.
    public static Trials of(String promise) {
        return begin(promise, isFull() ? ALL : SHARE);
    }

    /// The trials of a promise of which each takes long, so that every build tries half as many as of others.
    public static Trials ofCostly(String promise) {
        return begin(promise, isFull() ? ALL : COSTLY_SHARE);
    }

    /// The trials of a promise that takes only seconds, tried in full by every build.
    public static Trials alwaysInFull(String promise) {
        return begin(promise, ALL);
    }

    private static boolean isFull() {
        return "all".equals(System.getProperty("parley.promises"));
    }

    private static Trials begin(String promise, int share) {
        Long given = Long.getLong("parley.seed");
        long seed = given == null ? new Random().nextLong(1_000_000_000) : given;
        Trials trials = new Trials(promise, seed, share);
        trials.tell("tried " + (share == ALL ? "in full" : "in part"));
        return trials;
    }

    /// So many tries of `all`, at least one.
    public int count(int all) {
        return Math.max(1, all / share);
    }

    /// All the cases, or the share of them that is tried, drawn by the seed, at least one; in their order.
    public <T> List<T> some(List<T> all) {
        if (share == ALL) {
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
