package dev.parley.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Answer;
import dev.parley.chat.Assistant;
import dev.parley.chat.Caller;
import dev.parley.chat.Card;
import dev.parley.chat.CatalogStore;
import dev.parley.chat.Change;
import dev.parley.chat.Chats;
import dev.parley.chat.DetailChanges;
import dev.parley.chat.Entry;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.EntryId.PromptId;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Feedback;
import dev.parley.chat.Generation;
import dev.parley.chat.Message;
import dev.parley.chat.Metadata;
import dev.parley.chat.Model;
import dev.parley.chat.NewSession;
import dev.parley.chat.Once;
import dev.parley.chat.Pace;
import dev.parley.chat.Profile;
import dev.parley.chat.Prompt;
import dev.parley.chat.References;
import dev.parley.chat.Role;
import dev.parley.chat.Session;
import dev.parley.chat.SessionChanges;
import dev.parley.chat.SessionFilter;
import dev.parley.chat.SessionId;
import dev.parley.chat.Status;
import dev.parley.chat.UserId;
import dev.parley.chat.Utterance;
import dev.parley.chat.Window;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Meter;
import dev.parley.standins.Template;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// What each operation may take: sequential trips to the table, write units and read units by AWS's rules, at any
/// length of the conversation. The ids are as long as real ones, user's text is 0.5 KB and answers are 1.5 KB.
class BudgetTest {
    private static final Caller CALLER = new Caller(new UserId("0d9f3c4e-9a52-4f0e-8f5e-3f1d2c4b5a69"), false);
    private static final AssistantId ASSISTANT = new AssistantId("support");
    private static final ProfileId PROFILE = new ProfileId("client-1");
    private static final int MOST_PUT = 2_000;
    /// The trip that reads the answer's messages, where they are answered.
    private static final int ANSWER = 1;
    /// Read units of an assistant, a profile (which may be private or shared), a model and a prompt.
    private static final double ENTRIES = 2.5;

    private static final Excerpt NEWEST = new Excerpt(20, 1_000_000);
    private static final Once.Keyed KEYED = new Once.Keyed("a".repeat(64), "b".repeat(64));
    private static final List<String> ROWS = new ArrayList<>();

    private static Meter meter;
    private static String table;
    private static DynamoDbClient client;
    private static Chats chats;

    @BeforeAll
    static void meterATable() {
        LocalDynamoDb local = LocalDynamoDb.shared();
        Template template = Template.ofProject();
        table = local.freshTable(template);
        meter = new Meter(local.client(), template.tableRequest(table));
        client = DynamoDbClient.builder()
                .endpointOverride(local.endpoint())
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(override -> override.addExecutionInterceptor(meter))
                .build();
        Clock clock = Clock.systemUTC();
        CatalogStore catalog = new DynamoCatalogStore(client, table, Patience.of(clock));
        fill(new DynamoCatalogStore(local.client(), table, Patience.of(clock)));
        Generation generation = new Generation("amazon.nova-lite-v1:0", "end_turn", 1_200, 375);
        chats = new Chats(
                new DynamoChatStore(client, table, Patience.of(clock)),
                catalog,
                (question, within) -> new Answer("a".repeat(1536), generation),
                Pace.of(clock));
    }

    @AfterAll
    static void printTheTable() {
        System.out.printf(
                "%-44s %7s %14s %14s   (DynamoDB Local: write, read)%n",
                "operation", "trips", "write units", "read units");
        ROWS.forEach(System.out::println);
        client.close();
    }

    @Test
    void creatingASessionStaysWithinItsBudget() {
        spends("create", new Budget(3, 15, 2), () -> create(Once.ALWAYS));
    }

