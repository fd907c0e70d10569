package dev.parley.dynamodb;

import dev.parley.chat.Caller;
import dev.parley.chat.Change;
import dev.parley.chat.DetailChanges;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Metadata;
import dev.parley.chat.NewSession;
import dev.parley.chat.Once;
import dev.parley.chat.References;
import dev.parley.chat.SessionChanges;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import dev.parley.dynamodb.MeteredChats.Budget;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What it takes to look at a session's header alone, of a session whose details are large.
class LookBudgetTest {
    private static final Budget ONE_READ = new Budget(1, 0, 1);
    private static final Caller CALLER = new Caller(new UserId("0d9f3c4e-9a52-4f0e-8f5e-3f1d2c4b5a69"), false);
    private static final Metadata LARGE = new Metadata("{\"source\":\"" + "w".repeat(15_000) + "\"}");
    private static final MeteredChats METERED = new MeteredChats();

    private final SessionId session = METERED.chats()
            .create(CALLER, new NewSession(References.NONE, null), Once.ALWAYS, Excerpt.NONE)
            .session()
            .id();

    @AfterAll
    static void printTheTable() {
        METERED.close();
    }

    LookBudgetTest() {
        SessionChanges details = SessionChanges.ofDetails(DetailChanges.noting(Change.set(LARGE), Change.keep()));
        METERED.chats().update(CALLER, session, details, Excerpt.NONE);
    }

    @Test
    void aFollowerOfAStreamedTurnReadsTheHeaderEachTime() {
        METERED.spends(
                "look at the last streamed turn",
                ONE_READ,
                () -> METERED.store().streamed(session));
    }

    @Test
    void whetherASessionLacksATitleIsReadOffItsHeader() {
        METERED.spends("look for a title", ONE_READ, () -> METERED.titles().lacksTitle(session));
    }
}
