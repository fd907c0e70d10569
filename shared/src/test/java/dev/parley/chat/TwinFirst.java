package dev.parley.chat;

import dev.parley.chat.EntryId.ProfileId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/// A store in which a twin's request runs whole after ours first looked for its receipt.
record TwinFirst(CatalogStore store, Runnable twin) implements CatalogStore {
    @Override
    public Optional<Receipt> receipt(UserId owner, Once.Keyed once) {
        Optional<Receipt> before = store.receipt(owner, once);
        if (before.isEmpty()) {
            twin.run();
        }
        return before;
    }

    @Override
    public Map<EntryId, Entry> referred(Collection<? extends EntryId> ids, UserId owner) {
        return store.referred(ids, owner);
    }

    @Override
    public Map<EntryId, Entry> find(Collection<? extends EntryId> ids, UserId reader) {
        return store.find(ids, reader);
    }

    @Override
    public Map<EntryNumber, EntryId> numbered(Collection<EntryNumber> numbers, UserId reader) {
        return store.numbered(numbers, reader);
    }

    @Override
    public Map<EntryNumber, Entry> findNumbered(Collection<EntryNumber> numbers, UserId reader) {
        return store.findNumbered(numbers, reader);
    }

    @Override
    public Optional<Profile> findPrivate(ProfileId id) {
        return store.findPrivate(id);
    }

    @Override
    public Page<Entry> list(Kind kind, Caller reader, Window window) {
        return store.list(kind, reader, window);
    }

    @Override
    public Optional<Entry> create(Kind kind, LongFunction<Entry> made, UserId maker, Once once) {
        return store.create(kind, made, maker, once);
    }

    @Override
    public Entry update(Entry seen, UnaryOperator<Entry> edit) {
        return store.update(seen, edit);
    }

    @Override
    public void delete(Entry seen) {
        store.delete(seen);
    }
}
