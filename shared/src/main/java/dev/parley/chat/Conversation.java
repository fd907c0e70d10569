package dev.parley.chat;

import java.util.List;

/// A session with its newest messages, oldest of them first.
public record Conversation(Session session, List<Message> newest) {
    public Conversation {
        newest = List.copyOf(newest);
    }
}
