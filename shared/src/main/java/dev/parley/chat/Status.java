package dev.parley.chat;

/// Where a session stands. Only an `ACTIVE` one takes messages and turns.
public enum Status {
    ACTIVE,
    COMPLETED,
    TERMINATED,
    SCHEDULED
}
