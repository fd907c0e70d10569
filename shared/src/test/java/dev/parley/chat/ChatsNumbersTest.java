package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.chat.EntryChanges.AssistantChanges;
import dev.parley.chat.EntryChanges.ModelChanges;
import dev.parley.chat.EntryChanges.ProfileChanges;
import dev.parley.chat.EntryChanges.PromptChanges;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.standins.HandClock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Sessions whose callers name what they refer to by number. There are two entries of each kind, 1 and 2.
class ChatsNumbersTest {
    private static final Caller ADA = new Caller(new UserId("ada"), false);
    private static final Caller ADMIN = new Caller(new UserId("admin"), true);
    private static final List<EntryNumber> EACH = numbers(1, 1, 1, 1);
    private static final Once.Keyed KEYED = new Once.Keyed("key", "request");
    private static final NewSession DRAFT = new NewSession(References.NONE, "titled");
    private static final Window ALL = new Window(0, 100);
    private static final CardChanges CARD = new CardChanges(Change.keep(), Change.keep(), Change.keep(), Change.keep());

    private static final ModelAccess NOTHING = new ModelAccess() {
        @Override
        public boolean reachesModel(String bedrockModelId) {
            return false;
        }

        @Override
        public boolean reachesKnowledgeBase(String id) {
            return false;
        }
    };

    private final HandClock clock = new HandClock();
    private final MemoryCatalogStore entries = new MemoryCatalogStore(clock);
    private final Catalog catalog = new Catalog(entries, NOTHING);
    private final Chats chats =
            new Chats(new InMemoryChatStore(clock), entries, ContractPart.ANSWERING, Pace.of(clock));

    @BeforeEach
    void fillTheCatalog() {
        for (Kind kind : Kind.values()) {
            make(ADMIN, kind, "one");
            make(ADMIN, kind, "two");
        }
    }

    @Test
    void aSessionRefersToTheEntriesWithTheNumbersAndKnowsThem() {
        Introduction created = chats.create(ADA, numbers(1, 2, 2, 1), DRAFT, Once.ALWAYS);

        References references = created.session().references();
        assertThat(references.ids())
                .containsExactly(
                        Kind.ASSISTANT.id("one"), Kind.PROFILE.id("two"), Kind.MODEL.id("two"), Kind.PROMPT.id("one"));
        assertThat(references.numbers())
                .isEqualTo(Map.of(Kind.ASSISTANT, 1L, Kind.PROFILE, 2L, Kind.MODEL, 2L, Kind.PROMPT, 1L));
        assertThat(created.session().title()).isEqualTo("titled");
        assertThat(chats.get(ADA, created.session().id(), Excerpt.NONE).session())
                .isEqualTo(created.session());
        assertThat(chats.numbered(created.session())).isEqualTo(references);
    }

