package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.standins.HandClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A turn in which passages are looked up.
class TurnsTest {
    private static final Caller ADA = new Caller(new UserId("ada"), false);
    private static final AssistantId LEARNED = new AssistantId("learned");
    private static final Excerpt ALL = new Excerpt(100, 100_000);

    private final HandClock clock = new HandClock();
    private final InMemoryChatStore store = new InMemoryChatStore(clock);
    private final MemoryCatalogStore catalog = new MemoryCatalogStore(clock);
    private final List<Duration> times = new ArrayList<>();

    @BeforeEach
    void fillTheCatalog() {
        ModelId model = new ModelId("model");
        Card card = new Card("Learned", null, null, null);
        catalog.create(Kind.MODEL, number -> Model.ofDefaults(model, number), ADA.user(), Once.ALWAYS);
        catalog.create(
                Kind.ASSISTANT,
                number -> new Assistant(LEARNED, number, card, model, null, "handbook", null),
                ADA.user(),
                Once.ALWAYS);
    }

    @Test
    void retrievalAndModelShareTheTimeThatTheRequestHas() {
        Chats chats = chats((_, _, _, within) -> {
            times.add(within);
            return List.of("p");
        });
        SessionId id = session(chats);

        Tally tally = new Tally();
        Request.within(Duration.ofSeconds(10), tally, () -> chats.chat(ADA, id, "hello", Once.ALWAYS));

        // Two of the ten seconds are kept for storing the answer.
        assertThat(times).hasSize(2).first().matches(first -> first.compareTo(Duration.ofSeconds(8)) <= 0);
        assertThat(times.getLast()).isLessThanOrEqualTo(times.getFirst());
        assertThat(tally.totals().turns()).isOne();
    }

    static List<RuntimeException> failures() {
        return List.of(
                new Refusal.NoAnswer("knowledge base: out of time", Usage.UNKNOWN),
                new Refusal.TooBusy("interrupted"),
                new IllegalStateException("unforeseen"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whateverTheRetrievalFailsWithTheTurnIsGivenBack(RuntimeException failure) {
        Chats failing = chats((_, _, _, _) -> {
            throw failure;
        });
        SessionId id = session(failing);

        assertThatThrownBy(() -> failing.chat(ADA, id, "hello", Once.ALWAYS)).isSameAs(failure);
        assertThat(times).isEmpty();
        chats((_, _, _, _) -> List.of()).chat(ADA, id, "again", Once.ALWAYS);
        assertThat(failing.get(ADA, id, ALL).newest())
                .extracting(message -> message.said().text())
                .containsExactly("hello", "again", "answer");
    }

    private Chats chats(Retriever retriever) {
        ReplyModel model = (_, within) -> {
            times.add(within);
            return new Answer("answer", new Generation("model", "end_turn", 1, 1));
        };
        return new Chats(store, catalog, Answering.whole(model, retriever, TokenBudget.NONE), Pace.of(clock));
    }

    private static SessionId session(Chats chats) {
        NewSession draft = new NewSession(new References(LEARNED, null, null, null), null);
        return chats.create(ADA, draft, Once.ALWAYS, Excerpt.NONE).session().id();
    }
}
