package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which messages of a session the two kinds of history show, and to whom.
interface HistoryContract extends ContractPart {

    @ParameterizedTest
    @CsvSource({
        "0, 2, 99, a b",
        "1, 2, 99, b c",
        "3, 9, 99, d e",
        "4, 1, 99, e",
        "5, 9, 99, ''",
        "1000000, 100, 99, ''",
        "0, 5, 2, a b",
        "2, 5, 1, c",
        "0, 5, 0, ''"
    })
    default void aHistoryIsCountedFromTheFirstMessage(long skip, long limit, long bytes, String expected) {
        Session session = createdWith("a", "b", "c", "d", "e");

        History history = chats().history(caller(), session.id(), new Window(skip, limit), bytes);

        assertThat(history.session()).isEqualTo(session);
        assertThat(String.join(" ", texts(history))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2, 99, d e",
        "1, 2, 99, c d",
        "3, 9, 99, a b",
        "4, 1, 99, a",
        "5, 9, 99, ''",
        "1000000, 100, 99, ''",
        "0, 5, 2, d e",
        "2, 5, 1, c",
        "0, 5, 0, ''"
    })
    default void aRecentHistoryIsCountedFromTheNewestMessageAndShownOldestFirst(
            long skip, long limit, long bytes, String expected) {
        Session session = createdWith("a", "b", "c", "d", "e");

        History history = chats().recent(caller(), session.id(), new Window(skip, limit), bytes);

        assertThat(history.session()).isEqualTo(session);
        assertThat(String.join(" ", texts(history))).isEqualTo(expected);
    }

    @Test
    default void everyPartOfAHistoryEndsWhereItsBytesAreReached() {
        long seed = Seed.ofThisRun("random histories");
        SplittableRandom random = new SplittableRandom(seed);
        String[] texts = IntStream.range(0, 30)
                .mapToObj(i -> i + "ü".repeat(random.nextInt(9)))
                .toArray(String[]::new);
        Session session = createdWith(texts);
        List<Message> all = history(session);
        for (int i = 0; i < 100; i++) {
            Window window = new Window(random.nextInt(35), random.nextInt(1, 35));
            long bytes = random.nextInt(120);
            assertThat(chats().history(caller(), session.id(), window, bytes).messages())
                    .as("parley.seed=%d: %s, %d bytes", seed, window, bytes)
                    .isEqualTo(part(all, window, bytes));
            assertThat(chats().recent(caller(), session.id(), window, bytes).messages())
                    .as("parley.seed=%d: recent %s, %d bytes", seed, window, bytes)
                    .isEqualTo(part(all.reversed(), window, bytes).reversed());
        }
    }

    @Test
    default void aHistoryOfLargeMessagesIsReadAsFarAsItsBytesGo() {
        String[] texts = IntStream.range(0, 9)
                .mapToObj(i -> Integer.toString(i).repeat(200_000))
                .toArray(String[]::new);
        Session session = createdWith(texts);

        Window window = new Window(1, 8);
        assertThat(texts(chats().history(caller(), session.id(), window, 1_300_000)))
                .containsExactly(texts[1], texts[2], texts[3], texts[4], texts[5], texts[6], texts[7]);
        assertThat(texts(chats().recent(caller(), session.id(), window, 1_300_000)))
                .containsExactly(texts[1], texts[2], texts[3], texts[4], texts[5], texts[6], texts[7]);
    }

    @Test
    default void anAdministratorReadsAnyHistoryAndAnotherUserFindsNone() {
        Session session = createdWith("a");
        Caller admin = new Caller(new UserId("admin"), true);
        Caller stranger = new Caller(new UserId("stranger"), false);
        Window window = new Window(0, 1);

        assertThat(texts(chats().history(admin, session.id(), window, 1))).containsExactly("a");
        assertThat(texts(chats().recent(admin, session.id(), window, 1))).containsExactly("a");
        assertThatThrownBy(() -> chats().history(stranger, session.id(), window, 1))
                .isInstanceOf(Refusal.NotFound.class);
        assertThatThrownBy(() -> chats().recent(stranger, session.id(), window, 1))
                .isInstanceOf(Refusal.NotFound.class);
    }

    private Chats chats() {
        return new Chats(store(), new MemoryCatalogStore(clock()), ANSWERING, Pace.of(clock()));
    }

    private Caller caller() {
        return new Caller(owner(), false);
    }

    private static List<String> texts(History history) {
        return history.messages().stream().map(message -> message.said().text()).toList();
    }

    /// The messages that the window names, and of them no more once their text has so many bytes.
    private static List<Message> part(List<Message> all, Window window, long bytes) {
        List<Message> part = new ArrayList<>();
        long sum = 0;
        for (Message message :
                all.stream().skip(window.skip()).limit(window.limit()).toList()) {
            if (sum < bytes) {
                part.add(message);
            }
            sum += message.said().bytes();
        }
        return part;
    }
}
