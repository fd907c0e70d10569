package dev.parley.chat;

import java.time.Instant;

/// What an update says of a session: exactly the fields that were sent. A title beyond {@link Limit#TITLE} is
/// {@link Refusal.Invalid}.
public record SessionChanges(
        Change<String> title,
        Change<Status> status,
        Change<Instant> endedAt,
        Change<Feedback> feedback,
        Change<Metadata> metadata) {
    public SessionChanges {
        if (title instanceof Change.Set<String>(var text)) {
            Limit.TITLE.check("title", text);
        }
    }

    /// Whether anything that was sent stands in the session's details.
    public boolean touchesDetails() {
        return feedback.changes() || metadata.changes();
    }

    /// Whether the session's details can only lose something.
    public boolean onlyClearsDetails() {
        return touchesDetails() && !(feedback instanceof Change.Set) && !(metadata instanceof Change.Set);
    }

    /// The same changes, but of what stands in the session's details.
    public SessionChanges keepingDetails() {
        return new SessionChanges(title, status, endedAt, Change.keep(), Change.keep());
    }

    /// Whether nothing was sent.
    public boolean isEmpty() {
        return !touchesDetails() && !title.changes() && !status.changes() && !endedAt.changes();
    }
}
