package dev.parley.benchmarks.warm;

import dev.parley.benchmarks.lambda.Stage;
import dev.parley.benchmarks.traffic.Invoker;
import dev.parley.benchmarks.traffic.Pace;
import dev.parley.benchmarks.traffic.Visitor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// How fast each operation is answered by a process that has answered many, measured once for all parts that ask.
public final class Paces {
    static final int INVOCATIONS = Integer.getInteger("invocations", 1_000);
    static final int WARMING = Integer.getInteger("warming", 100);

    private final Stage stage;
    private final Map<String, Group> measured = new HashMap<>();

    public Paces(Stage stage) {
        this.stage = stage;
    }

    /// What the operations of a group take of one process, one operation after the other.
    ///
    /// @param operations by name, such as `basic/create`
    /// @param peak the most memory that the process had resident after all of them, in megabytes
    record Group(SequencedMap<String, Pace> operations, double peak) {}

    Group of(String group) {
        return measured.computeIfAbsent(group, this::measure);
    }

    /// The median of one operation, in milliseconds.
    public double p50(String group, String operation) {
        return Optional.ofNullable(of(group).operations().get(operation))
                .orElseThrow()
                .latencies()
                .p50();
    }

    private Group measure(String group) {
        SequencedMap<String, Pace> operations = new LinkedHashMap<>();
        try (Invoker invoker = Invoker.of(stage, group)) {
            for (String operation : Visitor.operationsCreatingLast(stage, group)) {
                Visitor visitor = new Visitor(stage, group);
                invoker.send(visitor.beginning());
                operations.put(operation, Pace.measured(invoker, invoker, visitor, operation, WARMING, INVOCATIONS));
            }
            return new Group(operations, invoker.peak() / 1e6);
        }
    }
}
