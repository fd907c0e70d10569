package dev.parley.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Answer;
import dev.parley.chat.Caller;
import dev.parley.chat.Chats;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Generation;
import dev.parley.chat.Message;
import dev.parley.chat.NewSession;
import dev.parley.chat.Once;
import dev.parley.chat.Pace;
import dev.parley.chat.References;
import dev.parley.chat.Role;
import dev.parley.chat.Session;
import dev.parley.chat.SessionId;
import dev.parley.chat.Titles;
import dev.parley.chat.UserId;
import dev.parley.chat.Utterance;
import dev.parley.dynamodb.MeteredChats.Budget;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the functions that follow the table's stream may take of it, as [BudgetTest] says of those that an
/// API calls: a title for a session, and the sweep after one.
class FollowersBudgetTest {
    private static final Caller CALLER = new Caller(new UserId("0d9f3c4e-9a52-4f0e-8f5e-3f1d2c4b5a69"), false);
    private static final AssistantId ASSISTANT = new AssistantId("support");
    private static final Generation GENERATION = new Generation("amazon.nova-lite-v1:0", "end_turn", 1_200, 375);
    private static final int SAID = 512;
    private static final int ANSWERED = 1_536;

    /// Write units of the removal of what a user says, in 1 KB, and of an answer, in 2 KB.
    private static final int TURN = 1 + 2;
    /// Write units of the removal of a session's details, whether there are any or not.
    private static final int DETAILS = 1;
    /// Write units of the mark and two counts, in a transaction.
    private static final int COUNTED_OUT = 2 * 3;

    private static final MeteredChats METERED = new MeteredChats();
    private static final Chats CHATS = METERED.chats();

    @BeforeAll
    static void fillTheCatalog() {
        Filled.fill(METERED.catalog(), ASSISTANT);
    }

    @AfterAll
    static void printTheTable() {
        METERED.close();
    }

    @Test
    void aTitleCostsTheHeaderAndFourIndexEntries() {
        Session session = conversation(1);
        Titles titles =
                new Titles(METERED.titles(), (_, _) -> new Answer("Orders", GENERATION), Pace.of(Clock.systemUTC()));

        METERED.spends(
                "title",
                new Budget(3, 5, 2),
                () -> assertThat(titles.give(session.id(), 2)).isInstanceOf(Titles.Outcome.Titled.class));
    }

    @Test
    void aSessionThatHasATitleCostsALook() {
        Session session = conversation(1);
        METERED.titles().entitle(session.id(), "Orders", Instant.now());
        Titles titles = new Titles(
                METERED.titles(),
                (_, _) -> {
                    throw new AssertionError("nobody is asked");
                },
                Pace.of(Clock.systemUTC()));

        METERED.spends("title, where there is one", new Budget(1, 0, 1), () -> titles.give(session.id(), 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 60})
    void sweepingCostsWhatTheMessagesHoldAndOneMore(int turns) {
        Session session = deleted(turns);
        METERED.spends(
                "sweep after " + turns + " turns",
                new Budget(2, turns * TURN + DETAILS, 1),
                () -> METERED.sweeper().sweep(Removals.deleted(session)));
    }

    @Test
    void sweepingAfterAnExpiredSessionCountsItOutBesides() {
        Session session = deleted(10);
        METERED.spends(
                "sweep after 10 turns that expired",
                new Budget(3, COUNTED_OUT + 10 * TURN + DETAILS, 1),
                () -> METERED.sweeper().sweep(Removals.expired(session)));
    }

    @Test
    void aRecordThatComesAgainCostsALook() {
        Session session = deleted(10);
        METERED.sweeper().sweep(Removals.deleted(session));

        METERED.spends(
                "sweep again", new Budget(1, 0, 1), () -> METERED.sweeper().sweep(Removals.deleted(session)));
    }

    /// A session without a title in which so many turns have ended.
    private static Session conversation(int turns) {
        SessionId id = CHATS.create(
                        CALLER,
                        new NewSession(new References(ASSISTANT, null, null, null), null),
                        Once.ALWAYS,
                        Excerpt.NONE)
                .session()
                .id();
        METERED.put(IntStream.rangeClosed(1, 2 * turns)
                .mapToObj(seq -> Items.message(id, message(seq)))
                .toList());
        METERED.change(id, "SET #lastSeq = :by", 2L * turns);
        return CHATS.get(CALLER, id, Excerpt.NONE).session();
    }

    /// The same session, whose header is gone by now.
    private static Session deleted(int turns) {
        Session session = conversation(turns);
        CHATS.delete(CALLER, session.id());
        return session;
    }

    private static Message message(int seq) {
        return seq % 2 == 1
                ? new Message(seq, Utterance.ofUser("u".repeat(SAID)), Instant.now(), null, null)
                : new Message(
                        seq,
                        new Utterance(Role.ASSISTANT, "a".repeat(ANSWERED), null),
                        Instant.now(),
                        GENERATION,
                        null);
    }
}
