package dev.parley.chat;

import dev.parley.chat.EntryId.ProfileId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The catalog in maps: what a store must do, as plainly as it can be said.
public final class MemoryCatalogStore implements CatalogStore {
    private static final Duration REMEMBERED = Duration.ofHours(24);

    private final Clock clock;
    private final Map<Place, Entry> entries = new HashMap<>();
    private final Map<Kind, Long> numbers = new EnumMap<>(Kind.class);
    private final Map<Kept, Receipt> receipts = new HashMap<>();
    private final Map<Kept, Instant> ends = new HashMap<>();

    public MemoryCatalogStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Map<EntryId, Entry> referred(Collection<? extends EntryId> ids, UserId owner) {
        return find(ids, owner);
    }

    @Override
    public Map<EntryId, Entry> find(Collection<? extends EntryId> ids, UserId reader) {
        return ids.stream()
                .distinct()
                .flatMap(id -> Stream.of(new Place(id, reader), new Place(id, null))
                        .flatMap(place -> Stream.ofNullable(entries.get(place)))
                        .limit(1))
                .collect(Collectors.toMap(Entry::id, Function.identity()));
    }

    @Override
    public Map<EntryNumber, EntryId> numbered(Collection<EntryNumber> wanted, UserId reader) {
        return findNumbered(wanted, reader).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, found -> found.getValue().id()));
    }

    @Override
    public Map<EntryNumber, Entry> findNumbered(Collection<EntryNumber> wanted, UserId reader) {
        return entries.values().stream()
                .filter(entry -> owner(entry) == null || reader.equals(owner(entry)))
                .filter(entry -> wanted.contains(number(entry)))
                .collect(Collectors.toMap(MemoryCatalogStore::number, Function.identity()));
    }

    @Override
    public Optional<Profile> findPrivate(ProfileId id) {
        return entries.values().stream()
                .flatMap(entry -> entry instanceof Profile profile && profile.owner() != null
                        ? Stream.of(profile)
                        : Stream.empty())
                .filter(profile -> profile.id().equals(id))
                .min(Comparator.comparing(MemoryCatalogStore::ownerName));
    }

    @Override
    public Page<Entry> list(Kind kind, Caller reader, Window window) {
        Comparator<Entry> byNumber = Comparator.comparingLong(Entry::number);
        Comparator<Entry> byId =
                Comparator.comparing((Entry entry) -> entry.id().value()).thenComparing(MemoryCatalogStore::ownerName);
        List<Entry> all = entries.values().stream()
                .filter(entry -> entry.id().kind() == kind)
                .filter(entry ->
                        Optional.ofNullable(owner(entry)).map(reader::mayRead).orElse(true))
                .sorted(Comparator.<Entry, Boolean>comparing(entry -> owner(entry) != null)
                        .thenComparing((one, other) -> owner(one) != null && reader.admin()
                                ? byId.compare(one, other)
                                : byNumber.compare(one, other)))
                .toList();
        return new Page<>(all.stream().skip(window.skip()).limit(window.limit()).toList(), window, all.size());
    }

    @Override
    public Optional<Receipt> receipt(UserId owner, Once.Keyed once) {
        Kept kept = new Kept(owner, once.key());
        return Optional.ofNullable(receipts.get(kept))
                .filter(_ -> Objects.requireNonNull(ends.get(kept)).isAfter(clock.instant()));
    }

    @Override
    public Optional<Entry> create(Kind kind, LongFunction<Entry> made, UserId maker, Once once) {
        Entry entry = made.apply(numbers.merge(kind, 1L, Long::sum));
        if (once instanceof Once.Keyed keyed && receipt(maker, keyed).isPresent()) {
            return Optional.empty();
        }
        if (entries.putIfAbsent(place(entry), entry) != null) {
            throw new Refusal.Conflict(Refusal.Conflict.Reason.ID_TAKEN);
        }
        if (once instanceof Once.Keyed(var key, var request)) {
            receipts.put(new Kept(maker, key), new Receipt(request, Long.toString(entry.number()), 0));
            ends.put(new Kept(maker, key), clock.instant().plus(REMEMBERED));
        }
        return Optional.of(entry);
    }

    @Override
    public Entry update(Entry seen, UnaryOperator<Entry> edit) {
        while (true) {
            Entry before = standing(seen);
            Entry after = edit.apply(before);
            if (entries.replace(place(seen), before, after)) {
                return after;
            }
        }
    }

    @Override
    public void delete(Entry seen) {
        entries.remove(place(seen), standing(seen));
    }

    private Entry standing(Entry seen) {
        return Optional.ofNullable(entries.get(place(seen)))
                .filter(entry -> entry.number() == seen.number())
                .orElseThrow(() -> new Refusal.NotFound(seen.id().kind().thing()));
    }

    private static EntryNumber number(Entry entry) {
        return new EntryNumber(entry.id().kind(), entry.number());
    }

    private static @Nullable UserId owner(Entry entry) {
        return entry instanceof Profile profile ? profile.owner() : null;
    }

    private static String ownerName(Entry entry) {
        UserId owner = owner(entry);
        return owner == null ? "" : owner.value();
    }

    private static Place place(Entry entry) {
        return new Place(entry.id(), owner(entry));
    }

    private record Place(EntryId id, @Nullable UserId owner) {}

    private record Kept(UserId owner, String key) {}
}
