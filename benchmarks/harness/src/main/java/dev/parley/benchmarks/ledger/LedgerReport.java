package dev.parley.benchmarks.ledger;

import dev.parley.benchmarks.report.Figures;
import dev.parley.benchmarks.report.Section;
import dev.parley.benchmarks.report.Table;
import dev.parley.benchmarks.report.Target;
import dev.parley.benchmarks.traffic.Texts;
import dev.parley.chat.Model;
import dev.parley.chat.Tokens;
import dev.parley.standins.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The ledger as it is written down.
final class LedgerReport {
    private static final String NONE = "–";

    private final Operations operations;
    private final SequencedMap<Integer, Turn> turns;
    private final int most;

    private LedgerReport(Operations operations, SequencedMap<Integer, Turn> turns, int most) {
        this.operations = operations;
        this.turns = turns;
        this.most = most;
    }

    static Section of(
            SequencedMap<Integer, SequencedMap<String, Meter.Bill>> operations,
            SequencedMap<Integer, Turn> turns,
            int most) {
        LedgerReport report = new LedgerReport(new Operations(operations), turns, most);
        return new Section("Cost ledger", report.text(), report.targets(), new TurnCharts(turns).charts());
    }

    private String text() {
        return """
            Units are counted by AWS's rules, from each request and the items before and after it, as in the tests
            that hold every operation to its budget. DynamoDB Local serves the requests; its own count, which is
            too low for transactions, stands beside. A user says 0.5 KB, the model answers 1.5 KB, an appended
            message has 1 KB. The requests are those of `events/`, without an idempotency key, which costs 2 write
            units more and for a turn 4. A token budget costs a turn 4 more. Where sessions expire, the first message
            of a session's day moves its end, and costs 6 more.

            What follows on an answer is not in these tables: `titler` gives a session its title once, by 5 write
            units, and `sweeper` deletes the messages of a session that was deleted or has expired, each by a write
            unit for every KB that it has begun: 3 for a turn of these, whenever it is swept.

            ### A turn, by the messages before it

            Beside Parley: a store that keeps a session in one item, laid out as LangChain's
            `DynamoDBChatMessageHistory` does (`SessionId` and a list `History`), on the same DynamoDB Local behind
            the same meter. *A write a message* is what that class does: a read for the model, then a read and a
            write of the whole for each of the two messages. (Told to keep the newest messages only, by its
            `history_size`, it stays at the cost of the row with so many, and forgets the others.) *A write a turn* is
            the least that the layout allows: a read, and a write once the model has answered. Its reads are
            eventually consistent, as that class's are; Parley's are strongly consistent for messages, and end where
            the model's context is full. An item holds 400 KB at most: a session of %s messages takes another turn,
            one of %s does not (– in the table); that class then logs the refusal and goes on without the message. One
            item keeps no list of sessions, no owner and no guard against two writers at once, which Parley's units
            pay for too. Of the lengths measured, %s messages are the last at which a write a turn costs no more than
            Parley.

            Dollars are for a million turns, at the list prices on demand in us-east-1 since 1 November 2024: $%s for
            a million write request units and $%s for a million read request units
            (<https://aws.amazon.com/dynamodb/pricing/on-demand/>). The model, Lambda, the gateway and what is
            stored cost extra, whatever the layout.

            What a turn of Parley's writes does not grow with the conversation. What it reads does, and its dollars
            with that, until the model's context is full: here at %s tokens of %s bytes, some %s of these turns. By
            the messages before it, a turn costs
            %s,
            and as much at every greater length that was measured.

            %s
            ### Every operation, by the length of the conversation

            The conversation is the first of its user's ten sessions; the others have one turn each. *Local* is
            DynamoDB Local's count of write units in the longest conversation. Pages are as long as the events ask for:
            up to 50 messages in `agent/get` and `agent/history`, 10 in `agent/recent-history`. The catalog's operations
            know no conversation and are left out, and so are those of `stream`, whose turn is that of `chatbot/chat`
            with 2 write units more for about every second that the model takes.

            %s\
            """.formatted(
                        Figures.plain(most),
                        Figures.plain(most + 1),
                        Figures.plain(lastCheaper()),
                        Price.MILLION_WRITES,
                        Price.MILLION_READS,
                        Figures.plain(Model.DEFAULT_CONTEXT_TOKENS),
                        Tokens.BYTES,
                        Figures.plain(turnsOfAContext()),
                        growingDollars(),
                        turnTable(),
                        operations.table());
    }

    /// The last length at which the one item's cheapest turn costs no more than Parley's.
    private int lastCheaper() {
        return turns.entrySet().stream()
                .filter(turn -> turn.getValue().isCheaperInOneItem())
                .mapToInt(Map.Entry::getKey)
                .max()
                .orElse(0);
    }

    private static int turnsOfAContext() {
        return Model.DEFAULT_CONTEXT_TOKENS * Tokens.BYTES / (Texts.QUESTION.length() + Texts.ANSWER.length());
    }

    /// A turn's dollars by length, up to the length from which they stay the same.
    private String growingDollars() {
        List<String> growing = new ArrayList<>();
        double last = dollars(turns.lastEntry().getValue());
        double before = 0;
        for (Map.Entry<Integer, Turn> turn : turns.entrySet()) {
            double dollars = dollars(turn.getValue());
            if (dollars != last || before != last) {
                growing.add(Figures.dollars(dollars) + " after " + Figures.plain(turn.getKey()));
            }
            before = dollars;
        }
        return String.join(", ", growing);
    }

    private static double dollars(Turn turn) {
        return Price.ofAMillion(turn.parley());
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

    private List<Target> targets() {
        double append = operations.bills(Conversation.APPEND).stream()
                .mapToDouble(Meter.Bill::writes)
                .max()
                .orElseThrow();
        double turn = turns.values().stream()
                .mapToDouble(at -> at.parley().writes())
                .max()
                .orElseThrow();
        Turn atTen = Optional.ofNullable(turns.get(10)).orElseThrow();
        Turn longest = turns.lastEntry().getValue();
        String beside =
                " of a turn at message " + Figures.plain(turns.lastEntry().getKey()) + ", × at 10";
        return List.of(
                new Target("trips of a turn", operations.trips(Conversation.TURN), 5, "trips"),
                new Target(
                        "trips of an append (chatbot/message reads the newest messages by one more)",
                        operations.trips(Conversation.APPEND),
                        2,
                        "trips"),
                new Target("a turn of 0.5 KB and 1.5 KB, at any length", turn, 14, "write units"),
                new Target("append of a 1 KB message, at any length", append, 10, "write units"),
                Target.ratio(
                        "write units" + beside,
                        longest.parley().writes() / atTen.parley().writes(),
                        1),
                Target.ratio("dollars" + beside, dollars(longest) / dollars(atTen), 1));
    }
}
