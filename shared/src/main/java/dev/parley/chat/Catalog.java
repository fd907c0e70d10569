package dev.parley.chat;

import dev.parley.chat.EntryChanges.AssistantChanges;
import dev.parley.chat.EntryChanges.ModelChanges;
import dev.parley.chat.EntryChanges.ProfileChanges;
import dev.parley.chat.EntryChanges.PromptChanges;
import dev.parley.chat.EntryId.ProfileId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The catalog's rules: everyone reads what is shared, administrators write it, and every user has private profiles
/// beside it, seen by their owner and by administrators alone.
public final class Catalog {
    private final CatalogStore store;
    private final ModelAccess access;

    public Catalog(CatalogStore store, ModelAccess access) {
        this.store = store;
        this.access = access;
    }

    /// A page of what the caller sees: shared entries by number, then private profiles.
    public Page<Entry> list(Caller caller, Kind kind, Window window) {
        return store.list(kind, caller, window);
    }

    /// The entry that the caller means by an id: one of the caller's own, else a shared one; for an administrator,
    /// else anybody's.
    ///
    /// @throws Refusal.NotFound when the caller sees none
    public Entry get(Caller caller, EntryId id) {
        return Optional.ofNullable(store.find(List.of(id), caller.user()).get(id))
                .or(() -> elsewhere(caller, id))
                .orElseThrow(() -> new Refusal.NotFound(id.kind().thing()));
    }

    /// Makes an entry: an administrator's is shared, another's profile is private. The same keyed request makes one
    /// only, and gets it again as it stands now.
    public Entry create(Caller caller, NewEntry asked, Once once) {
        mayWrite(caller, asked.kind());
        Optional<Receipt> earlier = receipt(caller, once);
        if (earlier.isPresent()) {
            return madeBefore(caller, asked.kind(), earlier.get());
        }
        checkReferences(asked.fields(), caller);
        checkFree(asked.id(), caller);
        UserId owner = caller.admin() ? null : caller.user();
        return store.create(asked.kind(), number -> asked.made(number, owner), caller.user(), once)
                .orElseGet(() -> madeByTwin(caller, asked.kind(), once));
    }

    /// Changes exactly the fields that were sent.
    public Entry update(Caller caller, EntryId id, EntryChanges changes) {
        Entry seen = writable(caller, id);
        checkReferences(changes, caller);
        return store.update(seen, changes::applyTo);
    }

    /// Removes an entry; sessions may go on referring to it.
    public void delete(Caller caller, EntryId id) {
        store.delete(writable(caller, id));
    }

    private Optional<Profile> elsewhere(Caller caller, EntryId id) {
        return caller.admin() && id instanceof ProfileId profile ? store.findPrivate(profile) : Optional.empty();
    }

    private Entry writable(Caller caller, EntryId id) {
        mayWrite(caller, id.kind());
        Entry entry = get(caller, id);
        if (!caller.admin() && !isPrivateTo(caller.user(), entry)) {
            throw new Refusal.Forbidden();
        }
        return entry;
    }

    /// Lets those pass who may write entries of the kind: administrators, and everyone profiles.
    ///
    /// @throws Refusal.Forbidden to others, before anything of what they want to write is looked at
    public void mayWrite(Caller caller, Kind kind) {
        if (!caller.admin() && kind != Kind.PROFILE) {
            throw new Refusal.Forbidden();
        }
    }

    private static boolean isPrivateTo(UserId user, Entry entry) {
        return entry instanceof Profile profile && user.equals(profile.owner());
    }

    private Optional<Receipt> receipt(Caller caller, Once once) {
        return switch (once) {
            case Once.Unkeyed _ -> Optional.empty();
            case Once.Keyed keyed -> store.receipt(caller.user(), keyed).map(keyed::same);
        };
    }

    private Entry madeBefore(Caller caller, Kind kind, Receipt receipt) {
        EntryNumber number = new EntryNumber(kind, Long.parseLong(receipt.subject()));
        return Optional.ofNullable(
                        store.findNumbered(List.of(number), caller.user()).get(number))
                .orElseThrow(() -> new Refusal.NotFound(kind.thing()));
    }

    private Entry madeByTwin(Caller caller, Kind kind, Once once) {
        return receipt(caller, once)
                .map(receipt -> madeBefore(caller, kind, receipt))
                .orElseThrow(() -> new Refusal.Conflict(Refusal.Conflict.Reason.TWIN_RUNNING));
    }

    /// A user's own profile under the id is left to the store, which knows a twin of the request from a stranger.
    private void checkFree(@Nullable EntryId id, Caller caller) {
        if (id == null || caller.admin()) {
            return;
        }
        Entry seen = store.find(List.of(id), caller.user()).get(id);
        if (seen != null && !isPrivateTo(caller.user(), seen)) {
            throw new Refusal.Conflict(Refusal.Conflict.Reason.ID_TAKEN);
        }
    }

    private void checkReferences(EntryChanges changes, Caller caller) {
        switch (changes) {
            case AssistantChanges assistant -> {
                checkEntries(assistant, caller);
                checkAccess(AssistantChanges.KNOWLEDGE_BASE, assistant.knowledgeBase(), access::reachesKnowledgeBase);
            }
            case ModelChanges model ->
                checkAccess(ModelChanges.BEDROCK_MODEL, model.bedrockModelId(), access::reachesModel);
            case ProfileChanges _, PromptChanges _ -> {}
        }
    }

    private void checkEntries(AssistantChanges assistant, Caller caller) {
        Optional<? extends EntryId> model = assistant.model().newValue();
        Optional<? extends EntryId> prompt = assistant.prompt().newValue();
        List<EntryId> ids =
                Stream.<EntryId>concat(model.stream(), prompt.stream()).toList();
        if (ids.isEmpty()) {
            return;
        }
        var found = store.find(ids, caller.user()).keySet();
        if (!model.map(found::contains).orElse(true)) {
            throw new Refusal.Invalid(AssistantChanges.MODEL, "names no model");
        }
        if (!prompt.map(found::contains).orElse(true)) {
            throw new Refusal.Invalid(AssistantChanges.PROMPT, "names no prompt");
        }
    }

    private static void checkAccess(String field, Change<String> change, Predicate<String> reached) {
        change.ifSet(id -> {
            if (!reached.test(id)) {
                throw new Refusal.Invalid(field, "names nothing that this stack may use");
            }
        });
    }
}
