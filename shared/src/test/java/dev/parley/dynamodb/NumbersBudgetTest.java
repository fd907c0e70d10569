package dev.parley.dynamodb;

import dev.parley.chat.Assistant;
import dev.parley.chat.Caller;
import dev.parley.chat.Card;
import dev.parley.chat.Change;
import dev.parley.chat.Chats;
import dev.parley.chat.DetailChanges;
import dev.parley.chat.Details;
import dev.parley.chat.Entry;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.EntryId.PromptId;
import dev.parley.chat.EntryNumber;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Kind;
import dev.parley.chat.Model;
import dev.parley.chat.NewSession;
import dev.parley.chat.Once;
import dev.parley.chat.Profile;
import dev.parley.chat.Prompt;
import dev.parley.chat.References;
import dev.parley.chat.Session;
import dev.parley.chat.SessionChanges;
import dev.parley.chat.SidePrompt;
import dev.parley.chat.UserId;
import dev.parley.chat.Window;
import dev.parley.dynamodb.MeteredChats.Budget;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What operations may take that name catalog entries by number: a trip more than by id, for the way from number to
/// id.
class NumbersBudgetTest {
    private static final Caller CALLER = new Caller(new UserId("0d9f3c4e-9a52-4f0e-8f5e-3f1d2c4b5a69"), false);
    private static final List<EntryNumber> EACH =
            Stream.of(Kind.values()).map(kind -> new EntryNumber(kind, 1)).toList();
    /// Read units of the ways to an assistant, a profile (which may be private or shared), a model and a prompt.
    private static final double NUMBERS = 5;
    /// Read units of an assistant and a profile, to show them.
    private static final double TALKING = 1.5;
    /// The same with a model and a prompt.
    private static final double ENTRIES = 5;

    /// Write units of the details of a new session, which carry short prompts.
    private static final double DETAILS = 2;

    private static final MeteredChats METERED = new MeteredChats();
    private static final Chats CHATS = METERED.chats();

    @BeforeAll
    static void fillTheCatalog() {
        Card card = new Card("Support", "support", "Answers questions about orders.", "support.png");
        for (int i = 1; i <= 2; i++) {
            String id = "entry-" + i;
            List<LongFunction<Entry>> entries = List.of(
                    number -> new Model(new ModelId(id), number, null, null, null, 8_000, 1_024, null),
                    number -> new Prompt(new PromptId(id), number, null, "You are polite."),
                    number -> new Assistant(new AssistantId(id), number, card, null, null, null, null),
                    number -> new Profile(new ProfileId(id), number, card, null));
            for (LongFunction<Entry> entry : entries) {
                METERED.catalog().create(entry.apply(0).id().kind(), entry, CALLER.user(), Once.ALWAYS);
            }
        }
    }

    @AfterAll
    static void printTheTable() {
        METERED.close();
    }

    @Test
    void creatingASessionLooksForWhoTalksBesideItsWrites() {
        METERED.spends(
                "create by numbers",
                new Budget(3, 15, NUMBERS + TALKING),
                () -> CHATS.create(CALLER, EACH, new NewSession(References.NONE, null), Once.ALWAYS));
    }

    @Test
    void promptsOfASessionsOwnCostAnItemMore() {
        METERED.spends(
                "create by numbers, with prompts",
                new Budget(3, 15 + DETAILS, NUMBERS + TALKING),
                () -> create(Once.ALWAYS));
    }

    @Test
    void creatingASessionWithAKeyCostsItsRecordMore() {
        Once key = new Once.Keyed("a".repeat(64), "b".repeat(64));
        METERED.spends(
                "create by numbers, with prompts and a key",
                new Budget(4, 17 + DETAILS, NUMBERS + TALKING + 1),
                () -> create(key));
    }

    @Test
    void readingASessionWithAllThatItRefersToTakesTwoTrips() {
        Session session = create(Once.ALWAYS);
        METERED.spends("get with all that it refers to", new Budget(2, 0, 1.5 + ENTRIES), () -> {
            CHATS.own(CALLER, session.id(), Excerpt.NONE);
            CHATS.referred(session);
        });
    }

    @Test
    void changingPromptsLooksForNothing() {
        Session session = create(Once.ALWAYS);
        METERED.spends("update a prompt", new Budget(2, 12, 1.5), () -> update(session, List.of()));
    }

    /// Another assistant moves the session between counts, of which the one that it leaves must be known.
    @Test
    void changingEveryReferenceTakesATripForTheNumbersAndOneForTheMove() {
        Session session = create(Once.ALWAYS);
        List<EntryNumber> others =
                EACH.stream().map(one -> new EntryNumber(one.kind(), 2)).toList();
        METERED.spends(
                "update every reference by number", new Budget(4, 20, NUMBERS + 2), () -> update(session, others));
    }

    @Test
    void aListByNumberTakesATripForTheNumber() {
        IntStream.range(0, 20).forEach(_ -> create(Once.ALWAYS));
        List<EntryNumber> assistant = List.of(new EntryNumber(Kind.ASSISTANT, 1));
        METERED.spends(
                "list by an assistant's number, page of 10",
                new Budget(3, 0, 8 + 1),
                () -> CHATS.list(CALLER, assistant, new Window(0, 10), Excerpt.NONE));
    }

    private static Session create(Once once) {
        Details details = DetailChanges.telling(prompt("Stay in character."), prompt("Be brief."))
                .applyTo(Details.NONE);
        NewSession draft = new NewSession(References.NONE, true, null, details, NewSession.DEFAULT_CONTEXT_RESULTS);
        return CHATS.create(CALLER, EACH, draft, once).session();
    }

    private static void update(Session session, List<EntryNumber> numbers) {
        SessionChanges changes = new SessionChanges(
                Change.keep(),
                Change.keep(),
                Change.keep(),
                CHATS.references(CALLER, numbers),
                DetailChanges.telling(prompt("Be somebody else."), SidePrompt.Changes.NONE));
        CHATS.numbered(CHATS.update(CALLER, session.id(), changes, Excerpt.NONE).session());
    }

    private static SidePrompt.Changes prompt(String text) {
        return SidePrompt.Changes.given("prompt", Change.set(text), Change.keep());
    }
}
