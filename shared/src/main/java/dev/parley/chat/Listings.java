package dev.parley.chat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Pages of conversations, with the catalog entries that they refer to.
record Listings(ChatStore store, CatalogStore catalog) {

    /// The owner's sessions with the assistant, the profile or both that have these numbers; none, if one of
    /// them has
    /// no entry.
    Listing list(UserId owner, List<EntryNumber> numbers, Window window, Excerpt excerpt) {
        Map<EntryNumber, EntryId> found = catalog.numbered(numbers, owner);
        return found.keySet().containsAll(numbers)
                ? list(owner, SessionFilter.ofThoseWith(References.to(found)), window, excerpt)
                : empty(window, 0);
    }

    /// The owner's sessions that meet the filter, newest first, each with its newest messages.
    Listing list(UserId owner, SessionFilter filter, Window window, Excerpt excerpt) {
        if (filter.isEmpty()) {
            return empty(window, 0);
        }
        Page<Listed> listed = store.list(owner, filter, window);
        if (listed.items().isEmpty()) {
            return empty(window, listed.total());
        }
        Beside<List<Conversation>> conversations = Beside.start(
                () -> store.open(listed.items().stream().map(Listed::id).toList(), excerpt));
        List<EntryId> ids = listed.items().stream()
                .flatMap(item -> Stream.<EntryId>of(item.assistant(), item.profile()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<EntryId, Entry> referred = catalog.referred(ids, owner);
        return new Listing(new Page<>(conversations.join(), window, listed.total()), referred);
    }

    private static Listing empty(Window window, long total) {
        return new Listing(new Page<>(List.of(), window, total), Map.of());
    }
}
