package dev.parley.chat;

import java.util.Collection;
import java.util.Map;

/// Where the catalog is kept.
///
/// A profile is shared or belongs to one user; the same id can stand once among the shared ones and once with each
/// user. Everything else is shared.
public interface CatalogStore {

    /// The entries with these ids that `reader` sees, in one round trip; a private profile of the reader's comes
    /// before a shared one. Ids of nothing are left out.
    Map<EntryId, Entry> find(Collection<? extends EntryId> ids, UserId reader);
}
