package dev.parley.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Assistant;
import dev.parley.chat.Caller;
import dev.parley.chat.Card;
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
import dev.parley.chat.Message;
import dev.parley.chat.Metadata;
import dev.parley.chat.Model;
import dev.parley.chat.NewSession;
import dev.parley.chat.Once;
import dev.parley.chat.Position;
import dev.parley.chat.Profile;
import dev.parley.chat.Prompt;
import dev.parley.chat.References;
import dev.parley.chat.Role;
import dev.parley.chat.SessionChanges;
import dev.parley.chat.SessionId;
import dev.parley.chat.Status;
import dev.parley.chat.TokenBudget;
import dev.parley.chat.UserId;
import dev.parley.chat.Utterance;
import dev.parley.dynamodb.MeteredChats.Budget;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What each operation may take: sequential trips to the table, write units and read units by AWS's rules, at any
/// length of the conversation. The ids are as long as real ones, user's text is 0.5 KB and answers are 1.5 KB.
class BudgetTest {
    private static final Caller CALLER = new Caller(new UserId("0d9f3c4e-9a52-4f0e-8f5e-3f1d2c4b5a69"), false);
    private static final AssistantId ASSISTANT = new AssistantId("support");
    /// An assistant with a knowledge base.
    private static final AssistantId LEARNED = new AssistantId("learned");
    private static final ProfileId PROFILE = new ProfileId("client-1");
    private static final int BYTES = 1_024;
    private static final int MOST_PUT = 2_000;
    /// The trip that reads the answer's messages, where they are answered.
    private static final int ANSWER = 1;
    /// Read units of an assistant, a profile (which may be private or shared), a model and a prompt.
    private static final double ENTRIES = 5;

    private static final Excerpt NEWEST = new Excerpt(20, 1_000_000);
    private static final Once.Keyed KEYED = new Once.Keyed("a".repeat(64), "b".repeat(64));
    private static final MeteredChats METERED = new MeteredChats();
    private static final Chats CHATS = METERED.chats();

    @BeforeAll
    static void fillTheCatalog() {
        Card card = new Card("Support", "support", "Answers questions about orders.", "support.png");
        ModelId model = new ModelId("standard");
        PromptId prompt = new PromptId("polite");
        List<LongFunction<Entry>> entries = List.of(
                number -> new Model(model, number, null, null, "amazon.nova-lite-v1:0", 8_000, 1_024, null),
                number -> new Prompt(prompt, number, null, "You are polite."),
                number -> new Assistant(ASSISTANT, number, card, model, prompt, null, null),
                number -> new Assistant(LEARNED, number, card, model, prompt, "handbook", null),
                number -> new Profile(PROFILE, number, card, null));
        for (LongFunction<Entry> entry : entries) {
            METERED.catalog().create(entry.apply(0).id().kind(), entry, CALLER.user(), Once.ALWAYS);
        }
    }

    @AfterAll
    static void printTheTable() {
        METERED.close();
    }

    @Test
    void creatingASessionStaysWithinItsBudget() {
        METERED.spends("create", new Budget(3, 15, 2), () -> create(Once.ALWAYS));
    }

