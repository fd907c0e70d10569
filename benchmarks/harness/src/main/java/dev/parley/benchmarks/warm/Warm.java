package dev.parley.benchmarks.warm;

import dev.parley.benchmarks.lambda.Launch;
import dev.parley.benchmarks.lambda.Stage;
import dev.parley.benchmarks.report.Section;
import dev.parley.benchmarks.report.Target;
import dev.parley.benchmarks.traffic.Invoker;
import dev.parley.benchmarks.traffic.Latencies;
import dev.parley.benchmarks.traffic.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Every route of every function, invoked often, beside the calls of DynamoDB that it makes.
public final class Warm {
    private static final int INVOCATIONS = Integer.getInteger("invocations", 1_000);
    private static final int WARMING = Integer.getInteger("pairs.warming", 100);
    private static final int PAIRS = Integer.getInteger("pairs", 150);

    private final Stage stage;
    private final List<Target> targets = new ArrayList<>();
    private final StringBuilder routes = new StringBuilder();
    private final StringBuilder peaks = new StringBuilder();

    private Warm(Stage stage) {
        this.stage = stage;
    }

    /// Measures every route; the properties `invocations` and `pairs` say how often.
    public static Section measure(Stage stage) {
        Warm warm = new Warm(stage);
        stage.fill(stage.standIns().secondDynamoDb());
        Stage.DATA_FUNCTIONS.forEach(warm::dataFunction);
        Stage.OTHERS.forEach(group -> warm.routes(group, Map.of()));
        return new Section("Warm", warm.text(), warm.targets, List.of());
    }

    private void dataFunction(String group) {
        double peak = routes(group, bare(group));
        targets.add(new Target(group + ", peak memory under load", peak, 160, "MB"));
    }

    private Map<String, BareCalls.Pairs> bare(String group) {
        Map<String, BareCalls.Pairs> pairs = new TreeMap<>();
        try (BareCalls calls = new BareCalls(stage, group)) {
            for (String operation : stage.events(group)) {
                BareCalls.Pairs paired = calls.measure(operation, WARMING, PAIRS);
                pairs.put(operation, paired);
                targets.add(Target.ratio(operation + ", warm, × its bare calls", paired.ratio(), 1.3));
            }
        }
        return pairs;
    }

    /// Measures the routes of a function and returns its peak memory in megabytes.
    private double routes(String group, Map<String, BareCalls.Pairs> bare) {
        try (Invoker invoker = new Invoker(Launch.snapStart(stage.function(group)))) {
            List<String> operations = new ArrayList<>(stage.events(group));
            // What creates comes last: entries of the catalog are in everyone's lists.
            Collections.rotate(operations, -1);
            for (String operation : operations) {
                routes.append(route(invoker, new Visitor(stage, group), operation))
                        .append(besides(bare.get(operation)));
            }
            double peak = invoker.peak() / 1e6;
            peaks.append(String.format(Locale.ROOT, "| %s | %.0f |%n", group, peak));
            return peak;
        }
    }

    private static String route(Invoker invoker, Visitor visitor, String operation) {
        visitor.beginning().forEach(invoker::send);
        List<Duration> times = new ArrayList<>();
        long busy = 0;
        for (int invocation = 0; invocation < INVOCATIONS; invocation++) {
            List<String> events = visitor.invocation(operation);
            events.subList(0, events.size() - 1).forEach(invoker::send);
            long begun = System.nanoTime();
            times.add(invoker.send(events.getLast()).took());
            busy += System.nanoTime() - begun;
        }
        Latencies latencies = new Latencies(times);
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.0f |",
                operation,
                latencies.p50(),
                latencies.p99(),
                INVOCATIONS / (busy / 1e9));
    }

    private static String besides(BareCalls.@Nullable Pairs pairs) {
        return pairs == null
                ? " | | |%n".formatted()
                : String.format(Locale.ROOT, " %.1f | %.1f | %.2f |%n", pairs.alone(), pairs.bare(), pairs.ratio());
    }

    private String text() {
        return """
            Invocations of a function by the interface client, one at a time, as Lambda sends them: %d of each
            operation to one process for a function, which is started as for SnapStart (both compilers, its hooks
            run) with a heap of 128 MB. A time runs from handing over the event until the answer has come in; per
            second counts the interface client's trips for the next event too. Appended messages have 1 KB; a chat is
            the first turn of its session, answered by a stand-in for Bedrock that takes no time to think.

            The calls of an operation are the very requests that it sends to DynamoDB, sent again by a
            `DynamoDbClient` and nothing around it, one after the other, to a second DynamoDB Local that is thereby
            as the first one was: in the same process, in turn with the operation. Bare is a function that makes these
            calls and no more, behind the same interface client. An operation can be faster than that where it sends
            calls side by side. These columns are medians of %d pairs after %d others, and the ratio is theirs.

            | operation | p50, ms | p99, ms | per second | calls alone, ms | bare, ms | × bare |
            |---|---|---|---|---|---|---|
            %s
            The most memory that was resident in each process after all of this, code and interface client included:

            | function | peak memory, MB |
            |---|---|
            %s\
            """.formatted(INVOCATIONS, PAIRS, WARMING, routes, peaks);
    }
}
