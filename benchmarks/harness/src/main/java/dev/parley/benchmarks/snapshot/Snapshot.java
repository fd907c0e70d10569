package dev.parley.benchmarks.snapshot;

import dev.parley.benchmarks.lambda.Launch;
import dev.parley.benchmarks.lambda.Stage;
import dev.parley.benchmarks.lambda.Task;
import dev.parley.benchmarks.report.Figures;
import dev.parley.benchmarks.report.Section;
import dev.parley.benchmarks.report.Table;
import dev.parley.benchmarks.report.Target;
import dev.parley.benchmarks.traffic.Invoker;
import dev.parley.benchmarks.traffic.Latencies;
import dev.parley.benchmarks.traffic.Visitor;
import dev.parley.benchmarks.warm.Paces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The first request of every route in a process that has just done what a function does before its snapshot.
public final class Snapshot {
    private static final int STARTS = Integer.getInteger("starts", 5);

    private final Stage stage;
    private final Paces paces;
    private final List<Target> targets = new ArrayList<>();
    private final Table routes = new Table(
            List.of("operation", "first, ms", "least", "most", "first without hooks, ms", "warm, ms", "first × warm"));

    private Snapshot(Stage stage, Paces paces) {
        this.stage = stage;
        this.paces = paces;
    }

    /// Measures every route; the property `starts` says in how many processes each.
    public static Section measure(Stage stage, Paces paces) {
        Snapshot snapshot = new Snapshot(stage, paces);
        Stage.DATA_FUNCTIONS.forEach(group -> snapshot.measure(group, true));
        Stage.OTHERS.forEach(group -> snapshot.measure(group, false));
        return new Section("After the snapshot", snapshot.text(), snapshot.targets, List.of());
    }

    private void measure(String group, boolean aimed) {
        Task task = stage.function(group);
        try (Invoker warm = Invoker.of(stage, group)) {
            for (String operation : Visitor.operationsCreatingLast(stage, group)) {
                Visitor visitor = new Visitor(stage, group);
                warm.send(visitor.beginning());
                Latencies firsts = firsts(warm, Launch.snapStart(task), visitor, operation, STARTS);
                Latencies unprimed = firsts(warm, Launch.unprimed(task), visitor, operation, 1);
                double primed = firsts.p50();
                double usual = paces.p50(group, operation);
                row(operation, firsts, unprimed.p50(), usual);
                if (aimed) {
                    targets.add(new Target(operation + ", first after the snapshot", primed, 20, "ms"));
                    targets.add(Target.ratio(operation + ", first after the snapshot, × warm", primed / usual, 3));
                }
            }
        }
    }

    /// How long the first request took in each of some new processes.
    private static Latencies firsts(Invoker warm, Launch launch, Visitor visitor, String operation, int starts) {
        List<Duration> firsts = new ArrayList<>();
        for (int start = 0; start < starts; start++) {
            List<String> events = visitor.invocation(operation);
            // What it uses up is made by another process, so that its request stays the first.
            events.subList(0, events.size() - 1).forEach(warm::send);
            try (Invoker fresh = new Invoker(launch)) {
                firsts.add(fresh.send(events.getLast()).took());
            }
        }
        return new Latencies(firsts);
    }

    private void row(String operation, Latencies firsts, double unprimed, double usual) {
        routes.row(List.of(
                operation,
                Figures.tenths(firsts.p50()),
                Figures.tenths(firsts.least()),
                Figures.tenths(firsts.most()),
                Figures.tenths(unprimed),
                Figures.tenths(usual),
                Figures.ratio(firsts.p50() / usual)));
    }

    private String text() {
        return """
            From handing an event to a function until its answer has come in, for the first event of a process. With
            SnapStart the interface client makes the handler, runs the hooks before the checkpoint, asks Lambda
            whether it was restored, and then for events. Here the process that ran the hooks answers itself: no
            snapshot is taken, so what Lambda takes to restore one is not in it, and connections that the hooks
            opened are still there: on AWS a restored function opens new ones. The JVM compiles as template.yaml says.
            The catalog has an entry of each kind, to which the hooks' sessions refer: in a stack whose catalog is
            empty they go less far. Each operation has a user of its own with ten sessions, all of which a list shows;
            the first holds ten messages of 1 KB where the function keeps messages. First is the median of %d processes,
            beside the least and the most of them; without hooks, where only the handler was made, it is of one process;
            warm is the median of the section *Warm*.

            %s\
            """.formatted(STARTS, routes);
    }
}
