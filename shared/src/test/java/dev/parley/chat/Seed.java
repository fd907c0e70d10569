package dev.parley.chat;

/// The seed of a test's random numbers: another one in each run, unless `-Dparley.seed` says which.
final class Seed {
    private Seed() {}

    static long ofThisRun(String what) {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        System.out.println("parley.seed=" + seed + " for " + what);
        return seed;
    }
}
