package dev.parley.chat;

/// A turn that has been taken: nobody else answers in the session until it is given back or its lease ends.
///
/// @param id tells this turn from every other of the session
/// @param asked the seq of the user's message that is to be answered
/// @param streamed whether its answer is kept while it is given, and may be followed and stopped
/// @param allowance what is set aside for it of its owner's budget
public record Turn(
        SessionId session, UserId owner, String id, int asked, boolean streamed, Once once, Allowance allowance) {

    /// The same turn for an answer that its key is not to be answered with.
    Turn unkeyed() {
        return new Turn(session, owner, id, asked, streamed, Once.ALWAYS, allowance);
    }
}
