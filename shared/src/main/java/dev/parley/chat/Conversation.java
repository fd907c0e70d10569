package dev.parley.chat;

import java.util.List;
import java.util.Optional;

/// A session with its newest messages, oldest of them first.
public record Conversation(Session session, List<Message> newest) {
    public Conversation {
        newest = List.copyOf(newest);
    }

    /// What stands for the conversation in a list of them: the text that a client has set, else the start of the
    /// last message, if that is among the newest ones given.
    public Optional<String> shownPreview() {
        return Optional.ofNullable(session.details().preview())
                .or(() -> newest.reversed().stream()
                        .findFirst()
                        .map(last -> TextStart.of(last.said().text(), Limit.SHOWN_PREVIEW.most()))
                        .filter(start -> !Blank.is(start)));
    }
}
