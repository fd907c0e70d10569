package dev.parley.chat;

import dev.parley.chat.EntryId.ProfileId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/// Where the catalog is kept.
///
/// A profile is shared or belongs to one user; the same id can stand once among the shared ones and once with each
/// user. Everything else is shared. Every read sees every earlier write, unless it says otherwise.
public interface CatalogStore {

    /// The entries with these ids that `reader` sees, in one round trip; a private profile of the reader's comes
    /// before a shared one. Ids of nothing are left out.
    Map<EntryId, Entry> find(Collection<? extends EntryId> ids, UserId reader);

    /// The entries with these ids that a session of `owner` refers to, in one round trip. They may be shown as
    /// they were a second ago, but none that is there is missed.
    Map<EntryId, Entry> referred(Collection<? extends EntryId> ids, UserId owner);

    /// The ids of the entries with these numbers that are shared or the reader's own, in one round trip. They
    /// may be as they were a second ago, but none that is there is missed. Numbers of nothing are left out.
    Map<EntryNumber, EntryId> numbered(Collection<EntryNumber> numbers, UserId reader);

    /// The entries with these numbers that are shared or the reader's own, in two round trips. Numbers of nothing
    /// are left out.
    Map<EntryNumber, Entry> findNumbered(Collection<EntryNumber> numbers, UserId reader);

    /// Anybody's private profile with this id: the first by owner.
    Optional<Profile> findPrivate(ProfileId id);

    /// A page of what `reader` sees: the shared entries by number, then the reader's private profiles by number;
    /// for an administrator everyone's, by id and owner.
    Page<Entry> list(Kind kind, Caller reader, Window window);

    /// The receipt of a keyed request of `owner`, unless it has expired.
    Optional<Receipt> receipt(UserId owner, Once.Keyed once);

    /// Stores the entry that `made` makes of a number never given out before, and counts it. With a key, a receipt
    /// of `maker` whose subject is the number is written in the same step; if a twin was first, nothing is stored
    /// or returned.
    ///
    /// @throws Refusal.Conflict when the entry's id is taken: among the shared ones, or with its owner
    Optional<Entry> create(Kind kind, LongFunction<Entry> made, UserId maker, Once once);

    /// Changes an entry from how it stands, which may no longer be how it was `seen`; `edit` may run several times.
    ///
    /// @throws Refusal.NotFound when it is gone
    Entry update(Entry seen, UnaryOperator<Entry> edit);

    /// Removes an entry and counts it out.
    ///
    /// @throws Refusal.NotFound when it is gone
    void delete(Entry seen);
}
