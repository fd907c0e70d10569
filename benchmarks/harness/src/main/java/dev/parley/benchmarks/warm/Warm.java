package dev.parley.benchmarks.warm;

import dev.parley.benchmarks.lambda.Stage;
import dev.parley.benchmarks.report.Figures;
import dev.parley.benchmarks.report.Section;
import dev.parley.benchmarks.report.Table;
import dev.parley.benchmarks.report.Target;
import dev.parley.benchmarks.traffic.Pace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Every route of every function, invoked often, beside the calls of DynamoDB that it makes.
public final class Warm {
    private static final int PAIRS = Integer.getInteger("pairs", 150);
    private static final List<String> NO_PAIRS = Collections.nCopies(Pairs.HEAD.size(), "");

    private final Stage stage;
    private final Paces paces;
    private final Map<String, Pairs> bare = new HashMap<>();
    private final List<Target> targets = new ArrayList<>();
    private final Table routes = new Table(Stream.of(List.of("operation"), Pace.HEAD, Pairs.HEAD)
            .flatMap(List::stream)
            .toList());
    private final Table peaks = new Table(List.of("function", "peak memory, MB"));

    private Warm(Stage stage, Paces paces) {
        this.stage = stage;
        this.paces = paces;
    }

    /// Measures every route; the properties `invocations`, `pairs` and, of both, `warming` say how often.
    public static Section measure(Stage stage, Paces paces) {
        Warm warm = new Warm(stage, paces);
        try (BareCalls.Twins twins = BareCalls.Twins.start(stage)) {
            Stage.DATA_FUNCTIONS.forEach(group -> warm.bare(group, twins));
        }
        warm.targets.add(warm.furthestFromItsCalls());
        for (String group : Stage.DATA_FUNCTIONS) {
            double peak = warm.routes(group);
            warm.targets.add(new Target(group + ", peak memory under load", peak, 160, "MB"));
        }
        Stage.OTHERS.forEach(warm::routes);
        return new Section("Warm", warm.text(), warm.targets, List.of());
    }

    private void bare(String group, BareCalls.Twins twins) {
        try (BareCalls calls = new BareCalls(stage, group, twins)) {
            for (String operation : stage.events(group)) {
                Pairs pairs = calls.measure(operation, Paces.WARMING, PAIRS);
                bare.put(operation, pairs);
                targets.add(Target.ratio(operation + ", warm, × its bare calls", pairs.timesBare(), 1.3));
            }
        }
    }

    private Target furthestFromItsCalls() {
        Map.Entry<String, Pairs> furthest = bare.entrySet().stream()
                .max(Comparator.comparingDouble(entry -> entry.getValue().timesAlone()))
                .orElseThrow();
        return Target.ratio(
                furthest.getKey() + ", warm, × its calls alone, the most of these operations",
                furthest.getValue().timesAlone(),
                1.3);
    }

    /// Writes the routes of a function down and returns its peak memory in megabytes.
    private double routes(String group) {
        Paces.Group measured = paces.of(group);
        measured.operations().forEach((operation, pace) -> {
            List<String> besides =
                    Optional.ofNullable(bare.get(operation)).map(Pairs::cells).orElse(NO_PAIRS);
            routes.row(Stream.of(List.of(operation), pace.cells(), besides)
                    .flatMap(List::stream)
                    .toList());
        });
        peaks.row(List.of(group, Figures.whole(measured.peak())));
        return measured.peak();
    }

    private String text() {
        return """
            Invocations of a function by the interface client, one at a time, as Lambda sends them: %d of each
            operation, after %d that are not counted, to one process for a function, which is started as for SnapStart
            (as template.yaml says, its hooks run) with a heap of 128 MB. A time runs from handing over the event until
            the answer has come in; per second counts the interface client's trips for the next event too. Each
            operation has a user of its own with ten sessions, all of which a list shows; the first holds ten messages
            of 1 KB where the function keeps messages. Appended ones have as much; a chat, streamed or not, is the first
            turn of its session, answered by a stand-in for Bedrock that takes no time to think. A stream's time is that
            of all of it; following is of a turn that is over. Stopping one takes a turn that runs elsewhere, and was
            not measured.

            The other columns are of a process of its own, in which an operation takes turns with its calls: the very
            requests that it sent to DynamoDB, sent again by a `DynamoDbClient` and nothing around it, one after the
            other. `character/list`, `chatflow/list` and in part `character/create` send theirs side by side and are
            faster than that: their ratios say nothing about what is around the calls. *Calls alone* is the time inside
            the process, from before the first call until after the last. *Bare* is a function that makes these calls
            and no more, behind the same interface client: what a bare function would take, to which the targets refer.
            The interface client's own part is in the operation's time and in the bare one's, but not in that of the
            calls alone; for the operation that is furthest from these, a target is told too. The calls go to a DynamoDB
            Local of their own, which began like the one that the operations use and has had every call that that one
            had, the rehearsal's before the first event too: both hold the same, and a call that fares otherwise ends
            the run. The table's stream is on, as deployed; DynamoDB Local spends much of a write on it, so that the
            ratios of what writes are flatter than those of what reads: compare the milliseconds there. These columns
            are medians of %d pairs after %d others, and the ratios are medians of the ratios of the pairs.

            %s
            The most memory that was resident in each process after all of this, code and interface client included:

            %s\
            """.formatted(Paces.INVOCATIONS, Paces.WARMING, PAIRS, Paces.WARMING, routes, peaks);
    }
}
