package dev.parley.chat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Pages of conversations, with or without the catalog entries that they refer to.
record Listings(ChatStore store, CatalogStore catalog) {

    /// The owner's sessions that meet the filter, newest first, each with its newest messages.
    Page<Conversation> page(UserId owner, SessionFilter filter, Window window, Excerpt excerpt) {
        Page<Listed> listed = listed(owner, filter, window);
        return new Page<>(opened(listed, excerpt), window, listed.total());
    }

    /// The same, with the assistants and profiles that they refer to.
    Listing list(UserId owner, SessionFilter filter, Window window, Excerpt excerpt) {
        Page<Listed> listed = listed(owner, filter, window);
        Beside<List<Conversation>> conversations = Beside.start(() -> opened(listed, excerpt));
        List<EntryId> ids = listed.items().stream()
                .flatMap(item -> Stream.<EntryId>of(item.assistant(), item.profile()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<EntryId, Entry> referred = catalog.referred(ids, owner);
        return new Listing(new Page<>(conversations.join(), window, listed.total()), referred);
    }

    /// The same for the sessions with the assistant, the profile or both that have these numbers; none, if one of
    /// the numbers is nothing's.
    Listing list(UserId owner, List<EntryNumber> numbers, Window window, Excerpt excerpt) {
        Map<EntryNumber, EntryId> found = catalog.numbered(numbers, owner);
        return found.keySet().containsAll(numbers)
                ? list(owner, SessionFilter.ofThoseWith(References.to(found)), window, excerpt)
                : new Listing(new Page<>(List.of(), window, 0), Map.of());
    }

    private Page<Listed> listed(UserId owner, SessionFilter filter, Window window) {
        return filter.isEmpty() ? new Page<>(List.of(), window, 0) : store.list(owner, filter, window);
    }

    private List<Conversation> opened(Page<Listed> listed, Excerpt excerpt) {
        return store.open(listed.items().stream().map(Listed::id).toList(), excerpt);
    }
}
