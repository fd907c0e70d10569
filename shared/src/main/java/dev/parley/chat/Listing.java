package dev.parley.chat;

import java.util.Map;

/// A page of conversations, with the assistants and profiles they refer to as far as the catalog has them.
public record Listing(Page<Conversation> page, Map<EntryId, Entry> referred) {
    public Listing {
        referred = Map.copyOf(referred);
    }
}
