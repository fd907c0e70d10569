package dev.parley.benchmarks.warm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.benchmarks.lambda.Launch;
import dev.parley.benchmarks.lambda.RuntimeApi;
import dev.parley.benchmarks.lambda.Stage;
import dev.parley.benchmarks.lambda.Task;
import dev.parley.benchmarks.traffic.Invoker;
import dev.parley.benchmarks.traffic.Latencies;
import dev.parley.benchmarks.traffic.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A function's process that, in turn with answering an event, makes the calls of DynamoDB which that took and does
/// nothing else; see `benchmarks/peers/bare`.
final class BareCalls implements AutoCloseable {
    private static final String BARE = "\"bare\"";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Stage stage;
    private final String group;
    private final Invoker invoker;

    /// Starts the process; the calls go to the stand-ins' second DynamoDB, which must be filled as the first was.
    BareCalls(Stage stage, String group) {
        this.stage = stage;
        this.group = group;
        this.invoker = new Invoker(Launch.snapStart(twin(stage, group)));
    }

    private static Task twin(Stage stage, String group) {
        return stage.peerWith(group, "bare", "dev.parley.peers.bare.Twin")
                .with("TWIN_FUNCTION", stage.function(group).className())
                .with(
                        "TWIN_DYNAMODB_ENDPOINT",
                        stage.standIns().secondDynamoDb().toString());
    }

    /// What an operation takes, and what its calls of DynamoDB take: medians in milliseconds.
    ///
    /// @param operation by the interface client
    /// @param bare the calls, by the interface client
    /// @param alone the calls, from before the first until after the last
    record Pairs(double operation, double bare, double alone) {
        double ratio() {
            return operation / bare;
        }
    }

    /// Invokes an operation so often that it is warm, and then so often counted.
    Pairs measure(String operation, int warming, int counted) {
        Visitor visitor = new Visitor(stage, group);
        visitor.beginning().forEach(this::both);
        List<Duration> whole = new ArrayList<>();
        List<Duration> bare = new ArrayList<>();
        List<Duration> alone = new ArrayList<>();
        for (int invocation = 0; invocation < warming + counted; invocation++) {
            List<String> events = visitor.invocation(operation);
            events.subList(0, events.size() - 1).forEach(this::both);
            RuntimeApi.Response answer = invoker.send(events.getLast());
            RuntimeApi.Response calls = invoker.send(BARE);
            if (invocation >= warming) {
                whole.add(answer.took());
                bare.add(calls.took());
                alone.add(told(calls));
            }
        }
        return new Pairs(new Latencies(whole).p50(), new Latencies(bare).p50(), new Latencies(alone).p50());
    }

    private static Duration told(RuntimeApi.Response calls) {
        try {
            return Duration.ofNanos(JSON.readTree(calls.body()).path("nanos").asLong());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON: " + calls.body(), e);
        }
    }

    /// What changes the first DynamoDB must change the second.
    private RuntimeApi.Response both(String event) {
        invoker.send(event);
        return invoker.send(BARE);
    }

    @Override
    public void close() {
        invoker.close();
    }
}
