package dev.parley.chat;

/// What a keyed request has brought about so far: ids to answer from, never an answer itself.
///
/// @param request the hash of the request that ran
/// @param subject the id of the session, or the number of the catalog entry, that it was about
/// @param asked the seq of the message it stored, 0 if it stores none
/// @param answered the seq of the model's answer to that message, 0 while there is none
/// @param turn the id of the turn that gave it, empty while there is none
public record Receipt(String request, String subject, int asked, int answered, String turn) {
    /// The receipt of what no turn has answered.
    public Receipt(String request, String subject, int asked) {
        this(request, subject, asked, 0, "");
    }
}
