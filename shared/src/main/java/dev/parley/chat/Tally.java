package dev.parley.chat;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/// What a request has used of the table and of the model. Any number of threads may add to it.
public final class Tally {
    private final DoubleAdder readUnits = new DoubleAdder();
    private final DoubleAdder writeUnits = new DoubleAdder();
    private final LongAdder conflicts = new LongAdder();
    private final LongAdder turns = new LongAdder();
    private final LongAdder modelCalls = new LongAdder();
    private final LongAdder inputTokens = new LongAdder();
    private final LongAdder outputTokens = new LongAdder();

    /// The store read something.
    public void read(double units) {
        readUnits.add(units);
    }

    /// The store wrote something.
    public void wrote(double units) {
        writeUnits.add(units);
    }

    /// Others were in the way in the store.
    public void metConflict() {
        conflicts.increment();
    }

    /// A turn was taken.
    public void tookTurn() {
        turns.increment();
    }

    /// The model is asked.
    public void askedModel() {
        modelCalls.increment();
    }

    /// The model says how many tokens it read and wrote.
    public void counted(int input, int output) {
        inputTokens.add(input);
        outputTokens.add(output);
    }

    /// What has been added up to now.
    public Totals totals() {
        return new Totals(
                readUnits.sum(),
                writeUnits.sum(),
                conflicts.sum(),
                turns.sum(),
                modelCalls.sum(),
                inputTokens.sum(),
                outputTokens.sum());
    }

    /// Sums of what was used.
    ///
    /// @param conflicts how often work in the store met others and was tried again, or given up
    /// @param modelCalls how often the model was asked, whether it answered or not
    public record Totals(
            double readUnits,
            double writeUnits,
            long conflicts,
            long turns,
            long modelCalls,
            long inputTokens,
            long outputTokens) {}
}
