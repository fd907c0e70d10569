package dev.parley.chat;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.Stretch.End;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// Sessions and what is said in them: every rule that all the APIs share.
///
/// A session belongs to the user who created it. To everyone else it does not exist, but that an administrator may
/// read it: another's session and one that never was are refused alike.
public final class Chats {
    private final ChatStore store;
    private final CatalogStore catalog;
    private final Access access;
    private final Dialogue dialogue;
    private final Beginnings beginnings;
    private final Listings listings;
    private final Pace pace;

    public Chats(ChatStore store, CatalogStore catalog, Answering answering, Pace pace) {
        this.store = store;
        this.catalog = catalog;
        this.access = new Access(store);
        this.dialogue = new Dialogue(access, new Turns(store, catalog, answering, pace));
        this.beginnings = new Beginnings(store, access, catalog, pace);
        this.listings = new Listings(store, catalog);
        this.pace = pace;
    }

    /// Creates a session of the caller's. One that a twin of the request created may hold messages by now.
    ///
    /// @throws Refusal.NotFound of the kind of the first reference that the catalog does not have
    public Conversation create(Caller caller, NewSession draft, Once once, Excerpt excerpt) {
        return beginnings.create(caller, draft, once, excerpt);
    }

    /// Creates a session of the caller's that refers to the entries with these numbers, at most one of a kind, and
    /// introduces who talks in it.
    ///
    /// @throws Refusal.NotFound of the kind of the first number that the catalog does not have
    public Introduction create(Caller caller, List<EntryNumber> numbers, NewSession draft, Once once) {
        return beginnings.create(caller, numbers, draft, once);
    }

    /// A session of the caller's own, with its newest messages.
    ///
    /// @throws Refusal.NotFound when there is none
    public Conversation own(Caller caller, SessionId id, Excerpt excerpt) {
        return access.own(caller, id, excerpt);
    }

    /// A session that the caller may read, with its newest messages.
    ///
    /// @throws Refusal.NotFound when there is none
    public Conversation get(Caller caller, SessionId id, Excerpt excerpt) {
        return access.readable(caller, id, excerpt);
    }

    /// A session with a part of its messages, counted from the first one; of them the first, until their text
    /// has so many bytes.
    ///
    /// @throws Refusal.NotFound when there is no session that the caller may read
    public History history(Caller caller, SessionId id, Window window, long bytes) {
        return history(caller, id, count -> Stretch.of(window, count, End.OLDEST, bytes));
    }

    /// A session with a part of its messages, counted from the newest one; of them the newest, until their text has
    /// so many bytes.
    ///
    /// @throws Refusal.NotFound when there is no session that the caller may read
    public History recent(Caller caller, SessionId id, Window window, long bytes) {
        return history(caller, id, count -> Stretch.of(window, count, End.NEWEST, bytes));
    }

    /// The caller's own sessions that meet the filter, newest first, each with its newest messages.
    public Page<Conversation> page(Caller caller, SessionFilter filter, Window window, Excerpt excerpt) {
        return listings.page(caller.user(), filter, window, excerpt);
    }

    /// The same, with the assistants and profiles that the sessions refer to.
    public Listing list(Caller caller, SessionFilter filter, Window window, Excerpt excerpt) {
        return listings.list(caller.user(), filter, window, excerpt);
    }

    /// The same for the sessions with the assistant, the profile or both that have these numbers; none, if one of
    /// the numbers is nothing's.
    public Listing list(Caller caller, List<EntryNumber> numbers, Window window, Excerpt excerpt) {
        return listings.list(caller.user(), numbers, window, excerpt);
    }

    /// A user's sessions.
    ///
    /// @throws Refusal.Forbidden when the caller may not read what is the user's
    public List<Listed> sessionsOf(Caller caller, UserId owner, Order order, Window window) {
        if (!caller.mayRead(owner)) {
            throw new Refusal.Forbidden();
        }
        return store.roster(new Roster.OfOwner(owner), order, window);
    }

    /// The caller's sessions with an assistant; for an administrator, everyone's.
    ///
    /// @throws Refusal.Invalid when there are too many to sort them by activity
    public List<Listed> sessionsWith(Caller caller, AssistantId assistant, Order order, Window window) {
        Roster roster = caller.admin() ? new Roster.With(assistant) : new Roster.OfOwnerWith(caller.user(), assistant);
        return store.roster(roster, order, window);
    }

