package dev.parley.dynamodb;

import static dev.parley.dynamodb.Attributes.number;

import dev.parley.chat.Caller;
import dev.parley.chat.CatalogStore;
import dev.parley.chat.Entry;
import dev.parley.chat.EntryId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.EntryNumber;
import dev.parley.chat.Kind;
import dev.parley.chat.Once;
import dev.parley.chat.Page;
import dev.parley.chat.Profile;
import dev.parley.chat.Receipt;
import dev.parley.chat.Refusal;
import dev.parley.chat.UserId;
import dev.parley.chat.Window;
import dev.parley.dynamodb.Transactions.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The catalog in the table: an entry under its id, and beside it, written in the same transaction, its number, its
/// kind's counts, and for a private profile an administrator's way to it.
public final class DynamoCatalogStore implements CatalogStore {
    private final DynamoDbClient client;
    private final Patience patience;
    private final Writes writes;
    private final Transactions transactions;
    private final Numbers numbers;
    private final CatalogReads reads;

    public DynamoCatalogStore(DynamoDbClient client, String table, Patience patience) {
        this.client = client;
        this.patience = patience;
        writes = new Writes(table);
        transactions = new Transactions(client, patience);
        numbers = new Numbers(client, table, patience);
        reads = new CatalogReads(client, table, patience);
    }

    @Override
    public Map<EntryId, Entry> find(Collection<? extends EntryId> ids, UserId reader) {
        return reads.find(ids, reader, true);
    }

    @Override
    public Map<EntryId, Entry> referred(Collection<? extends EntryId> ids, UserId owner) {
        return reads.referred(ids, owner);
    }

    @Override
    public Map<EntryNumber, EntryId> numbered(Collection<EntryNumber> numbers, UserId reader) {
        return reads.numbered(numbers, reader);
    }

    @Override
    public Map<EntryNumber, Entry> findNumbered(Collection<EntryNumber> numbers, UserId reader) {
        return reads.findNumbered(numbers, reader);
    }

    @Override
    public Optional<Profile> findPrivate(ProfileId id) {
        return reads.findPrivate(id);
    }

    @Override
    public Page<Entry> list(Kind kind, Caller reader, Window window) {
        return reads.list(kind, reader, window);
    }

    @Override
    public Optional<Receipt> receipt(UserId owner, Once.Keyed once) {
        return Receipts.find(
                client,
                writes.table(),
                Keys.once(owner, once.key()),
                patience.clock().instant());
    }

    @Override
    public Optional<Entry> create(Kind kind, LongFunction<Entry> made, UserId maker, Once once) {
        Entry entry = made.apply(numbers.next(Keys.entryCount(kind)));
        List<TransactWriteItem> steps = new ArrayList<>();
        steps.add(writes.insert(CatalogItems.item(entry, 1)));
        CatalogItems.pointers(entry).forEach(pointer -> steps.add(writes.insert(pointer)));
        steps.add(count(entry, 1));
        Receipts.record(
                        writes,
                        maker,
                        once,
                        Long.toString(entry.number()),
                        0,
                        patience.clock().instant())
                .ifPresent(steps::add);
        return switch (transactions.run(steps)) {
            case Outcome.Done _ -> Optional.of(entry);
            case Outcome.Refused _ -> refused(maker, once);
        };
    }

    /// Nothing, if a twin was first. The twin's entry takes the id as well, and the receipt's step may have met a
    /// conflict where the entry's met the twin's work: so it is the receipt that is asked.
    private Optional<Entry> refused(UserId maker, Once once) {
        if (once instanceof Once.Keyed keyed && receipt(maker, keyed).isPresent()) {
            return Optional.empty();
        }
        throw new Refusal.Conflict(Refusal.Conflict.Reason.ID_TAKEN);
    }

    @Override
    public Entry update(Entry seen, UnaryOperator<Entry> edit) {
        Patience.Attempts attempts = patience.begin();
        Optional<EnhancedDocument> item = reads.item(CatalogItems.key(seen));
        while (true) {
            EnhancedDocument before = item.filter(found -> CatalogItems.number(found) == seen.number())
                    .orElseThrow(() -> gone(seen));
            Entry entry = CatalogItems.entry(seen.id().kind(), before);
            Entry edited = edit.apply(entry);
            if (edited.equals(entry)) {
                return entry;
            }
            switch (transactions.run(List.of(replace(before, edited)))) {
                case Outcome.Done _ -> {
                    return edited;
                }
                case Outcome.Refused refused -> item = refused.old(0);
            }
            attempts.next("an entry that others keep changing");
        }
    }

    @Override
    public void delete(Entry seen) {
        List<TransactWriteItem> steps = new ArrayList<>();
        steps.add(writes.delete(CatalogItems.key(seen), "#number = :number", Map.of(":number", number(seen.number()))));
        CatalogItems.pointerKeys(seen).forEach(key -> steps.add(writes.remove(key)));
        steps.add(count(seen, -1));
        if (transactions.run(steps) instanceof Outcome.Refused) {
            throw gone(seen);
        }
    }

    /// Replaces the entry as it stood `before`.
    private TransactWriteItem replace(EnhancedDocument before, Entry edited) {
        long version = CatalogItems.version(before);
        return writes.put(
                CatalogItems.item(edited, version + 1),
                "#number = :number AND #version = :version",
                Map.of(":number", number(edited.number()), ":version", number(version)));
    }

    private TransactWriteItem count(Entry entry, int more) {
        String expression = CatalogItems.isPrivate(entry) ? "ADD #privates :more" : "ADD #entries :more";
        return writes.upsert(Keys.entryCount(entry.id().kind()), expression, Map.of(":more", number(more)));
    }

    private static Refusal gone(Entry entry) {
        return new Refusal.NotFound(entry.id().kind().thing());
    }
}
