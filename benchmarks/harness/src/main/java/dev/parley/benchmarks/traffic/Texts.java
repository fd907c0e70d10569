package dev.parley.benchmarks.traffic;

/// What is said in the conversations that are measured.
public final class Texts {
    /// What a user says in a turn: 0.5 KB.
    public static final String QUESTION = "q".repeat(512);

    /// What the model answers, always: 1.5 KB.
    public static final String ANSWER = "a".repeat(1_536);

    /// What is appended by itself: 1 KB.
    public static final String MESSAGE = "m".repeat(1_024);

    private Texts() {}
}
