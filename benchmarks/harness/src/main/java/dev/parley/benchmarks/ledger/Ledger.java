package dev.parley.benchmarks.ledger;

import dev.parley.benchmarks.lambda.Stage;
import dev.parley.benchmarks.metered.MeteredParley;
import dev.parley.benchmarks.metered.Sizes;
import dev.parley.benchmarks.report.Section;
import dev.parley.standins.Meter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Measures every operation at several lengths of the conversation, and turns of stores that keep it in one item.
public final class Ledger {
    private static final List<Integer> LENGTHS = Sizes.of(1, 10, 100, 1_000, 50_000);

    private Ledger() {}

    /// Measures the ledger; the property `largest` leaves longer conversations out.
    public static Section measure(Stage stage) {
        try (MeteredParley parley = MeteredParley.on(stage)) {
            SequencedMap<Integer, SequencedMap<String, Meter.Bill>> operations = new LinkedHashMap<>();
            SequencedMap<Integer, Turn> turns = new TreeMap<>();
            OneItemTurns oneItem = new OneItemTurns(parley.client());
            for (int length : LENGTHS) {
                SequencedMap<String, Meter.Bill> bills = new Conversation(parley, length).bills();
                operations.put(length, bills);
                turns.put(length, Turn.after(length, bills.sequencedValues().getFirst(), oneItem));
            }
            int most = oneItem.most();
            // A turn alone, where the curves would be too coarse.
            IntStream.of(4, 30, most)
                    .forEach(length ->
                            turns.put(length, Turn.after(length, new Conversation(parley, length).turn(), oneItem)));
            return LedgerReport.of(operations, turns, most);
        }
    }
}
