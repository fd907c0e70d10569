package dev.parley.chat;

import java.util.Map;

/// A session, with the catalog entries that it refers to as far as they were asked for and are there.
public record Introduction(Session session, Map<EntryId, Entry> referred) {
    public Introduction {
        referred = Map.copyOf(referred);
    }
}
