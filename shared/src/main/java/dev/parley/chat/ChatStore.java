package dev.parley.chat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Where sessions and messages are kept.
///
/// Every write happens whole or not at all, and names the condition under which it may. A store that is
/// overloaded or out of reach refuses with [Refusal.TooBusy]; then the write may or may not have happened.
///
/// A streamed turn whose lease is over without its having been given back is ended by whoever finds the session
/// next, before anything else: what was kept of its answer is stored as one,
/// [StopReason.OfTheTurn#INCOMPLETE]; where nothing was, the reason is noted on the user's message.
///
/// A session whose [Retention] is over is gone from that moment on, for every read and every write; only the
/// totals of lists may count it a while longer.
public interface ChatStore {

    /// The next number of a session of `owner`: never given out before, possibly with gaps.
    long nextNumber(UserId owner);

    /// Stores a new session and counts it. With a key, the receipt is written in the same step; if a twin was
    /// first, its session is returned and nothing is stored.
    SessionId create(Session session, Once once);

    /// The receipt of a keyed request of `owner`, unless it has expired.
    Optional<Receipt> receipt(UserId owner, Once.Keyed once);

    /// The session with its newest messages, in one round trip, every earlier write included.
    Optional<Conversation> find(SessionId id, Excerpt excerpt);

    /// The messages of the stretch, oldest of them first.
    List<Message> messages(SessionId id, Stretch stretch);

    /// The newest messages up to seq `last`, oldest of them first, at most `tokens` in all and a message more;
    /// `tally` helps to guess how many those are.
    List<Message> newest(SessionId id, int last, Session.Tally tally, int tokens);

    /// Which of the owner's sessions meet the filter, newest first. Those that have expired are left out, but may
    /// still be counted where counts say how many there are.
    ///
    /// @throws Refusal.Invalid when the filter would read too much
    Page<Listed> list(UserId owner, SessionFilter filter, Window window);

    /// The part of a roster that the window names, without those that have expired. May lag writes.
    ///
    /// @throws Refusal.Invalid when sorting by activity would read too much
    List<Listed> roster(Roster roster, Order order, Window window);

    /// The sessions with these ids, each with its newest messages, all read at once; those that are gone are left
    /// out. May lag writes.
    List<Conversation> open(List<SessionId> ids, Excerpt excerpt);

    /// Appends to an active session as it was `seen`, or as it has become since, and returns the seq. With a key,
    /// the receipt is written in the same step; if a twin was first, its message's seq is returned and nothing is
    /// stored.
    ///
    /// @throws Refusal.NotFound when the session is gone or no longer active
    int append(Session seen, Utterance said, Instant now, Once once);

    /// Takes the turn of an active session, sets its allowance aside and stores the user's message, in one step.
    ///
    /// @throws Refusal.NotFound when the session is gone or no longer active
    /// @throws Refusal.Conflict when a turn is running, or a twin has asked already
    /// @throws Refusal.BudgetSpent when the owner's budget has no room for the allowance
    Turn take(Session seen, Utterance said, Lease lease, Once once);

    /// Takes the turn again for a message that was stored and got no answer, with an allowance of its own.
    ///
    /// @throws Refusal.NotFound when the session is gone or no longer active
    /// @throws Refusal.Conflict when a turn is running
    /// @throws Refusal.BudgetSpent when the owner's budget has no room for the allowance
    Turn retake(Session seen, int asked, Lease lease, Once once);

    /// Renews the lease of a streamed turn until `end`, and tells whether somebody wants it stopped.
    ///
    /// @throws Refusal.NotFound when the turn is no longer ours
    boolean renew(Turn turn, Instant end);

    /// Keeps a part of a streamed turn's answer for those who follow it, and for the case that the turn is never
    /// given back; for some days, or until its session is swept.
    void keep(Turn turn, Chunk chunk);

    /// The last turn of the session that was streamed, every earlier write included.
    Optional<StreamedTurn> streamed(SessionId id);

    /// What is kept of that turn's answer beyond a position, in order; the first chunk may begin before it.
    List<Chunk> chunks(SessionId id, String turn, int after);

    /// Marks the streamed turn that runs in a session of `owner` to be stopped.
    ///
    /// @throws Refusal.NotFound when the owner has no such session, or none runs in it
    void stop(SessionId id, UserId owner, Instant now);

    /// Stores the answer, gives the turn back and replaces its allowance by what was used, in one step, and returns
    /// the message.
    ///
    /// @throws Refusal.NotFound when the turn is no longer ours: the answer is dropped, but what it used is counted
    Message giveBack(Turn turn, Answer answer, Instant now);

    /// Notes on the user's message why there is no answer, gives the turn back and replaces its allowance by what
    /// was used, in one step. When the turn is no longer ours, only what was used is counted.
    ///
    /// @throws Refusal.NotFound when the session is gone, and the user's message with it
    void giveUp(Turn turn, String reason, Usage usage);

    /// Changes exactly the fields that were sent of a session of `owner`.
    ///
    /// @throws Refusal.NotFound when the owner has no such session
    void update(SessionId id, UserId owner, SessionChanges changes, Instant now);

    /// Ends an active session of `owner`.
    ///
    /// @throws Refusal.NotFound when the owner has no such session or it is not active
    void end(SessionId id, UserId owner, Instant now);

    /// Removes a session of its owner and counts it out; its details and messages are left to be swept.
    ///
    /// @throws Refusal.NotFound when the owner has no such session
    void delete(Session seen);

    /// From when until when a turn may run, and what it may use up.
    ///
    /// @param streamed whether the answer is kept while it is given
    /// @param allowance by the session in which the turn is taken: others may have written since it was looked at
    record Lease(Instant taken, Duration length, boolean streamed, Function<Session, Allowance> allowance) {
        /// A lease with the same allowance whatever the session holds, of a turn that is answered whole.
        public Lease(Instant taken, Duration length, Allowance allowance) {
            this(taken, length, false, _ -> allowance);
        }

        public Instant end() {
            return taken.plus(length);
        }

        public String turnId() {
            return Long.toString(taken.toEpochMilli(), Character.MAX_RADIX);
        }
    }
}
