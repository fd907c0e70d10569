package dev.parley.benchmarks.memory;

import dev.parley.benchmarks.lambda.Cores;
import dev.parley.benchmarks.lambda.Stage;
import dev.parley.benchmarks.report.Figures;
import dev.parley.benchmarks.report.Section;
import dev.parley.benchmarks.report.Table;
import dev.parley.benchmarks.traffic.Invoker;
import dev.parley.benchmarks.traffic.Pace;
import dev.parley.benchmarks.traffic.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Some operations with the share of a core that each size of memory in template.yaml buys.
public final class Memory {
    /// What only keeps data, lists, and waits for the model.
    private static final List<String> OPERATIONS =
            List.of("basic/create", "basic/get", "character/list", "chatbot/create", "chatbot/chat", "stream/send");

    private static final int INVOCATIONS = Integer.getInteger("invocations", 200);
    private static final int WARMING = Integer.getInteger("warming", 100);

    /// US dollars for a GB-second of a function on arm64 in us-east-1: <https://aws.amazon.com/lambda/pricing/>.
    private static final double GIGABYTE_SECOND = 0.0000133334;

    private final Stage stage;
    private final List<Integer> sizes;

    private Memory(Stage stage) {
        this.stage = stage;
        this.sizes =
                stage.memorySizes().stream().sorted(Comparator.reverseOrder()).toList();
    }

    /// Measures the operations; the properties `invocations` and `warming` say how often.
    public static Section measure(Stage stage) {
        return new Section("Memory", new Memory(stage).text(), List.of(), List.of());
    }

    private String text() {
        return """
            By its memory Lambda gives a function a share of a core, and at %s MB all of one. These functions were
            started as for SnapStart, the rehearsal included, with the same heap of 128 MB, each in a control group with
            that share of one core, to be used up in periods of 20 ms (how long Lambda's are it does not tell). Each line
            is of one process: its first answer, then %d requests after %d others. A million is what Lambda charges for
            the median alone, on arm64 in us-east-1, without the %s for a million requests; the model, which takes no
            time here, is waited for at the same rate.

            %s\
            """.formatted(
                        Figures.plain(Cores.MEGABYTES_OF_ONE),
                        INVOCATIONS,
                        WARMING,
                        Figures.dollars(0.20),
                        table().map(Table::toString).orElse("""
                            This takes control groups of Linux, and the right to make one: not measured.
                            """));
    }

    private Optional<Table> table() {
        Table table = new Table(List.of("operation", "memory, MB", "first, ms", "p50, ms", "p99, ms", "a million"));
        for (String operation : OPERATIONS) {
            for (int size : sizes) {
                Optional<Cores> share = Cores.share(size);
                if (share.isEmpty()) {
                    return Optional.empty();
                }
                try (Cores cores = share.get()) {
                    table.row(row(operation, size, cores));
                }
            }
        }
        return Optional.of(table);
    }

    private List<String> row(String operation, int size, Cores cores) {
        String group = operation.substring(0, operation.indexOf('/'));
        Visitor visitor = new Visitor(stage, group);
        try (Invoker sessionMaker = Invoker.of(stage, group);
                Invoker invoker = Invoker.on(cores, stage, group)) {
            sessionMaker.send(visitor.beginning());
            List<String> events = visitor.invocation(operation);
            events.subList(0, events.size() - 1).forEach(sessionMaker::send);
            Duration first = invoker.send(events.getLast()).took();
            Pace pace = Pace.measured(invoker, sessionMaker, visitor, operation, WARMING, INVOCATIONS);
            double seconds = pace.latencies().p50() / 1e3;
            List<String> row =
                    new ArrayList<>(List.of(operation, Figures.plain(size), Figures.tenths(first.toNanos() / 1e6)));
            row.add(Figures.tenths(pace.latencies().p50()));
            row.add(Figures.tenths(pace.latencies().p99()));
            row.add(Figures.dollars(seconds * size / 1_024 * GIGABYTE_SECOND * 1e6));
            return row;
        }
    }
}
