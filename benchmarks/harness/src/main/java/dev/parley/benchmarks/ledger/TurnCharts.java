package dev.parley.benchmarks.ledger;

import dev.parley.benchmarks.report.Chart;
import dev.parley.standins.Meter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// What turns take, by the messages before them, as curves.
record TurnCharts(SequencedMap<Integer, Turn> turns) {

    List<Chart> charts() {
        return List.of(
                chart("turn-write-units", "Write units of one turn", "write units", Meter.Bill::writes),
                chart("turn-read-units", "Read units of one turn", "read units", Meter.Bill::reads),
                chart("turn-dollars", "DynamoDB's price of a million turns", "US dollars", Price::ofAMillion));
    }

    private Chart chart(String name, String title, String y, ToDoubleFunction<Meter.Bill> figure) {
        SequencedMap<String, SequencedMap<Double, Double>> curves = new LinkedHashMap<>();
        curves.put("Parley", curve(turn -> Optional.of(turn.parley()), figure));
        curves.put("one item, a write a message", curve(Turn::messageByMessage, figure));
        curves.put("one item, a write a turn", curve(Turn::atOnce, figure));
        return new Chart(name, title, "messages before the turn", y, curves);
    }

    private SequencedMap<Double, Double> curve(
            Function<Turn, Optional<Meter.Bill>> of, ToDoubleFunction<Meter.Bill> figure) {
        SequencedMap<Double, Double> points = new LinkedHashMap<>();
        turns.forEach((length, turn) ->
                of.apply(turn).ifPresent(bill -> points.put((double) length, figure.applyAsDouble(bill))));
        return points;
    }
}
