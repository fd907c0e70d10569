package dev.parley.chat;

import org.jspecify.annotations.Nullable;

/// How an assistant or a profile is shown to people.
public record Card(
        @Nullable String name,
        @Nullable String label,
        @Nullable String description,
        @Nullable String avatarImage) {}
