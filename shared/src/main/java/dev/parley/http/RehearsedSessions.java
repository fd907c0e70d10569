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
import dev.parley.chat.Utterance;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Sessions to rehearse on: each call is about one that is made for it and holds a message, so that reads find
/// something and writes succeed. They are deleted in the end; what stays behind is their owner's counters.
public final class RehearsedSessions implements Rehearsal.Script {
    /// Entries that no catalog has.
    private static final References NOWHERE = new References(
            new AssistantId(Rehearsal.WORD),
            new ProfileId(Rehearsal.WORD),
            new ModelId(Rehearsal.WORD),
            new PromptId(Rehearsal.WORD));

    /// So many numbers without a session end what a rehearsal has left: more than one round's deletions in a row.
    private static final int GAP = 10;

    private final Chats chats;
    private final Function<Caller, References> lookup;
    private final Function<Session, Rehearsal.Line> line;
    private Optional<Begun> begun = Optional.empty();

    /// @param first the number of the first session that there may be, of this rehearsal or of one that failed
    private record Begun(References references, long first) {}

    private RehearsedSessions(
            Chats chats, Function<Caller, References> lookup, Function<Session, Rehearsal.Line> line) {
        this.chats = chats;
        this.lookup = lookup;
        this.line = line;
    }

    /// Sessions for a function that never looks at the catalog.
    ///
    /// @param line what a call says of a session
    public static RehearsedSessions besideCatalog(Chats chats, Function<Session, Rehearsal.Line> line) {
        return new RehearsedSessions(chats, _ -> NOWHERE, line);
    }

    /// Sessions that refer to the first entry of each kind, where the catalog has one.
    ///
    /// @param line what a call says of a session
    public static RehearsedSessions onCatalog(Chats chats, Function<Session, Rehearsal.Line> line) {
        return new RehearsedSessions(chats, nobody -> firstEntries(chats, nobody), line);
    }

    private static References firstEntries(Chats chats, Caller nobody) {
        References references = NOWHERE;
        for (Kind kind : Kind.values()) {
            try {
                references = references.changedTo(chats.references(nobody, List.of(new EntryNumber(kind, 1))));
            } catch (Refusal.NotFound _) {
                // Nowhere, then.
            }
        }
        return references;
    }

    @Override
    public Rehearsal.Line next(Caller nobody) {
        if (begun.isEmpty()) {
            References references = lookup.apply(nobody);
            long number = made(nobody, references).number();
            begun = Optional.of(new Begun(references, firstLeft(nobody, number)));
        }
        Session session = made(nobody, begun.get().references());
        chats.append(nobody, session.id(), Utterance.given("content", Role.USER, Rehearsal.WORD, null), Once.ALWAYS);
        return line.apply(session);
    }

    /// Goes through the numbers that were given out, since not every function may list sessions, from the first on:
    /// if it is interrupted, what is left is what the next rehearsal finds below its own. One that rehearses at
    /// the same time may miss a session then, and learn less.
    @Override
    public void end(Caller nobody) {
        begun.ifPresent(these -> {
            int absent = 0;
            for (long number = these.first(); absent < GAP; number++) {
                absent = forgotten(nobody, id(nobody, number)) ? 0 : absent + 1;
            }
        });
    }

    private long firstLeft(Caller nobody, long newest) {
        long first = newest;
        for (long number = newest - 1; number > 0 && number >= first - GAP; number--) {
            if (isThere(nobody, id(nobody, number))) {
                first = number;
            }
        }
        return first;
    }

    private static SessionId id(Caller nobody, long number) {
        return SessionId.of(nobody.user(), number);
    }

    private boolean isThere(Caller nobody, SessionId id) {
        try {
            chats.own(nobody, id, Excerpt.NONE);
            return true;
        } catch (Refusal.NotFound _) {
            return false;
        }
    }

    private Session made(Caller nobody, References references) {
        NewSession draft =
                new NewSession(references, false, Rehearsal.WORD, Details.NONE, NewSession.DEFAULT_CONTEXT_RESULTS);
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
