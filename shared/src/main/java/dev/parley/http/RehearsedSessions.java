package dev.parley.http;

import dev.parley.chat.Caller;
import dev.parley.chat.Chats;
import dev.parley.chat.Details;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.EntryId.PromptId;
import dev.parley.chat.EntryNumber;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Kind;
import dev.parley.chat.NewSession;
import dev.parley.chat.Once;
import dev.parley.chat.References;
import dev.parley.chat.Refusal;
import dev.parley.chat.Role;
import dev.parley.chat.Session;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import dev.parley.chat.Utterance;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Sessions to rehearse on: each call is about one that is made for it and holds a message, so that reads find
/// something and writes succeed. They are deleted in the end; what stays behind is their owner's counters.
public final class RehearsedSessions implements Rehearsal.Script {
    /// Entries that no catalog has.
    private static final References NOWHERE = new References(
            new AssistantId(Rehearsal.WORD),
            new ProfileId(Rehearsal.WORD),
            new ModelId(Rehearsal.WORD),
            new PromptId(Rehearsal.WORD));

    private static final List<EntryNumber> FIRST_ENTRIES =
            Stream.of(Kind.values()).map(kind -> new EntryNumber(kind, 1)).toList();

    private final Chats chats;
    private final Function<UserId, References> references;
    private final Function<Session, Rehearsal.Line> line;

    private RehearsedSessions(
            Chats chats, Function<UserId, References> references, Function<Session, Rehearsal.Line> line) {
        this.chats = chats;
        this.references = references;
        this.line = line;
    }

    /// Sessions for a function that never looks at the catalog.
    ///
    /// @param line what a call says of a session
    public static RehearsedSessions besideCatalog(Chats chats, Function<Session, Rehearsal.Line> line) {
        return new RehearsedSessions(chats, _ -> NOWHERE, line);
    }

    /// Sessions that refer to the first entry of each kind, where the catalog has them all.
    ///
    /// @param line what a call says of a session
    public static RehearsedSessions onCatalog(Chats chats, Function<Session, Rehearsal.Line> line) {
        return new RehearsedSessions(chats, nobody -> firstEntries(chats, nobody), line);
    }

    private static References firstEntries(Chats chats, UserId nobody) {
        try {
            return chats.references(new Caller(nobody, false), FIRST_ENTRIES);
        } catch (Refusal.NotFound _) {
            return NOWHERE;
        }
    }

    @Override
    public Rehearsal.Line next(Caller nobody) {
        Session session = begun(nobody);
        chats.append(nobody, session.id(), Utterance.given("content", Role.USER, Rehearsal.WORD, null), Once.ALWAYS);
        return line.apply(session);
    }

    /// Goes back through the numbers that were given out, since not every function may list sessions. One that
    /// rehearses at the same time may miss a session then, and learn less.
    @Override
    public void end(Caller nobody) {
        long number = begun(nobody).number();
        int absent = 0;
        while (number > 0 && absent <= Rehearsal.TIMES) {
            absent = forgotten(nobody, SessionId.of(nobody.user(), number)) ? 0 : absent + 1;
            number--;
        }
    }

    private Session begun(Caller nobody) {
        NewSession draft = new NewSession(
                references.apply(nobody.user()),
                false,
                Rehearsal.WORD,
                Details.NONE,
                NewSession.DEFAULT_CONTEXT_RESULTS);
        return chats.create(nobody, draft, Once.ALWAYS, Excerpt.NONE).session();
    }

    private boolean forgotten(Caller nobody, SessionId id) {
        try {
            chats.delete(nobody, id);
            return true;
        } catch (Refusal.NotFound _) {
            return false;
        }
    }
}
