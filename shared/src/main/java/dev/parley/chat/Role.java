package dev.parley.chat;

/// Who a stored message is from. A stored `SYSTEM` message is a record, never an instruction to the model.
public enum Role {
    USER,
    ASSISTANT,
    SYSTEM
}
