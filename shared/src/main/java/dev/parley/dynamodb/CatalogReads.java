package dev.parley.dynamodb;

import dev.parley.chat.Caller;
import dev.parley.chat.Entry;
import dev.parley.chat.EntryId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.EntryNumber;
import dev.parley.chat.Kind;
import dev.parley.chat.Page;
import dev.parley.chat.Profile;
import dev.parley.chat.UserId;
import dev.parley.chat.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Reads the catalog: entries by id, by number, and in pages.
final class CatalogReads {
    private final BatchReads items;
    private final Spans spans;

    CatalogReads(DynamoDbClient client, String table, Patience patience) {
        items = new BatchReads(client, table, patience);
        spans = new Spans(client, table);
    }

    Optional<EnhancedDocument> item(ItemKey key) {
        return Optional.ofNullable(items.find(List.of(key), true).get(key));
    }

    /// What a session refers to is read at half the price, and once more only where nothing was found.
    Map<EntryId, Entry> referred(Collection<? extends EntryId> ids, UserId owner) {
        Map<EntryId, Entry> entries = find(ids, owner, false);
        List<? extends EntryId> missing =
                ids.stream().filter(id -> !entries.containsKey(id)).toList();
        entries.putAll(find(missing, owner, true));
        return entries;
    }

    Map<EntryId, Entry> find(Collection<? extends EntryId> ids, UserId reader, boolean consistent) {
        Map<ItemKey, EnhancedDocument> found =
                items.find(ids.stream().flatMap(id -> keys(id, reader)).toList(), consistent);
        Map<EntryId, Entry> entries = new HashMap<>();
        for (EntryId id : ids) {
            first(keys(id, reader), found).ifPresent(item -> entries.put(id, CatalogItems.entry(id.kind(), item)));
        }
        return entries;
    }

    /// As with [#referred], numbers are read at half the price, and once more only where nothing was found.
    Map<EntryNumber, EntryId> numbered(Collection<EntryNumber> numbers, UserId reader) {
        Map<EntryNumber, EnhancedDocument> pointers = pointers(numbers, reader, false);
        List<EntryNumber> missing =
                numbers.stream().filter(number -> !pointers.containsKey(number)).toList();
        pointers.putAll(pointers(missing, reader, true));
        Map<EntryNumber, EntryId> ids = new HashMap<>();
        pointers.forEach((number, pointer) -> ids.put(number, CatalogItems.pointedId(number.kind(), pointer)));
        return ids;
    }

    Map<EntryNumber, Entry> findNumbered(Collection<EntryNumber> numbers, UserId reader) {
        Map<EntryNumber, ItemKey> keys = new HashMap<>();
        pointers(numbers, reader, true)
                .forEach((number, pointer) -> keys.put(number, CatalogItems.pointed(number.kind(), pointer)));
        Map<ItemKey, EnhancedDocument> found = items.find(keys.values(), true);
        Map<EntryNumber, Entry> entries = new HashMap<>();
        keys.forEach((number, key) -> Optional.ofNullable(found.get(key))
                .map(item -> CatalogItems.entry(number.kind(), item))
                .filter(entry -> entry.number() == number.number())
                .ifPresent(entry -> entries.put(number, entry)));
        return entries;
    }

    private Map<EntryNumber, EnhancedDocument> pointers(
            Collection<EntryNumber> numbers, UserId reader, boolean consistent) {
        Map<ItemKey, EnhancedDocument> found = items.find(
                numbers.stream().flatMap(number -> keys(number, reader)).toList(), consistent);
        Map<EntryNumber, EnhancedDocument> pointers = new HashMap<>();
        for (EntryNumber number : numbers) {
            first(keys(number, reader), found).ifPresent(pointer -> pointers.put(number, pointer));
        }
        return pointers;
    }

    Optional<Profile> findPrivate(ProfileId id) {
        return spans.slice(Keys.privateProfileOwners(id), 0, 1).stream()
                .findFirst()
                .flatMap(pointer -> item(CatalogItems.pointed(Kind.PROFILE, pointer)))
                .map(item -> (Profile) CatalogItems.entry(Kind.PROFILE, item));
    }

    Page<Entry> list(Kind kind, Caller reader, Window window) {
        List<Section> sections = sections(kind, reader);
        List<ItemKey> keys = new ArrayList<>();
        long skip = window.skip();
        for (Section section : sections) {
            long wanted = Math.min(window.limit() - keys.size(), section.total() - skip);
            if (wanted > 0) {
                spans.slice(section.span(), skip, wanted).stream()
                        .map(pointer -> CatalogItems.pointed(kind, pointer))
                        .forEach(keys::add);
            }
            skip = Math.max(0, skip - section.total());
        }
        Map<ItemKey, EnhancedDocument> found = items.find(keys, true);
        List<Entry> entries = keys.stream()
                .flatMap(key -> Stream.ofNullable(found.get(key)))
                .map(item -> CatalogItems.entry(kind, item))
                .toList();
        return new Page<>(
                entries, window, sections.stream().mapToLong(Section::total).sum());
    }

    /// What a reader's list of a kind consists of.
    private List<Section> sections(Kind kind, Caller reader) {
        Optional<EnhancedDocument> counts = item(Keys.entryCount(kind));
        Section shared = new Section(Keys.entryNumbers(kind), CatalogItems.count(counts, CatalogItems.ENTRIES));
        if (kind != Kind.PROFILE) {
            return List.of(shared);
        }
        if (reader.admin()) {
            long privates = CatalogItems.count(counts, CatalogItems.PRIVATES);
            return List.of(shared, new Section(Keys.privateProfileOwners(), privates));
        }
        KeySpan own = Keys.privateProfileNumbers(reader.user());
        return List.of(shared, new Section(own, spans.count(own)));
    }

    /// Where an entry may be that a reader means by an id: the reader's own first.
    private static Stream<ItemKey> keys(EntryId id, UserId reader) {
        return id instanceof ProfileId profile
                ? Stream.of(Keys.privateProfile(reader, profile), Keys.entry(id))
                : Stream.of(Keys.entry(id));
    }

    /// Where the way to an entry may be that a reader means by a number.
    private static Stream<ItemKey> keys(EntryNumber number, UserId reader) {
        ItemKey shared = Keys.entryNumber(number.kind(), number.number());
        return number.kind() == Kind.PROFILE
                ? Stream.of(Keys.privateProfileNumber(reader, number.number()), shared)
                : Stream.of(shared);
    }

    private static Optional<EnhancedDocument> first(Stream<ItemKey> keys, Map<ItemKey, EnhancedDocument> found) {
        return keys.flatMap(key -> Stream.ofNullable(found.get(key))).findFirst();
    }

    /// A run of entries in a list: the span of the items that lead to them, and how many there are.
    private record Section(KeySpan span, long total) {}
}
