package dev.parley.chat;

import java.time.Instant;
import java.util.List;

/// Where sessions are kept that may lack a title.
///
/// A session may be given one while it is live and active, has none, and nobody has ever taken one away from it. A
/// store that is overloaded or out of reach refuses with [Refusal.TooBusy].
public interface TitleStore {

    /// Whether the session may be given a title, every earlier write included.
    boolean lacksTitle(SessionId id);

    /// The messages of the stretch, oldest of them first.
    List<Message> messages(SessionId id, Stretch stretch);

    /// Gives the session a title, if it may be given one by then.
    ///
    /// @return whether it was
    boolean entitle(SessionId id, String title, Instant now);
}
