package dev.parley.benchmarks.ledger;

import dev.parley.benchmarks.report.Chart;
import dev.parley.benchmarks.report.Figures;
import dev.parley.benchmarks.report.Section;
import dev.parley.benchmarks.report.Table;
import dev.parley.benchmarks.report.Target;
import dev.parley.standins.Meter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// The ledger as it is written down.
final class LedgerReport {
    private static final String NONE = "–";

    private final SequencedMap<Integer, SequencedMap<String, Meter.Bill>> operations;
    private final SequencedMap<Integer, Turn> turns;
    private final int most;

    private LedgerReport(
            SequencedMap<Integer, SequencedMap<String, Meter.Bill>> operations,
            SequencedMap<Integer, Turn> turns,
            int most) {
        this.operations = operations;
        this.turns = turns;
        this.most = most;
    }

    static Section of(
            SequencedMap<Integer, SequencedMap<String, Meter.Bill>> operations,
            SequencedMap<Integer, Turn> turns,
            int most) {
        LedgerReport report = new LedgerReport(operations, turns, most);
        return new Section("Cost ledger", report.text(), report.targets(), report.charts());
    }

    private String text() {
        return """
            Units are counted by AWS's rules, from each request and the items before and after it, as in the tests
            that hold every operation to its budget. DynamoDB Local serves the requests; its own count, which is
            too low for transactions, stands beside. A user says 0.5 KB, the model answers 1.5 KB, an appended
            message has 1 KB. The requests are those of `events/`, without an idempotency key.

            ### A turn, by the messages before it

            Beside Parley: a store that keeps a session in one item, laid out as LangChain's
            `DynamoDBChatMessageHistory` does (`SessionId` and a list `History`), on the same DynamoDB Local behind
            the same meter. *A write a message* is what that class does: a read for the model, then a read and a
            write of the whole for each of the two messages. *A write a turn* is the least that the layout allows:
            a read, and a write once the model has answered. Its reads are eventually consistent, as that class's
            are; Parley's are strongly consistent for messages, and end where the model's context is full. An item
            holds 400 KB at most: a session of %s messages takes another turn, one of %s does not (– in the table);
            that class then logs the refusal and goes on without the message. One item keeps no list of sessions,
            no owner and no guard against two writers at once, which Parley's units pay for too. Of the lengths
            measured, %s messages are the last at which a write a turn costs no more than Parley.

            Dollars are for a million turns, at the list prices on demand in us-east-1 since 1 November 2024: $%s for
            a million write request units and $%s for a million read request units
            (<https://aws.amazon.com/dynamodb/pricing/on-demand/>). The model, Lambda, the gateway and what is
            stored cost extra, whatever the layout.

            %s
            ### Every operation, by the length of the conversation

            The conversation is the first of its user's ten sessions; the others have one turn each. *Local* is
            DynamoDB Local's count of write units in the longest conversation. The catalog's operations know no
            conversation and are left out.

            %s\
            """.formatted(
                        Figures.plain(most),
                        Figures.plain(most + 1),
                        Figures.plain(lastCheaper()),
                        Price.MILLION_WRITES,
                        Price.MILLION_READS,
                        turnTable(),
                        operationTable());
    }

    /// The last length at which the one item's cheapest turn costs no more than Parley's.
    private int lastCheaper() {
        return turns.entrySet().stream()
                .filter(turn -> turn.getValue().isCheaperInOneItem())
                .mapToInt(Map.Entry::getKey)
                .max()
                .orElse(0);
    }

    private Table turnTable() {
        Table table = new Table(List.of(
                "messages before",
                "Parley: write units",
                "read units",
                "dollars",
                "a write a message: write units",
                "read units",
                "dollars",
                "a write a turn: write units",
                "read units",
                "dollars"));
        turns.forEach((length, turn) -> {
            List<String> row = new ArrayList<>(List.of(Figures.plain(length)));
            row.addAll(cells(Optional.of(turn.parley())));
            row.addAll(cells(turn.messageByMessage()));
            row.addAll(cells(turn.atOnce()));
            table.row(row);
        });
        return table;
    }

    private static List<String> cells(Optional<Meter.Bill> bill) {
        return bill.map(taken -> List.of(
                        Figures.plain(taken.writes()),
                        Figures.plain(taken.reads()),
                        Figures.dollars(Price.ofAMillion(taken))))
                .orElse(List.of(NONE, NONE, NONE));
    }

    private Table operationTable() {
        List<String> head = new ArrayList<>(List.of("operation", "trips"));
        operations.keySet().forEach(length -> head.add("write units at " + Figures.plain(length)));
        head.add("Local");
        operations.keySet().forEach(length -> head.add("read units at " + Figures.plain(length)));
        Table table = new Table(head);
        operations.sequencedValues().getFirst().sequencedKeySet().forEach(operation -> table.row(row(operation)));
        return table;
    }

    private List<String> row(String operation) {
        List<Meter.Bill> bills = bills(operation);
        List<String> row = new ArrayList<>(List.of(operation));
        row.add(String.valueOf(bills.stream().mapToInt(Meter.Bill::trips).max().orElseThrow()));
        bills.forEach(bill -> row.add(Figures.plain(bill.writes())));
        row.add(Figures.plain(bills.getLast().localWrites()));
        bills.forEach(bill -> row.add(Figures.plain(bill.reads())));
        return row;
    }

    /// What an operation takes, by length.
    private List<Meter.Bill> bills(String operation) {
        return operations.sequencedValues().stream()
                .map(bills -> Optional.ofNullable(bills.get(operation)).orElseThrow())
                .toList();
    }

    private List<Target> targets() {
        double append = bills(Conversation.APPEND).stream()
                .mapToDouble(Meter.Bill::writes)
                .max()
                .orElseThrow();
        double turn = turns.values().stream()
                .mapToDouble(at -> at.parley().writes())
                .max()
                .orElseThrow();
        double atTen = Optional.ofNullable(turns.get(10)).orElseThrow().parley().writes();
        double longest = turns.lastEntry().getValue().parley().writes();
        return List.of(
                new Target("a turn of 0.5 KB and 1.5 KB, at any length", turn, 14, "write units"),
                new Target("append of a 1 KB message, at any length", append, 10, "write units"),
                Target.ratio(
                        "write units of a turn at message "
                                + Figures.plain(turns.lastEntry().getKey()) + ", × at 10",
                        longest / atTen,
                        1));
    }

    private List<Chart> charts() {
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
