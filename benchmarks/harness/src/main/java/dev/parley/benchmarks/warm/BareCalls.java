package dev.parley.benchmarks.warm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.benchmarks.lambda.Launch;
import dev.parley.benchmarks.lambda.RuntimeApi;
import dev.parley.benchmarks.lambda.Stage;
import dev.parley.benchmarks.lambda.StandIns;
import dev.parley.benchmarks.lambda.Task;
import dev.parley.benchmarks.traffic.Invoker;
import dev.parley.benchmarks.traffic.Visitor;
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

    /// Two DynamoDBs, of which one takes a function's calls and the other the same calls again.
    record Twins(StandIns first, StandIns second) implements AutoCloseable {
        /// Starts them with the same tables and catalogs.
        static Twins start(Stage stage) {
            Twins twins = new Twins(StandIns.start(), StandIns.start());
            stage.fill(twins.first().dynamoDb());
            stage.fill(twins.second().dynamoDb());
            return twins;
        }

        @Override
        public void close() {
            first.close();
            second.close();
        }
    }

    /// Starts the process.
    BareCalls(Stage stage, String group, Twins twins) {
        this.stage = stage;
        this.group = group;
        Task twin = stage.peerWith(group, "bare", "dev.parley.peers.bare.Twin")
                .with("TWIN_FUNCTION", stage.function(group).className())
                .with("PARLEY_DYNAMODB_ENDPOINT", twins.first().dynamoDb().toString())
                .with("TWIN_DYNAMODB_ENDPOINT", twins.second().dynamoDb().toString());
        this.invoker = new Invoker(Launch.snapStart(twin));
    }

    /// Invokes an operation so often that it is warm, and then so often counted.
    Pairs measure(String operation, int warming, int counted) {
        Visitor visitor = new Visitor(stage, group);
        visitor.beginning().forEach(this::pair);
        List<Pairs.Pair> pairs = new ArrayList<>();
        for (int invocation = 0; invocation < warming + counted; invocation++) {
            List<String> events = visitor.invocation(operation);
            events.subList(0, events.size() - 1).forEach(this::pair);
            Pairs.Pair pair = pair(events.getLast());
            if (invocation >= warming) {
                pairs.add(pair);
            }
        }
        return new Pairs(pairs);
    }

    /// Every event is answered so: what changes the first DynamoDB must change the second.
    private Pairs.Pair pair(String event) {
        RuntimeApi.Response answer = invoker.send(event);
        RuntimeApi.Response calls = invoker.send(BARE);
        return new Pairs.Pair(answer.took().toNanos(), calls.took().toNanos(), told(calls));
    }

    private static long told(RuntimeApi.Response calls) {
        try {
            return JSON.readTree(calls.body()).path("nanos").asLong();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON: " + calls.body(), e);
        }
    }

    @Override
    public void close() {
        invoker.close();
    }
}
