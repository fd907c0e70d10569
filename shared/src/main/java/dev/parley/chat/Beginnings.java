package dev.parley.chat;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How sessions begin, and what they may refer to.
record Beginnings(ChatStore store, Access access, CatalogStore catalog, Pace pace) {

    Conversation create(Caller caller, NewSession draft, Once once, Excerpt excerpt) {
        return earlier(caller, once, excerpt).orElseGet(() -> begin(caller, draft, once, excerpt));
    }

    /// Looks for who talks while the session is stored.
    Introduction create(Caller caller, List<EntryNumber> numbers, NewSession draft, Once once) {
        Optional<Conversation> earlier = earlier(caller, once, Excerpt.NONE);
        if (earlier.isPresent()) {
            return introduced(earlier.get().session());
        }
        References references = references(numbers, caller.user());
        Beside<Map<EntryId, Entry>> talking = Beside.start(() -> catalog.referred(references.talking(), caller.user()));
        Session session =
                begin(caller, draft.referringTo(references), once, Excerpt.NONE).session();
        return session.references().equals(references)
                ? new Introduction(session, talking.join())
                : introduced(session);
    }

    /// See [Chats#references].
    References references(List<EntryNumber> numbers, UserId reader) {
        Map<EntryNumber, EntryId> found = catalog.numbered(numbers, reader);
        for (EntryNumber number : numbers) {
            if (!found.containsKey(number)) {
                throw new Refusal.NotFound(number.kind().thing());
            }
        }
        return References.to(found);
    }

    /// The references with the numbers that the catalog has for them; those that are known are not looked for.
    References numbered(References references, UserId owner) {
        List<EntryId> unknown = references.unnumbered();
        return unknown.isEmpty()
                ? references
                : references.numbered(catalog.referred(unknown, owner).values());
    }

    private Optional<Conversation> earlier(Caller caller, Once once, Excerpt excerpt) {
        return access.receipt(caller, once)
                .map(receipt -> access.own(caller, new SessionId(receipt.subject()), excerpt));
    }

    private Conversation begin(Caller caller, NewSession draft, Once once, Excerpt excerpt) {
        Session session = drafted(draft, caller.user());
        SessionId stored = store.create(session, once);
        return stored.equals(session.id()) ? new Conversation(session, List.of()) : access.own(caller, stored, excerpt);
    }

    private Session drafted(NewSession draft, UserId owner) {
        References references = draft.inCatalog() ? inCatalog(draft.references(), owner) : draft.references();
        long number = store.nextNumber(owner);
        return new Session(
                SessionId.of(owner, number),
                owner,
                number,
                Status.ACTIVE,
                draft.title(),
                references,
                Times.beginning(pace.now()),
                Session.Tally.NOTHING,
                draft.details(),
                draft.contextResults());
    }

    /// The references, with their numbers. Those whose numbers are known were seen in the catalog just before.
    private References inCatalog(References references, UserId owner) {
        References seen = numbered(references, owner);
        seen.unnumbered().stream().findFirst().ifPresent(missing -> {
            throw new Refusal.NotFound(missing.kind().thing());
        });
        return seen;
    }

    private Introduction introduced(Session session) {
        return new Introduction(session, catalog.referred(session.references().talking(), session.owner()));
    }
}
