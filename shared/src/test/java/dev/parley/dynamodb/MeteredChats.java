package dev.parley.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Answer;
import dev.parley.chat.AnswerStream.Piece;
import dev.parley.chat.Answering;
import dev.parley.chat.Chats;
import dev.parley.chat.Generation;
import dev.parley.chat.Pace;
import dev.parley.chat.Retention;
import dev.parley.chat.ScriptedStream;
import dev.parley.chat.SessionId;
import dev.parley.chat.StreamingModel;
import dev.parley.chat.TokenBudget;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Meter;
import dev.parley.standins.Template;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// Sessions in a table of their own behind a meter, which notes what each operation took, and how much of its
/// budget that is.
final class MeteredChats implements AutoCloseable {
    private static final int ONE_BATCH = 25;
    private static final int WRITERS = 4;
    /// Costs more than keeping sessions forever, if anything.
    private static final Retention KEPT = new Retention(30);

    private final LocalDynamoDb local = LocalDynamoDb.shared();
    private final Patience patience = Patience.of(Clock.systemUTC());
    private final List<String> rows = new ArrayList<>();
    private final AtomicInteger retrievals = new AtomicInteger();
    private final String table;
    private final Meter meter;
    private final DynamoDbClient client;
    private final Chats chats;

    MeteredChats() {
        Template template = Template.ofProject();
        table = local.freshTableWithoutStream(template);
        meter = new Meter(local.client(), template.tableRequest(table));
        client = DynamoDbClient.builder()
                .endpointOverride(local.endpoint())
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(override -> override.addExecutionInterceptor(meter))
                .build();
        chats = chats(TokenBudget.NONE);
    }

    /// The same table's sessions, whose users have this budget.
    Chats chats(TokenBudget budget) {
        Generation generation = new Generation("amazon.nova-lite-v1:0", "end_turn", 1_200, 375);
        return new Chats(
                store(),
                new DynamoCatalogStore(client, table, patience),
                Answering.whole(
                        (_, _) -> new Answer("a".repeat(1536), generation),
                        (_, _, _, _) -> List.of("passage " + retrievals.incrementAndGet()),
                        budget),
                Pace.of(Clock.systemUTC()));
    }

    /// The same table's sessions, where the answer is said in three pieces, each of which is kept as it comes.
    Chats streamingChats() {
        Generation generation = new Generation("amazon.nova-lite-v1:0", "end_turn", 1_200, 375);
        StreamingModel model = (_, _) -> new ScriptedStream(List.of(
                new Piece.Text("a".repeat(512)),
                new Piece.Text("b".repeat(512)),
                new Piece.Text("c".repeat(512)),
                new Piece.End(generation)));
        Pace.Streaming everyPiece = new Pace.Streaming(Duration.ofSeconds(20), Duration.ZERO, Duration.ofMillis(1));
        return new Chats(
                store(),
                new DynamoCatalogStore(client, table, patience),
                Answering.streamed(model, (_, _, _, _) -> List.of(), TokenBudget.NONE),
                Pace.of(Clock.systemUTC()).with(everyPiece));
    }

    /// How often a knowledge base was asked.
    int retrievals() {
        return retrievals.get();
    }

    Chats chats() {
        return chats;
    }

    DynamoChatStore store() {
        return new DynamoChatStore(client, table, patience, KEPT);
    }

    DynamoTitleStore titles() {
        return new DynamoTitleStore(client, table, patience, KEPT);
    }

    SessionSweeper sweeper() {
        return new SessionSweeper(client, table, patience);
    }

    /// The same table's catalog, unmetered.
    DynamoCatalogStore catalog() {
        return new DynamoCatalogStore(local.client(), table, patience);
    }

    /// Puts items there by themselves: to have them written one by one as they come would take minutes.
    void put(List<Map<String, AttributeValue>> items) {
        List<WriteRequest> writes = items.stream()
                .map(item ->
                        WriteRequest.builder().putRequest(put -> put.item(item)).build())
                .toList();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int start = 0; start < writes.size(); start += ONE_BATCH) {
                List<WriteRequest> batch = writes.subList(start, Math.min(start + ONE_BATCH, writes.size()));
                writers.execute(
                        () -> local.client().batchWriteItem(request -> request.requestItems(Map.of(table, batch))));
            }
        }
    }

    /// Changes one attribute of a session's header by itself.
    void change(SessionId id, String update, long by) {
        local.client()
                .updateItem(request -> request.tableName(table)
                        .key(Attributes.key(Keys.header(id)))
                        .updateExpression(update)
                        .expressionAttributeNames(Attributes.names(List.of(update)))
                        .expressionAttributeValues(Map.of(":by", Attributes.number(by))));
    }

    /// Runs an operation, which may take no more than its budget.
    void spends(String operation, Budget budget, Runnable run) {
        long begin = System.nanoTime();
        Meter.Bill bill = meter.of(run);
        long millis = (System.nanoTime() - begin) / 1_000_000;
        rows.add(String.format(
                "%-52s %2d of %s %6.1f of %s %6.1f of %s   (%4.1f, %4.1f) %5d ms",
                operation,
                bill.trips(),
                budget.trips == Integer.MAX_VALUE ? "-" : budget.trips,
                bill.writes(),
                said(budget.writes),
                bill.reads(),
                said(budget.reads),
                bill.localWrites(),
                bill.localReads(),
                millis));
        assertThat(bill.trips()).as(operation + ": trips").isLessThanOrEqualTo(budget.trips());
        assertThat(bill.writes()).as(operation + ": write units").isLessThanOrEqualTo(budget.writes());
        assertThat(bill.reads()).as(operation + ": read units").isLessThanOrEqualTo(budget.reads());
    }

    private static String said(double units) {
        return units == Double.MAX_VALUE ? "   -" : String.format("%4.1f", units);
    }

    /// Prints what was noted.
    @Override
    public void close() {
        System.out.printf(
                "%-52s %7s %14s %14s   (DynamoDB Local: write, read)%n",
                "operation", "trips", "write units", "read units");
        rows.forEach(System.out::println);
        client.close();
    }

    /// What an operation may take: sequential trips, write units and read units.
    record Budget(int trips, double writes, double reads) {
        /// Of reads for which none is set.
        static final Budget NONE = new Budget(Integer.MAX_VALUE, 0, Double.MAX_VALUE);
    }
}
