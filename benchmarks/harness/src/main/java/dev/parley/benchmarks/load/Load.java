package dev.parley.benchmarks.load;

import dev.parley.benchmarks.lambda.Stage;
import dev.parley.benchmarks.report.Figures;
import dev.parley.benchmarks.report.Section;
import dev.parley.benchmarks.report.Table;
import dev.parley.benchmarks.traffic.Latencies;
import dev.parley.benchmarks.traffic.Pace;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The local server under the load of several connections, each of which sends the next when it has the answer.
public final class Load implements AutoCloseable {
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("seconds", 3));
    private static final List<Integer> CONNECTIONS = List.of(1, 8, 32);
    private static final int WARMING = 8;
    private static final SequencedMap<String, Consumer<Connection>> OPERATIONS = operations();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Connection> connections;

    private Load(URI address, int connections) {
        this.connections = IntStream.range(0, connections)
                .mapToObj(user -> new Connection(address, "user-" + connections + "-" + user))
                .toList();
    }

    private static SequencedMap<String, Consumer<Connection>> operations() {
        SequencedMap<String, Consumer<Connection>> operations = new LinkedHashMap<>();
        operations.put("create a session", Connection::create);
        operations.put("get a session", Connection::get);
        operations.put("append a message of 1 KB", Connection::append);
        operations.put("chat", Connection::chat);
        return operations;
    }

    /// Measures the operations; the property `seconds` says how long each.
    public static Section measure(Stage stage) {
        List<String> head = new ArrayList<>(List.of("operation", "connections"));
        head.addAll(Pace.HEAD);
        Table table = new Table(head);
        try (LoadedServer server = LoadedServer.start(stage)) {
            over(WARMING, server, (_, _) -> {});
            for (int connections : CONNECTIONS) {
                over(connections, server, (operation, pace) -> {
                    List<String> row = new ArrayList<>(List.of(operation, Figures.plain(connections)));
                    row.addAll(pace.cells());
                    table.row(row);
                });
            }
        }
        return new Section("The local server under load", text(table), List.of(), List.of());
    }

    private static String text(Table table) {
        return """
            The local server (HTTP, sign-in, all functions, DynamoDB Local and the stand-in for Bedrock in one process)
            and the load generator share the %d cores of the machine. Each connection is a user of the chatbot API who
            sends the next request when the answer is there, for %d seconds; the server has answered each operation
            for as long over %d connections before.

            %s\
            """.formatted(Runtime.getRuntime().availableProcessors(), TIME.toSeconds(), WARMING, table);
    }

    private static void over(int connections, LoadedServer server, BiConsumer<String, Pace> seen) {
        try (Load load = new Load(server.address(), connections)) {
            OPERATIONS.forEach((name, operation) -> seen.accept(name, load.pace(operation)));
        }
    }

    private Pace pace(Consumer<Connection> operation) {
        long begun = System.nanoTime();
        List<CompletableFuture<List<Duration>>> running = connections.stream()
                .map(connection -> CompletableFuture.supplyAsync(() -> repeat(connection, operation), threads))
                .toList();
        List<Duration> times = running.stream()
                .map(CompletableFuture::join)
                .flatMap(List::stream)
                .toList();
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Pace(new Latencies(times), times.size() / seconds);
    }

    private static List<Duration> repeat(Connection connection, Consumer<Connection> operation) {
        List<Duration> times = new ArrayList<>();
        long end = System.nanoTime() + TIME.toNanos();
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            operation.accept(connection);
            times.add(Duration.ofNanos(System.nanoTime() - now));
        }
        return times;
    }

    @Override
    public void close() {
        threads.close();
    }
}
