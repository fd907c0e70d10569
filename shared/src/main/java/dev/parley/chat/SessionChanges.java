package dev.parley.chat;

import java.time.Instant;

/// What an update says of a session: exactly the fields that were sent. A title beyond [Limit#TITLE] is
/// [Refusal.Invalid].
///
/// @param references what the session is to refer to from now on; what is not given stays as it is
public record SessionChanges(
        Change<String> title,
        Change<Status> status,
        Change<Instant> endedAt,
        References references,
        DetailChanges details) {
    public SessionChanges {
        Limit.TITLE.check("title", title);
    }

    /// What is said of the title alone.
    public static SessionChanges ofTitle(Change<String> title) {
        return new SessionChanges(title, Change.keep(), Change.keep(), References.NONE, DetailChanges.NONE);
    }

    /// What is said of the details alone.
    public static SessionChanges ofDetails(DetailChanges details) {
        return new SessionChanges(Change.keep(), Change.keep(), Change.keep(), References.NONE, details);
    }

    /// The same changes without those of the details.
    public SessionChanges keepingDetails() {
        return new SessionChanges(title, status, endedAt, references, DetailChanges.NONE);
    }

    /// Whether nothing was sent.
    public boolean isEmpty() {
        return !title.changes()
                && !status.changes()
                && !endedAt.changes()
                && references.ids().isEmpty()
                && !details.any();
    }
}