    /// Changes exactly the fields that were sent; with none of them, changes nothing.
    ///
    /// @throws Refusal.NotFound when the caller has no such session
    public Conversation update(Caller caller, SessionId id, SessionChanges changes, Excerpt excerpt) {
        if (!changes.isEmpty()) {
            store.update(id, caller.user(), changes, pace.now());
        }
        return access.own(caller, id, excerpt);
    }

    /// Ends an active session: it is completed, and takes no more messages.
    ///
    /// @throws Refusal.NotFound when the caller has no such session or it is not active
    public Conversation end(Caller caller, SessionId id, Excerpt excerpt) {
        store.end(id, caller.user(), pace.now());
        return access.own(caller, id, excerpt);
    }

    /// Deletes a session with all its messages: from the answer on it does not exist.
    ///
    /// @throws Refusal.NotFound when the caller has no such session
    public void delete(Caller caller, SessionId id) {
        store.delete(access.own(caller, id, Excerpt.NONE).session());
    }

    /// Adds a message to an active session.
    ///
    /// @throws Refusal.NotFound when the caller has no such session or it is not active
    public void append(Caller caller, SessionId id, Utterance said, Once once) {
        if (access.receipt(caller, once).isPresent()) {
            access.own(caller, id, Excerpt.NONE);
        } else {
            store.append(access.active(caller, id), said, pace.now(), once);
        }
    }

    /// The same, and answers with the session and its newest messages.
    public Conversation append(Caller caller, SessionId id, Utterance said, Once once, Excerpt excerpt) {
        append(caller, id, said, once);
        return access.own(caller, id, excerpt);
    }

    /// Stores what the user says in an active session, asks the model, and stores and returns its answer.
    ///
    /// @throws Refusal.NotFound when the caller has no such session, it is not active, or its assistant or model is
    ///     not in the catalog
    /// @throws Refusal.Invalid when the text is longer than the model's context; then it is not stored
    /// @throws Refusal.Conflict when another turn is running in the session
    /// @throws Refusal.BudgetSpent when the caller's budget for the day has no room for the turn; then it is not
    ///     stored
    /// @throws Refusal.NoAnswer when the model gives none; what the user said stays
    public Message chat(Caller caller, SessionId id, String text, Once once) {
        return dialogue.chat(caller, id, Utterance.ofUser(text), once);
    }

    /// The same as [#chat] with an answer that is told while the model gives it. What is refused before the
    /// model is asked is refused here, with nothing told.
    public Telling stream(Caller caller, SessionId id, String text, Once once) {
        return dialogue.stream(caller, id, Utterance.ofUser(text), once);
    }

    /// The last streamed turn of a session of the caller's, as it goes on or as it ended, from a position on; from
    /// its start, if that is another turn's. To follow changes nothing.
    ///
    /// @throws Refusal.NotFound when the caller has no such session, or no turn of it was ever streamed
    public Telling follow(Caller caller, SessionId id, Position after) {
        Session session = access.own(caller, id, Excerpt.NONE).session();
        return new Following(store, pace, session.id()).after(after);
    }

    /// Stops the streamed turn that runs in a session of the caller's: within about a second, what has been said is
    /// its answer.
    ///
    /// @throws Refusal.NotFound when the caller has no such session, or no streamed turn runs in it
    public void stop(Caller caller, SessionId id) {
        store.stop(id, caller.user(), pace.now());
    }

    /// The assistant and the profile that a session refers to, as its owner sees them now.
    public Map<EntryId, Entry> talking(Session session) {
        return catalog.find(session.references().talking(), session.owner());
    }

    /// The catalog entries that a session refers to, as its owner sees them now.
    public Map<EntryId, Entry> referred(Session session) {
        return catalog.find(session.references().ids(), session.owner());
    }

    /// What a session refers to, with the numbers that the catalog has for it where the session knows none.
    public References numbered(Session session) {
        return beginnings.numbered(session.references(), session.owner());
    }

    /// What a session of the caller's refers to when it names the entries by their numbers, at most one of a kind.
    ///
    /// @throws Refusal.NotFound of the kind of the first number that the catalog does not have
    public References references(Caller caller, List<EntryNumber> numbers) {
        return beginnings.references(numbers, caller.user());
    }

    private History history(Caller caller, SessionId id, IntFunction<Stretch> wanted) {
        Session session = get(caller, id, Excerpt.NONE).session();
        Stretch stretch = wanted.apply(session.messages().count());
        return new History(session, stretch.isEmpty() ? List.of() : store.messages(id, stretch));
    }
}
