package dev.parley.chat;

/// A catalog entry's number, counted from 1 per kind and never given out twice.
public record EntryNumber(Kind kind, long number) {}