    @Test
    void creatingASessionWithAKeyCostsItsRecordMore() {
        spends("create, with a key", new Budget(4, 17, 3), () -> create(KEYED));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 50_000})
    void appendingCostsTheSameAtAnyLength(int length) {
        SessionId id = conversation(length);
        Utterance said = Utterance.ofUser("m".repeat(1_024));
        spends(
                "append 1 KB at message " + length,
                new Budget(2 + ANSWER, 10, 1 + newest20(length)),
                () -> chats.append(CALLER, id, said, Once.ALWAYS, NEWEST));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 50_000})
    void aTurnCostsTheSameAtAnyLength(int length) {
        SessionId id = conversation(length);
        spends(
                "chat turn at message " + length,
                new Budget(5, 14, 1 + ENTRIES + historySent(length)),
                () -> chats.chat(CALLER, id, "u".repeat(512), Once.ALWAYS));
    }

    @Test
    void aTurnWithAKeyCostsItsRecordMore() {
        SessionId id = conversation(10);
        Once key = new Once.Keyed("c".repeat(64), "d".repeat(64));
        spends(
                "chat turn, with a key",
                new Budget(6, 18, 2 + ENTRIES + historySent(10)),
                () -> chats.chat(CALLER, id, "u".repeat(512), key));
    }

    @Test
    void readingASessionCostsItsHeaderAndDetails() {
        SessionId id = conversation(10);
        chats.update(CALLER, id, details(), Excerpt.NONE);
        spends("get header and details", new Budget(1, 0, 1.5), () -> chats.get(CALLER, id, Excerpt.NONE));
    }

    @Test
    void updatingEverythingIsOneWrite() {
        SessionId id = conversation(10);
        SessionChanges all = new SessionChanges(
                Change.set("Another title"),
                Change.set(Status.SCHEDULED),
                Change.set(Instant.EPOCH),
                References.NONE,
                DetailChanges.noting(
                        Change.set(new Metadata("{\"source\":\"web\"}")),
                        Change.set(new Feedback(BigDecimal.valueOf(4), "Good"))));
        spends(
                "update header and details",
                new Budget(1 + ANSWER, 12, newest20(10)),
                () -> chats.update(CALLER, id, all, NEWEST));
    }

    @Test
    void endingASessionIsOneWrite() {
        SessionId id = conversation(10);
        spends("end", new Budget(1 + ANSWER, 12, newest20(10)), () -> chats.end(CALLER, id, NEWEST));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000, 1_980})
    void aPageOfHistoryCostsTheSameWhereverItLies(int skip) {
        SessionId id = conversation(2_000, 500);
        spends(
                "history, skip " + skip + ", 20 of 500 B",
                new Budget(2, 0, 4),
                () -> chats.history(CALLER, id, new Window(skip, 20), Long.MAX_VALUE));
    }

    @Test
    void aPageOfAListTakesTwoTrips() {
        for (int i = 0; i < 30; i++) {
            create(Once.ALWAYS);
        }
        SessionFilter all = new SessionFilter(null, null, null, null, null, null);
        SessionFilter byAssistant = new SessionFilter(ASSISTANT, null, null, null, null, null);
        Excerpt headers = Excerpt.NONE;
        spends("list, page of 10", new Budget(2, 0, 8), () -> chats.list(CALLER, all, new Window(0, 10), headers));
        spends(
                "list by assistant, page of 10",
                new Budget(2, 0, 8),
                () -> chats.list(CALLER, byAssistant, new Window(0, 10), headers));
    }

    @Test
    void deletingASessionCountsItOut() {
        SessionId id = conversation(10);
        spends("delete, before its answer", new Budget(2, 15, 1), () -> chats.delete(CALLER, id));
    }

    /// Read units of the newest 20 messages of 1 KB, which are items of 1.1 KB, with header and details.
    private static double newest20(int length) {
        return Math.ceil((Math.min(length + 1, 20) * 1.1 + 1) / 4);
    }

    /// Read units of the history sent: what fits into 8,000 tokens of 4 bytes, and the tenth more that is read so
    /// that one page does.
    private static double historySent(int length) {
        return Math.ceil(Math.min(length, 8_000 * 4 / 1_024.0 * 1.1 + 1) * 1.1 / 4);
    }

    private static void spends(String operation, Budget budget, Runnable run) {
        Meter.Bill bill = meter.of(run);
        ROWS.add(String.format(
                "%-44s %2d of %d %6.1f of %4.1f %6.1f of %4.1f   (%4.1f, %4.1f)",
                operation,
                bill.trips(),
                budget.trips(),
                bill.writes(),
                budget.writes(),
                bill.reads(),
                budget.reads(),
                bill.localWrites(),
                bill.localReads()));
        assertThat(bill.trips()).as(operation + ": trips").isLessThanOrEqualTo(budget.trips());
        assertThat(bill.writes()).as(operation + ": write units").isLessThanOrEqualTo(budget.writes());
        assertThat(bill.reads()).as(operation + ": read units").isLessThanOrEqualTo(budget.reads());
    }

    private static void fill(CatalogStore catalog) {
        Card card = new Card("Support", "support", "Answers questions about orders.", "support.png");
        ModelId model = new ModelId("standard");
        PromptId prompt = new PromptId("polite");
        List<LongFunction<Entry>> entries = List.of(
                number -> new Model(model, number, null, null, "amazon.nova-lite-v1:0", 8_000, 1_024, null),
                number -> new Prompt(prompt, number, null, "You are polite."),
                number -> new Assistant(ASSISTANT, number, card, model, prompt, null, null),
                number -> new Profile(PROFILE, number, card, null));
        for (LongFunction<Entry> entry : entries) {
            catalog.create(entry.apply(0).id().kind(), entry, CALLER.user(), Once.ALWAYS);
        }
    }

    private static SessionId create(Once once) {
        NewSession draft = new NewSession(
                new References(ASSISTANT, PROFILE, null, null), "A title of some forty characters in all.");
        return chats.create(CALLER, draft, once, NEWEST).session().id();
    }

    private static SessionChanges details() {
        return SessionChanges.ofDetails(
                DetailChanges.noting(Change.set(new Metadata("{\"source\":\"web\"}")), Change.keep()));
    }

    private static SessionId conversation(int length) {
        return conversation(length, 1_024);
    }

    /// A session with that many messages, put there by themselves: writing them one by one would take minutes.
    /// Of more
    /// than {@link #MOST_PUT} the newest are there: nothing that is measured may read beyond them.
    private static SessionId conversation(int length, int bytes) {
        SessionId id = create(Once.ALWAYS);
        DynamoDbClient unmetered = LocalDynamoDb.shared().client();
        List<WriteRequest> writes = new ArrayList<>();
        for (int seq = Math.max(1, length - MOST_PUT + 1); seq <= length; seq++) {
            Role role = seq % 2 == 1 ? Role.USER : Role.ASSISTANT;
            Message message = new Message(seq, new Utterance(role, "m".repeat(bytes), null), Instant.now(), null, null);
            writes.add(WriteRequest.builder()
                    .putRequest(PutRequest.builder()
                            .item(Items.message(id, message))
                            .build())
                    .build());
        }
        for (int start = 0; start < writes.size(); start += 25) {
            List<WriteRequest> batch = writes.subList(start, Math.min(start + 25, writes.size()));
            unmetered.batchWriteItem(request -> request.requestItems(Map.of(table, batch)));
        }
        Session session = chats.get(CALLER, id, Excerpt.NONE).session();
        Session full = new Session(
                id,
                session.owner(),
                session.number(),
                session.status(),
                session.title(),
                session.references(),
                session.times(),
                new Session.Tally(length, (long) length * bytes),
                session.details(),
                session.contextResults());
        unmetered.putItem(request -> request.tableName(table).item(Items.header(full)));
        return id;
    }

    private record Budget(int trips, double writes, double reads) {}
}
