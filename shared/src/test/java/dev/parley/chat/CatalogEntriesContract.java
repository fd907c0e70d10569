package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.EntryId.PromptId;
import dev.parley.standins.HandClock;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every catalog store does with entries.
public abstract class CatalogEntriesContract {
    static final UserId ADA = new UserId("ada");
    static final UserId BOB = new UserId("bob");
    static final Caller ADMIN = new Caller(new UserId("root"), true);
    static final Window ALL = new Window(0, 100);
    private static final Card CARD = new Card("Sherlock 🔍 Holmes", "label", "description", "");

    final HandClock clock = new HandClock();
    CatalogStore store = new MemoryCatalogStore(clock);

    /// An empty store.
    protected abstract CatalogStore store(Clock clock);

    @BeforeEach
    void begin() {
        store = store(clock);
    }

    @Test
    void entriesOfEveryKindComeBackAsTheyWereStored() {
        Entry assistant = made(new Assistant(
                new AssistantId("a"), 1, CARD, new ModelId("m"), new PromptId("p"), "kb", "Good \"morning\"\n"));
        Entry bareAssistant =
                made(new Assistant(new AssistantId("b"), 2, new Card(null, null, null, null), null, null, null, null));
        Entry model = made(new Model(new ModelId("m"), 1, "label", "text", "bedrock", 100, 200, 0.7));
        Entry bareModel = made(new Model(new ModelId("n"), 2, null, null, null, 8_000, 1_024, null));
        Entry prompt = made(new Prompt(new PromptId("p"), 1, null, "You are a detective."));
        Entry shared = made(profile("detective", 1, null));
        Entry owned = made(profile("mine", 2, ADA));

        List<Entry> all = List.of(assistant, bareAssistant, model, bareModel, prompt, shared, owned);
        assertThat(store.find(all.stream().map(Entry::id).toList(), ADA).values())
                .containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void idsOfNothingAreLeftOut() {
        made(profile("mine", 1, ADA));

        List<EntryId> ids = List.of(new ProfileId("mine"), new AssistantId("mine"), new AssistantId("x".repeat(128)));
        assertThat(store.find(ids, BOB)).isEmpty();
        assertThat(store.find(List.of(), BOB)).isEmpty();
    }

    @Test
    void moreIdsThanOneRequestTakesAreFoundAll() {
        made(prompt("p", 1));
        List<EntryId> ids = IntStream.range(0, 250)
                .mapToObj(i -> (EntryId) new ProfileId("none-" + i))
                .collect(java.util.stream.Collectors.toList());
        ids.add(new PromptId("p"));
        ids.add(new PromptId("p"));

        assertThat(store.find(ids, ADA)).containsOnlyKeys(new PromptId("p"));
    }

    @Test
    void aReadersOwnProfileComesBeforeASharedOne() {
        Entry shared = made(profile("me", 1, null));
        Entry owned = made(profile("me", 2, ADA));

        EntryId id = new ProfileId("me");
        assertThat(store.find(List.of(id), ADA)).containsExactly(Map.entry(id, owned));
        assertThat(store.find(List.of(id), BOB)).containsExactly(Map.entry(id, shared));
    }

    @Test
    void anybodysPrivateProfileIsTheFirstByOwner() {
        made(profile("me", 1, null));
        made(profile("me", 2, BOB));
        Entry first = made(profile("me", 3, ADA));
        made(profile("me-too", 4, ADA));
        made(profile("m", 5, ADA));

        assertThat(store.findPrivate(new ProfileId("me"))).hasValue((Profile) first);
        assertThat(store.findPrivate(new ProfileId("m.e"))).isEmpty();
    }

    @Test
    void numbersLeadToSharedAndOwnEntries() {
        Entry shared = made(profile("me", 1, null));
        Entry owned = made(profile("me", 2, ADA));
        Entry prompt = made(prompt("p", 1));
        EntryNumber one = new EntryNumber(Kind.PROFILE, 1);
        EntryNumber two = new EntryNumber(Kind.PROFILE, 2);
        EntryNumber ofPrompt = new EntryNumber(Kind.PROMPT, 1);
        List<EntryNumber> numbers = List.of(one, two, ofPrompt, new EntryNumber(Kind.PROMPT, 2));

        assertThat(store.findNumbered(numbers, ADA))
                .containsOnly(Map.entry(one, shared), Map.entry(two, owned), Map.entry(ofPrompt, prompt));
        assertThat(store.findNumbered(numbers, BOB)).containsOnlyKeys(one, ofPrompt);
        assertThat(store.numbered(numbers, ADA))
                .containsOnly(
                        Map.entry(one, shared.id()), Map.entry(two, owned.id()), Map.entry(ofPrompt, prompt.id()));
        assertThat(store.numbered(numbers, BOB)).containsOnlyKeys(one, ofPrompt);
    }

    @Test
    void aNumberIsNeverGivenOutAgain() {
        store.delete(made(prompt("p", 1)));
        assertThatThrownBy(() -> {
                    made(prompt("q", 2));
                    made(prompt("q", 3));
                })
                .isInstanceOf(Refusal.Conflict.class);

        assertThat(made(prompt("p", 4)).number()).isEqualTo(4);
        assertThat(store.findNumbered(List.of(new EntryNumber(Kind.PROMPT, 1)), ADA))
                .isEmpty();
        assertThat(store.numbered(List.of(new EntryNumber(Kind.PROMPT, 1)), ADA))
                .isEmpty();
    }

    @Test
    void aTakenIdIsRefusedWhereItStandsAndFreeElsewhere() {
        made(profile("me", 1, null));
        made(profile("me", 2, ADA));
        made(profile("me", 3, BOB));

        assertThatThrownBy(() -> made(profile("me", 4, null)))
                .isInstanceOfSatisfying(
                        Refusal.Conflict.class,
                        taken -> assertThat(taken.reason()).isEqualTo(Refusal.Conflict.Reason.ID_TAKEN));
        assertThatThrownBy(() -> made(profile("me", 5, ADA))).isInstanceOf(Refusal.Conflict.class);
        assertThat(store.list(Kind.PROFILE, ADMIN, ALL).total()).isEqualTo(3);
    }

    @Test
    void listsShowSharedEntriesByNumberThenTheReadersOwn() {
        Entry late = made(profile("late", 1, ADA));
        Entry z = made(profile("z", 2, null));
        Entry a = made(profile("a", 3, null));
        Entry early = made(profile("early", 4, ADA));
        Entry bobs = made(profile("bobs", 5, BOB));
        made(prompt("p", 1));

        Page<Entry> page = store.list(Kind.PROFILE, new Caller(ADA, false), ALL);
        assertThat(page.items()).containsExactly(z, a, late, early);
        assertThat(page.total()).isEqualTo(4);
        assertThat(store.list(Kind.PROFILE, ADMIN, ALL).items()).containsExactly(z, a, bobs, early, late);
        assertThat(store.list(Kind.MODEL, ADMIN, ALL).items()).isEmpty();
    }

    @Test
    void everyWindowIsThatPartOfTheList() {
        made(profile("s1", 1, null));
        store.delete(made(profile("s2", 2, null)));
        made(profile("s3", 3, null));
        made(profile("o4", 4, ADA));
        made(profile("s5", 5, null));
        made(profile("o6", 6, ADA));
        Caller ada = new Caller(ADA, false);
        List<Entry> all = store.list(Kind.PROFILE, ada, ALL).items();
        assertThat(all).hasSize(5);

        for (int skip = 0; skip < 7; skip++) {
            for (int limit = 1; limit < 7; limit++) {
                Page<Entry> page = store.list(Kind.PROFILE, ada, new Window(skip, limit));
                assertThat(page.items())
                        .isEqualTo(all.stream().skip(skip).limit(limit).toList());
                assertThat(page.total()).isEqualTo(5);
            }
        }
        assertThat(store.list(Kind.PROFILE, ada, new Window(Window.MAX_SKIP, 100))
                        .items())
                .isEmpty();
    }

    @Test
    void idsThatBeginAlikeAreListedApart() {
        List<String> ids = List.of("a", "a-", "a.b", "A", "a_b", "9", "NUMBER", "-");
        for (int i = 0; i < ids.size(); i++) {
            made(profile(ids.get(i), i + 1, ADA));
        }

        assertThat(store.list(Kind.PROFILE, ADMIN, ALL).items())
                .extracting(entry -> entry.id().value())
                .containsExactlyElementsOf(
                        ids.stream().sorted(Comparator.naturalOrder()).toList());
        assertThat(store.list(Kind.PROFILE, new Caller(ADA, false), ALL).items())
                .extracting(entry -> entry.id().value())
                .containsExactlyElementsOf(ids);
    }

    @Test
    void changesOfDifferentFieldsAtOnceBothSurvive() {
        Prompt seen = made(prompt("p", 1));

        Entry last = store.update(seen, entry -> {
            Prompt before = (Prompt) entry;
            if (before.label() == null) {
                store.update(seen, _ -> new Prompt(before.id(), 1, "label", before.content()));
            }
            return new Prompt(before.id(), 1, before.label(), "content");
        });

        Prompt both = new Prompt(seen.id(), 1, "label", "content");
        assertThat(last).isEqualTo(both);
        assertThat(store.find(List.of(seen.id()), ADA)).containsValue(both);
    }

    @Test
    void anEditThatChangesNothingGivesTheEntryAsItStands() {
        Profile seen = made(profile("me", 1, ADA));

        assertThat(store.update(seen, entry -> entry)).isEqualTo(seen);
    }

    @Test
    void whatIsGoneIsNeitherChangedNorDeleted() {
        Prompt gone = made(prompt("p", 1));
        store.delete(gone);

        assertThatThrownBy(() -> store.update(gone, entry -> entry)).isInstanceOf(Refusal.NotFound.class);
        assertThatThrownBy(() -> store.delete(gone)).isInstanceOf(Refusal.NotFound.class);
        assertThat(store.list(Kind.PROMPT, ADMIN, ALL).total()).isZero();
    }

    @Test
    void anotherEntryUnderTheSameIdIsNotTakenForTheOldOne() {
        Prompt old = made(prompt("p", 1));
        store.delete(old);
        Prompt successor = made(prompt("p", 2));

        assertThatThrownBy(() -> store.update(old, entry -> entry)).isInstanceOf(Refusal.NotFound.class);
        assertThatThrownBy(() -> store.delete(old)).isInstanceOf(Refusal.NotFound.class);
        assertThat(store.find(List.of(old.id()), ADA)).containsValue(successor);
    }

    @Test
    void anEntryDeletedWhileItIsChangedStaysDeleted() {
        Prompt seen = made(prompt("p", 1));

        assertThatThrownBy(() -> store.update(seen, entry -> {
                    store.delete(seen);
                    return new Prompt(seen.id(), 1, "label", "content");
                }))
                .isInstanceOf(Refusal.NotFound.class);
        assertThat(store.find(List.of(seen.id()), ADA)).isEmpty();
    }

    <E extends Entry> E made(E entry) {
        Entry made = store.create(
                        entry.id().kind(),
                        number -> {
                            assertThat(number).isEqualTo(entry.number());
                            return entry;
                        },
                        ADA,
                        Once.ALWAYS)
                .orElseThrow();
        assertThat(made).isEqualTo(entry);
        return entry;
    }

    static Profile profile(String id, long number, @Nullable UserId owner) {
        return new Profile(new ProfileId(id), number, CARD, owner);
    }

    static Prompt prompt(String id, long number) {
        return new Prompt(new PromptId(id), number, null, "You are a detective.");
    }
}
