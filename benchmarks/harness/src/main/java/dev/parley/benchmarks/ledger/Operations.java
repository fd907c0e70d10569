package dev.parley.benchmarks.ledger;

import dev.parley.benchmarks.report.Figures;
import dev.parley.benchmarks.report.Table;
import dev.parley.standins.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What every operation takes.
///
/// @param byLength by the length of the conversation, and by the operation's name
record Operations(SequencedMap<Integer, SequencedMap<String, Meter.Bill>> byLength) {
    /// What one operation takes, by length.
    List<Meter.Bill> bills(String operation) {
        return byLength.sequencedValues().stream()
                .map(bills -> Optional.ofNullable(bills.get(operation)).orElseThrow())
                .toList();
    }

    /// The most trips that an operation takes, at any length.
    int trips(String operation) {
        return bills(operation).stream().mapToInt(Meter.Bill::trips).max().orElseThrow();
    }

    Table table() {
        List<String> head = new ArrayList<>(List.of("operation", "trips"));
        byLength.keySet().forEach(length -> head.add("write units at " + Figures.plain(length)));
        head.add("Local");
        byLength.keySet().forEach(length -> head.add("read units at " + Figures.plain(length)));
        Table table = new Table(head);
        byLength.sequencedValues().getFirst().sequencedKeySet().forEach(operation -> table.row(row(operation)));
        return table;
    }

    private List<String> row(String operation) {
        List<Meter.Bill> bills = bills(operation);
        List<String> row = new ArrayList<>(List.of(operation));
        row.add(String.valueOf(trips(operation)));
        bills.forEach(bill -> row.add(Figures.plain(bill.writes())));
        row.add(Figures.plain(bills.getLast().localWrites()));
        bills.forEach(bill -> row.add(Figures.plain(bill.reads())));
        return row;
    }
}
