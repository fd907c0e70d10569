package dev.parley.chat;

import java.util.List;

/// A session with the part of its messages that was asked for, oldest of them first.
public record History(Session session, List<Message> messages) {
    public History {
        messages = List.copyOf(messages);
    }
}
