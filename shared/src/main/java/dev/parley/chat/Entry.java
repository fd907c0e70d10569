package dev.parley.chat;

/// An entry of the catalog: what sessions refer to. Each has a string id and a number counted from 1 per kind.
public sealed interface Entry permits Assistant, Profile, Model, Prompt {
    EntryId id();

    long number();
}
