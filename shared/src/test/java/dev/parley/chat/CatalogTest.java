package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.chat.EntryChanges.AssistantChanges;
import dev.parley.chat.EntryChanges.ModelChanges;
import dev.parley.chat.EntryChanges.ProfileChanges;
import dev.parley.chat.EntryChanges.PromptChanges;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.EntryId.PromptId;
import dev.parley.standins.HandClock;
import java.math.BigDecimal;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private static final Caller ROOT = new Caller(new UserId("root"), true);
    private static final Caller ADA = new Caller(new UserId("ada"), false);
    private static final Caller BOB = new Caller(new UserId("bob"), false);
    private static final ProfileId ME = new ProfileId("me");
    private static final PromptId PROMPT = new PromptId("prompt");
    private static final Once.Keyed KEY = new Once.Keyed("key", "request");
    private static final Window ALL = new Window(0, 100);
    private static final ModelAccess REACHING = new ModelAccess() {
        @Override
        public boolean reachesModel(String bedrockModelId) {
            return bedrockModelId.equals("reached");
        }

        @Override
        public boolean reachesKnowledgeBase(String id) {
            return id.equals("reached");
        }
    };

    private final HandClock clock = new HandClock();
    private final MemoryCatalogStore store = new MemoryCatalogStore(clock);
    private final Catalog catalog = new Catalog(store, REACHING);

    @Test
    void whatAnAdministratorMakesEveryoneSees() {
        Entry prompt = catalog.create(ROOT, new NewEntry(PROMPT, content("text")), Once.ALWAYS);
        Entry profile = catalog.create(ROOT, named(ME, "shared"), Once.ALWAYS);

        assertThat(catalog.get(ADA, PROMPT)).isEqualTo(prompt);
        assertThat(catalog.get(ADA, ME)).isEqualTo(profile);
        assertThat(catalog.list(ADA, Kind.PROFILE, ALL).items()).containsExactly(profile);
    }

    @Test
    void onlyAdministratorsWriteWhatIsShared() {
        catalog.create(ROOT, new NewEntry(PROMPT, content("text")), Once.ALWAYS);
        catalog.create(ROOT, named(ME, "shared"), Once.ALWAYS);

        refused(() -> catalog.create(ADA, new NewEntry(null, content("text")), Once.ALWAYS), Refusal.Forbidden.class);
        refused(() -> catalog.update(ADA, PROMPT, content("other")), Refusal.Forbidden.class);
        refused(() -> catalog.delete(ADA, PROMPT), Refusal.Forbidden.class);
        refused(() -> catalog.update(ADA, ME, name("other")), Refusal.Forbidden.class);
        refused(() -> catalog.delete(ADA, ME), Refusal.Forbidden.class);
    }

    @Test
    void aUsersProfileIsSeenByThatUserAndAdministratorsAlone() {
        Entry mine = catalog.create(ADA, named(ME, "Ada"), Once.ALWAYS);

        assertThat(catalog.get(ADA, ME)).isEqualTo(mine);
        assertThat(catalog.get(ROOT, ME)).isEqualTo(mine);
        refused(() -> catalog.get(BOB, ME), Refusal.NotFound.class);
        refused(() -> catalog.update(BOB, ME, name("Bob")), Refusal.NotFound.class);
        refused(() -> catalog.delete(BOB, ME), Refusal.NotFound.class);
        assertThat(catalog.list(BOB, Kind.PROFILE, ALL).total()).isZero();
        assertThat(catalog.list(ROOT, Kind.PROFILE, ALL).items()).containsExactly(mine);
    }

    @Test
    void anIdTakenPrivatelyIsFreeToOthers() {
        Entry adas = catalog.create(ADA, named(ME, "Ada"), Once.ALWAYS);
        Entry bobs = catalog.create(BOB, named(ME, "Bob"), Once.ALWAYS);
        Entry shared = catalog.create(ROOT, named(ME, "shared"), Once.ALWAYS);

        assertThat(catalog.get(ADA, ME)).isEqualTo(adas);
        assertThat(catalog.get(BOB, ME)).isEqualTo(bobs);
        assertThat(catalog.get(ROOT, ME)).isEqualTo(shared);
    }

    @Test
    void anIdThatTheCallerSeesIsTaken() {
        catalog.create(ROOT, named(ME, "shared"), Once.ALWAYS);
        catalog.create(ADA, named(new ProfileId("mine"), "Ada"), Once.ALWAYS);

        refused(() -> catalog.create(ADA, named(ME, "Ada"), Once.ALWAYS), Refusal.Conflict.class);
        refused(() -> catalog.create(ROOT, named(ME, "again"), Once.ALWAYS), Refusal.Conflict.class);
        refused(() -> catalog.create(ADA, named(new ProfileId("mine"), "Ada"), Once.ALWAYS), Refusal.Conflict.class);
    }

    @Test
    void ownersAndAdministratorsChangeAndDeleteAPrivateProfile() {
        catalog.create(ADA, named(ME, "Ada"), Once.ALWAYS);

        assertThat(catalog.update(ADA, ME, name("Countess"))).isEqualTo(catalog.get(ADA, ME));
        assertThat(catalog.update(ROOT, ME, name("Lovelace")))
                .isEqualTo(new Profile(ME, 1, new Card("Lovelace", null, null, null), ADA.user()));
        catalog.delete(ROOT, ME);
        refused(() -> catalog.delete(ADA, ME), Refusal.NotFound.class);
    }

    @Test
    void anEntryWithoutAnIdGetsOneThatFollowsFromItsNumber() {
        Entry first = catalog.create(ROOT, new NewEntry(null, content("text")), Once.ALWAYS);
        Entry second = catalog.create(ROOT, new NewEntry(null, content("text")), Once.ALWAYS);

        assertThat(first.id().value())
                .matches("[0-9a-f]{24}")
                .isEqualTo(Hash.sha256("PROMPT\n1").substring(0, 24));
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(catalog.get(ADA, second.id())).isEqualTo(second);
    }

    @Test
    void aModelOfNoFieldsIsTheStacksOwnWithTheDefaults() {
        ModelId id = new ModelId("model");
        ModelChanges all = new ModelChanges(
                Change.set("label"),
                Change.set("description"),
                Change.set("reached"),
                Change.set(100),
                Change.set(1),
                Change.set(new BigDecimal("0.25")));
        ModelChanges none = new ModelChanges(
                Change.clear(), Change.clear(), Change.clear(), Change.clear(), Change.clear(), Change.clear());
        Model bare = new Model(id, 1, null, null, null, 8_000, 1_024, null);

        assertThat(catalog.create(ROOT, new NewEntry(id, none), Once.ALWAYS)).isEqualTo(bare);
        assertThat(catalog.update(ROOT, id, all))
                .isEqualTo(new Model(id, 1, "label", "description", "reached", 100, 1, 0.25));
        assertThat(catalog.update(ROOT, id, none)).isEqualTo(bare);
    }

    @Test
    void anAssistantRefersToEntriesThatExist() {
        catalog.create(ROOT, new NewEntry(PROMPT, content("text")), Once.ALWAYS);

        refused(
                () -> catalog.create(ROOT, assistant(Change.set(new ModelId("model")), Change.keep()), Once.ALWAYS),
                "model_id names no model");
        refused(
                () -> catalog.create(ROOT, assistant(Change.keep(), Change.set(new PromptId("other"))), Once.ALWAYS),
                "prompt_id names no prompt");
        AssistantId made = (AssistantId) catalog.create(ROOT, assistant(Change.keep(), Change.set(PROMPT)), Once.ALWAYS)
                .id();
        refused(
                () -> catalog.update(
                        ROOT,
                        made,
                        assistant(Change.set(new ModelId("model")), Change.keep())
                                .fields()),
                "model_id names no model");
    }

    @Test
    void anEntryThatOthersReferToCanBeDeleted() {
        catalog.create(ROOT, new NewEntry(PROMPT, content("text")), Once.ALWAYS);
        Entry made = catalog.create(ROOT, assistant(Change.keep(), Change.set(PROMPT)), Once.ALWAYS);
        catalog.delete(ROOT, PROMPT);

        assertThat(catalog.get(ADA, made.id())).isEqualTo(made);
        assertThat(catalog.update(
                        ROOT, made.id(), assistant(Change.keep(), Change.keep()).fields()))
                .isEqualTo(made);
    }

    @Test
    void whatTheStackMayNotUseIsRefused() {
        refused(
                () -> catalog.create(
                        ROOT,
                        new NewEntry(
                                null,
                                new ModelChanges(
                                        Change.keep(),
                                        Change.keep(),
                                        Change.set("other"),
                                        Change.keep(),
                                        Change.keep(),
                                        Change.keep())),
                        Once.ALWAYS),
                "bedrock_model_id names nothing that this stack may use");
        refused(
                () -> catalog.create(
                        ROOT,
                        new NewEntry(
                                null,
                                new AssistantChanges(
                                        nothing(), Change.keep(), Change.keep(), Change.set("other"), Change.keep())),
                        Once.ALWAYS),
                "knowledge_base_id names nothing that this stack may use");
    }

    @Test
    void theSameKeyedRequestMakesOneEntry() {
        Entry first = catalog.create(ADA, named(null, "Ada"), KEY);
        Entry changed = catalog.update(ADA, first.id(), name("Countess"));

        assertThat(catalog.create(ADA, named(null, "Ada"), KEY)).isEqualTo(changed);
        assertThat(catalog.list(ADA, Kind.PROFILE, ALL).total()).isEqualTo(1);
    }

    @Test
    void anothersSameKeyIsAnotherKey() {
        Entry adas = catalog.create(ADA, named(ME, "same"), KEY);
        Entry bobs = catalog.create(BOB, named(ME, "same"), KEY);

        assertThat(bobs.number()).isNotEqualTo(adas.number());
    }

    @Test
    void anotherRequestUnderTheKeyIsRefused() {
        catalog.create(ADA, named(null, "Ada"), KEY);

        refused(
                () -> catalog.create(ADA, named(null, "Bob"), new Once.Keyed("key", "other")),
                "Idempotency-Key was used with another request");
    }

    @Test
    void aKeyedRequestWhoseEntryIsGoneFindsNothing() {
        catalog.create(ADA, named(ME, "Ada"), KEY);
        catalog.delete(ADA, ME);
        refused(() -> catalog.create(ADA, named(ME, "Ada"), KEY), Refusal.NotFound.class);

        catalog.create(ADA, named(ME, "another"), Once.ALWAYS);
        refused(() -> catalog.create(ADA, named(ME, "Ada"), KEY), Refusal.NotFound.class);
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        Entry first = catalog.create(ADA, named(null, "Ada"), KEY);
        clock.moveOn(Duration.ofHours(24));

        assertThat(catalog.create(ADA, named(null, "Ada"), KEY)).isNotEqualTo(first);
    }

    @Test
    void aTwinThatWasFirstIsAnsweredFrom() {
        Catalog late = new Catalog(new TwinFirst(store, () -> catalog.create(ADA, named(ME, "Ada"), KEY)), REACHING);

        Entry entry = late.create(ADA, named(ME, "Ada"), KEY);
        assertThat(entry).isEqualTo(catalog.get(ADA, ME));
        assertThat(catalog.list(ADA, Kind.PROFILE, ALL).total()).isEqualTo(1);
    }

    private static PromptChanges content(String content) {
        return new PromptChanges(Change.keep(), Change.set(content));
    }

    private static ProfileChanges name(String name) {
        return new ProfileChanges(new CardChanges(Change.set(name), Change.keep(), Change.keep(), Change.keep()));
    }

    private static NewEntry named(@Nullable ProfileId id, String name) {
        return new NewEntry(id, name(name));
    }

    private static NewEntry assistant(Change<ModelId> model, Change<PromptId> prompt) {
        return new NewEntry(null, new AssistantChanges(nothing(), model, prompt, Change.keep(), Change.keep()));
    }

    private static CardChanges nothing() {
        return new CardChanges(Change.keep(), Change.keep(), Change.keep(), Change.keep());
    }

    private static void refused(ThrowingCallable call, Class<? extends Refusal> refusal) {
        assertThatThrownBy(call).isInstanceOf(refusal);
    }

    private static void refused(ThrowingCallable call, String words) {
        assertThatThrownBy(call).isInstanceOf(Refusal.Invalid.class).hasMessage(words);
    }
}
