package dev.parley.dynamodb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.chat.Assistant;
import dev.parley.chat.Caller;
import dev.parley.chat.Card;
import dev.parley.chat.Chats;
import dev.parley.chat.Entry;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Model;
import dev.parley.chat.NewSession;
import dev.parley.chat.Once;
import dev.parley.chat.Position;
import dev.parley.chat.References;
import dev.parley.chat.SessionId;
import dev.parley.chat.Telling;
import dev.parley.chat.TurnEvent;
import dev.parley.chat.UserId;
import dev.parley.dynamodb.MeteredChats.Budget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What it takes to follow and to stop a streamed turn while it runs, as [BudgetTest] says of the
/// turn itself.
class StreamBudgetTest {
    private static final Caller CALLER = new Caller(new UserId("0d9f3c4e-9a52-4f0e-8f5e-3f1d2c4b5a69"), false);
    private static final AssistantId ASSISTANT = new AssistantId("support");
    private static final MeteredChats METERED = new MeteredChats();
    private static final Chats CHATS = METERED.streamingChats();

    private final SessionId session = CHATS.create(
                    CALLER,
                    new NewSession(new References(ASSISTANT, null, null, null), null),
                    Once.ALWAYS,
                    Excerpt.NONE)
            .session()
            .id();
    private final Telling turn = CHATS.stream(CALLER, session, "u".repeat(512), Once.ALWAYS);

    @BeforeAll
    static void fillTheCatalog() {
        Card card = new Card("Support", "support", "Answers questions about orders.", "support.png");
        ModelId model = new ModelId("standard");
        List<LongFunction<Entry>> entries = List.of(
                number -> new Model(model, number, null, null, "amazon.nova-lite-v1:0", 8_000, 1_024, null),
                number -> new Assistant(ASSISTANT, number, card, model, null, null, null));
        for (LongFunction<Entry> entry : entries) {
            METERED.catalog().create(entry.apply(0).id().kind(), entry, CALLER.user(), Once.ALWAYS);
        }
    }

    @AfterAll
    static void printTheTable() {
        METERED.close();
    }

    /// Each look at it after the first takes the two of the header and the chunks again.
    @Test
    void followingATurnReadsTheSessionThenTheHeaderAndTheChunks() {
        METERED.spends(
                "follow, one look",
                new Budget(3, 0, 3),
                () -> assertThatThrownBy(() -> CHATS.follow(CALLER, session, new Position.OfTheLast(0))
                                .to(StreamBudgetTest::hangUpWhereNothingIsNew))
                        .isInstanceOf(UncheckedIOException.class));
    }

    @Test
    void stoppingATurnIsOneWriteAndTheTurnThenEndsAsAnyDoes() {
        METERED.spends("stop", new Budget(1, 1, 0), () -> CHATS.stop(CALLER, session));
        METERED.spends("end of a turn that was stopped", new Budget(2, 5, 0), () -> turn.to(_ -> {}));
    }

    private static void hangUpWhereNothingIsNew(TurnEvent event) {
        if (event instanceof TurnEvent.Waiting) {
            throw new UncheckedIOException(new IOException("gone"));
        }
    }
}