    @Test
    void creatingASessionWithAKeyCostsItsRecordMore() {
        METERED.spends("create, with a key", new Budget(4, 17, 3), () -> create(KEYED));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 50_000})
    void appendingCostsTheSameAtAnyLength(int length) {
        SessionId id = conversation(length);
        Utterance said = Utterance.ofUser("m".repeat(1_024));
        METERED.spends(
                "append 1 KB at message " + length,
                new Budget(2 + ANSWER, 10, 1 + newest20(length)),
                () -> CHATS.append(CALLER, id, said, Once.ALWAYS, NEWEST));
    }

    /// Whatever a day begins with moves the session's end by a day, and three indexes more have a copy of that.
    @Test
    void theFirstMessageOfADayCostsThreeIndexesMore() {
        SessionId appended = lastChangedYesterday();
        SessionId answered = lastChangedYesterday();
        METERED.spends(
                "append 1 KB, the first of a day",
                new Budget(2 + ANSWER, 16, 1 + newest20(10)),
                () -> CHATS.append(CALLER, appended, Utterance.ofUser("m".repeat(1_024)), Once.ALWAYS, NEWEST));
        METERED.spends(
                "chat turn, the first of a day",
                new Budget(5, 20, 1 + ENTRIES + historySent(10)),
                () -> CHATS.chat(CALLER, answered, "u".repeat(512), Once.ALWAYS));
    }

    /// A streamed turn costs what any turn does and, for each chunk, one write of the header, which renews the
    /// lease and brings a stop back, and one of the chunk.
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 50_000})
    void aStreamedTurnCostsTwoWriteUnitsAChunkMore(int length) {
        int chunks = 3;
        SessionId id = conversation(length);
        METERED.spends(
                "streamed turn at message " + length + ", " + chunks + " chunks",
                new Budget(5 + 2 * chunks, 14 + 2 * chunks, 1 + ENTRIES + historySent(length)),
                () -> METERED.streamingChats().stream(CALLER, id, "u".repeat(512), Once.ALWAYS)
                        .to(_ -> {}));
    }

    /// What was streamed before is in nobody's way.
    @Test
    void afterAStreamedTurnEverythingCostsWhatItDid() {
        SessionId id = conversation(10);
        METERED.streamingChats().stream(CALLER, id, "u".repeat(512), Once.ALWAYS)
                .to(_ -> {});
        METERED.spends(
                "chat turn after a streamed one",
                new Budget(5, 14, 1 + ENTRIES + historySent(12)),
                () -> CHATS.chat(CALLER, id, "u".repeat(512), Once.ALWAYS));
        METERED.spends(
                "follow what is over",
                new Budget(3, 0, 3),
                () -> METERED.streamingChats()
                        .follow(CALLER, id, new Position.OfTheLast(0))
                        .to(_ -> {}));
        METERED.spends(
                "end after a streamed turn", new Budget(2, 12, 1 + newest20(12)), () -> CHATS.end(CALLER, id, NEWEST));
        METERED.spends("delete after a streamed turn", new Budget(2, 15, 1), () -> CHATS.delete(CALLER, id));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 50_000})
    void aTurnCostsTheSameAtAnyLength(int length) {
        SessionId id = conversation(length);
        METERED.spends(
                "chat turn at message " + length,
                new Budget(5, 14, 1 + ENTRIES + historySent(length)),
                () -> CHATS.chat(CALLER, id, "u".repeat(512), Once.ALWAYS));
    }

    @Test
    void aTurnWithPassagesTakesOneTripMoreForThem() {
        SessionId id = conversation(10);
        References learned = new References(LEARNED, null, null, null);
        SessionChanges changes =
                new SessionChanges(Change.keep(), Change.keep(), Change.keep(), learned, DetailChanges.NONE);
        CHATS.update(CALLER, id, changes, Excerpt.NONE);
        int before = METERED.retrievals();
        METERED.spends(
                "chat turn with passages, + 1 retrieval",
                new Budget(5, 14, 1 + ENTRIES + historySent(10)),
                () -> CHATS.chat(CALLER, id, "u".repeat(512), Once.ALWAYS));
        assertThat(METERED.retrievals() - before).isOne();
    }

    @Test
    void aTurnWithAKeyCostsItsRecordMore() {
        SessionId id = conversation(10);
        Once key = new Once.Keyed("c".repeat(64), "d".repeat(64));
        METERED.spends(
                "chat turn, with a key",
                new Budget(6, 18, 2 + ENTRIES + historySent(10)),
                () -> CHATS.chat(CALLER, id, "u".repeat(512), key));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 50_000})
    void aTurnWithATokenBudgetCostsItsCountMoreAndNoTrip(int length) {
        SessionId id = conversation(length);
        Chats counting = METERED.chats(new TokenBudget(1_000_000));
        METERED.spends(
                "chat turn at message " + length + ", with a token budget",
                new Budget(5, 14 + 4, 1 + ENTRIES + historySent(length)),
                () -> counting.chat(CALLER, id, "u".repeat(512), Once.ALWAYS));
    }

    @Test
    void readingASessionCostsItsHeaderAndDetails() {
        SessionId id = conversation(10);
        CHATS.update(CALLER, id, details(), Excerpt.NONE);
        METERED.spends("get header and details", new Budget(1, 0, 1.5), () -> CHATS.get(CALLER, id, Excerpt.NONE));
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
        METERED.spends(
                "update header and details",
                new Budget(1 + ANSWER, 12, newest20(10)),
                () -> CHATS.update(CALLER, id, all, NEWEST));
    }

    @Test
    void changingTheAssistantMovesTwoIndexEntriesAndTwoCounts() {
        SessionId id = conversation(10);
        References another = new References(new AssistantId("sales"), null, null, null);
        SessionChanges move =
                new SessionChanges(Change.keep(), Change.keep(), Change.keep(), another, DetailChanges.NONE);
        METERED.spends(
                "update that changes the assistant",
                new Budget(2 + ANSWER, 18, 3),
                () -> CHATS.update(CALLER, id, move, Excerpt.NONE));
    }

    @Test
    void endingASessionIsOneWrite() {
        SessionId id = conversation(10);
        METERED.spends("end", new Budget(1 + ANSWER, 12, newest20(10)), () -> CHATS.end(CALLER, id, NEWEST));
    }

    @Test
    void deletingASessionCountsItOut() {
        SessionId id = conversation(10);
        METERED.spends("delete, before its answer", new Budget(2, 15, 1), () -> CHATS.delete(CALLER, id));
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

    private static SessionId create(Once once) {
        NewSession draft = new NewSession(
                new References(ASSISTANT, PROFILE, null, null), "A title of some forty characters in all.");
        return CHATS.create(CALLER, draft, once, NEWEST).session().id();
    }

    private static SessionChanges details() {
        return SessionChanges.ofDetails(
                DetailChanges.noting(Change.set(new Metadata("{\"source\":\"web\"}")), Change.keep()));
    }

    private static SessionId lastChangedYesterday() {
        SessionId id = conversation(10);
        METERED.change(
                id, "SET #expiresAt = #expiresAt - :by", Duration.ofDays(1).toSeconds());
        return id;
    }

    /// A session with that many messages, put there by themselves: writing them one by one would take minutes.
    /// Of more than [#MOST_PUT] the newest are there: nothing that is measured may read beyond them.
    private static SessionId conversation(int length) {
        SessionId id = create(Once.ALWAYS);
        METERED.put(IntStream.rangeClosed(Math.max(1, length - MOST_PUT + 1), length)
                .mapToObj(seq -> Items.message(id, message(seq)))
                .toList());
        METERED.change(id, "SET #lastSeq = :by", length);
        METERED.change(id, "SET #bytes = :by", (long) length * BYTES);
        return id;
    }

    private static Message message(int seq) {
        Role role = seq % 2 == 1 ? Role.USER : Role.ASSISTANT;
        return new Message(seq, new Utterance(role, "m".repeat(BYTES), null), Instant.now(), null, null);
    }
}
