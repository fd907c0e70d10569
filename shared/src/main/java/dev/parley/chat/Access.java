package dev.parley.chat;

import java.util.Optional;

/// Which sessions a caller has to do with, and what the caller's earlier requests left behind.
record Access(ChatStore store) {

    /// A session that the caller may read, with its newest messages.
    ///
    /// @throws Refusal.NotFound when there is none
    Conversation readable(Caller caller, SessionId id, Excerpt excerpt) {
        return store.find(id, excerpt)
                .filter(found -> caller.mayRead(found.session().owner()))
                .orElseThrow(() -> new Refusal.NotFound(Thing.SESSION));
    }

    /// A session of the caller's own, with its newest messages.
    ///
    /// @throws Refusal.NotFound when there is none
    Conversation own(Caller caller, SessionId id, Excerpt excerpt) {
        return store.find(id, excerpt)
                .filter(found -> found.session().owner().equals(caller.user()))
                .orElseThrow(() -> new Refusal.NotFound(Thing.SESSION));
    }

    /// A session of the caller's own that takes messages.
    ///
    /// @throws Refusal.NotFound when there is none
    Session active(Caller caller, SessionId id) {
        Session session = own(caller, id, Excerpt.NONE).session();
        if (!session.active()) {
            throw new Refusal.NotFound(Thing.ACTIVE_SESSION);
        }
        return session;
    }

    /// What the same request of the caller's has brought about so far, if it has run before.
    Optional<Receipt> receipt(Caller caller, Once once) {
        return switch (once) {
            case Once.Unkeyed _ -> Optional.empty();
            case Once.Keyed keyed -> store.receipt(caller.user(), keyed).map(keyed::same);
        };
    }
}
