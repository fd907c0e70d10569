package dev.parley.chat;

import java.util.List;

/// The part of a list that a [Window] names, with how many entries there are in all.
public record Page<T>(List<T> items, Window window, long total) {
    public Page {
        items = List.copyOf(items);
    }

    /// How many pages of this size there are; at least 1.
    public long pages() {
        return Math.max(1, Math.ceilDiv(total, window.limit()));
    }

    /// Whether entries follow after this page.
    public boolean more() {
        return window.skip() + items.size() < total && !items.isEmpty();
    }
}