    @Test
    void whoTalksIsIntroduced() {
        Introduction created = chats.create(ADA, EACH, DRAFT, Once.ALWAYS);

        assertThat(created.referred()).containsOnlyKeys(Kind.ASSISTANT.id("one"), Kind.PROFILE.id("one"));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theFirstNumberOfNothingIsTheOneNotFound(Kind kind) {
        List<EntryNumber> wrong = EACH.stream()
                .map(number -> number.kind().compareTo(kind) < 0 ? number : new EntryNumber(number.kind(), 3))
                .toList();

        assertThatExceptionOfType(Refusal.NotFound.class)
                .isThrownBy(() -> chats.create(ADA, wrong, DRAFT, Once.ALWAYS))
                .returns(kind.thing(), Refusal.NotFound::thing);
        assertThat(listed()).isEmpty();
    }

    @Test
    void aPrivateProfileHasANumberForItsOwnerAlone() {
        make(ADA, Kind.PROFILE, "mine");

        chats.create(ADA, numbers(1, 3, 1, 1), DRAFT, Once.ALWAYS);

        assertThat(listed(new EntryNumber(Kind.PROFILE, 3))).hasSize(1);
        assertThatExceptionOfType(Refusal.NotFound.class)
                .isThrownBy(() ->
                        chats.create(new Caller(new UserId("bob"), false), numbers(1, 3, 1, 1), DRAFT, Once.ALWAYS))
                .returns(Thing.PROFILE, Refusal.NotFound::thing);
    }

    @Test
    void aRepeatedCreateIntroducesTheSessionAsItIsNowThoughItsEntriesAreGone() {
        SessionId id = chats.create(ADA, EACH, DRAFT, KEYED).session().id();
        chats.update(ADA, id, referring(chats.references(ADA, numbers(2, 2, 2, 2))), Excerpt.NONE);
        catalog.delete(ADMIN, Kind.ASSISTANT.id("one"));
        catalog.delete(ADMIN, Kind.PROFILE.id("two"));

        Introduction again = chats.create(ADA, EACH, DRAFT, KEYED);

        assertThat(again.session().id()).isEqualTo(id);
        assertThat(again.session().references().number(Kind.ASSISTANT)).contains(2L);
        assertThat(again.referred()).containsOnlyKeys(Kind.ASSISTANT.id("two"));
        assertThat(listed()).hasSize(1);
    }

    @Test
    void aListTakesAnAssistantsAndAProfilesNumber() {
        SessionId both = chats.create(ADA, numbers(1, 1, 1, 1), DRAFT, Once.ALWAYS)
                .session()
                .id();
        SessionId first = chats.create(ADA, numbers(1, 2, 1, 1), DRAFT, Once.ALWAYS)
                .session()
                .id();
        SessionId second = chats.create(ADA, numbers(2, 1, 1, 1), DRAFT, Once.ALWAYS)
                .session()
                .id();
        EntryNumber assistant = new EntryNumber(Kind.ASSISTANT, 1);
        EntryNumber profile = new EntryNumber(Kind.PROFILE, 1);

        assertThat(listed()).containsExactlyInAnyOrder(both, first, second);
        assertThat(listed(assistant)).containsExactlyInAnyOrder(both, first);
        assertThat(listed(profile)).containsExactlyInAnyOrder(both, second);
        assertThat(listed(profile, assistant)).containsExactly(both);
        assertThat(listed(new EntryNumber(Kind.ASSISTANT, 3))).isEmpty();
        assertThat(listed(new EntryNumber(Kind.PROFILE, 3), assistant)).isEmpty();
        assertThat(chats.list(ADMIN, List.of(assistant), ALL, Excerpt.NONE)
                        .page()
                        .total())
                .isZero();
    }

    @Test
    void aNumberThatTheSessionDoesNotKnowIsTheLiveEntrys() {
        NewSession unchecked = new NewSession(
                new References(new AssistantId("two"), null, null, null),
                false,
                null,
                Details.NONE,
                NewSession.DEFAULT_CONTEXT_RESULTS);
        Session session =
                chats.create(ADA, unchecked, Once.ALWAYS, Excerpt.NONE).session();

        assertThat(session.references().number(Kind.ASSISTANT)).isEmpty();
        assertThat(chats.numbered(session).number(Kind.ASSISTANT)).contains(2L);
        catalog.delete(ADMIN, Kind.ASSISTANT.id("two"));
        assertThat(chats.numbered(session).number(Kind.ASSISTANT)).isEmpty();
    }

    private List<SessionId> listed(EntryNumber... numbers) {
        Page<Conversation> page =
                chats.list(ADA, List.of(numbers), ALL, Excerpt.NONE).page();
        assertThat(page.total()).isEqualTo(page.items().size());
        return page.items().stream().map(item -> item.session().id()).toList();
    }

    private void make(Caller caller, Kind kind, String id) {
        EntryChanges fields = switch (kind) {
            case ASSISTANT -> new AssistantChanges(CARD, Change.keep(), Change.keep(), Change.keep(), Change.keep());
            case PROFILE -> new ProfileChanges(CARD);
            case MODEL ->
                new ModelChanges(
                        Change.keep(), Change.keep(), Change.keep(), Change.keep(), Change.keep(), Change.keep());
            case PROMPT -> new PromptChanges(Change.keep(), Change.set("Be brief."));
        };
        catalog.create(caller, new NewEntry(kind.id(id), fields), Once.ALWAYS);
    }

    private static SessionChanges referring(References references) {
        return new SessionChanges(Change.keep(), Change.keep(), Change.keep(), references, DetailChanges.NONE);
    }

    private static List<EntryNumber> numbers(long assistant, long profile, long model, long prompt) {
        return Stream.of(
                        new EntryNumber(Kind.ASSISTANT, assistant),
                        new EntryNumber(Kind.PROFILE, profile),
                        new EntryNumber(Kind.MODEL, model),
                        new EntryNumber(Kind.PROMPT, prompt))
                .toList();
    }
}
