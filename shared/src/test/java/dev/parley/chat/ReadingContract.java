package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Session.Tally;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which messages a read gives, and in which order.
interface ReadingContract extends ContractPart {

    @ParameterizedTest
    @CsvSource({
        "0, 100, ''",
        "1, 100, e",
        "2, 100, d e",
        "5, 100, a b c d e",
        "6, 100, a b c d e",
        "999, 100, a b c d e"
    })
    default void findGivesAsManyMessagesAsAreWanted(int messages, long bytes, String expected) {
        Session session = createdWith("a", "b", "c", "d", "e");

        assertThat(store().find(session.id(), new Excerpt(messages, bytes))).hasValueSatisfying(found -> {
            assertThat(found.session()).isEqualTo(session);
            assertThat(joined(found.newest())).isEqualTo(expected);
        });
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, üü", "4, üü", "5, bbbb üü", "8, bbbb üü", "9, a bbbb üü", "10, a bbbb üü"})
    default void findGivesNoMoreMessagesOnceTheirTextHasSoManyBytes(long bytes, String expected) {
        Session session = createdWith("a", "bbbb", "üü");

        assertThat(store().find(session.id(), new Excerpt(10, bytes)))
                .hasValueSatisfying(found -> assertThat(joined(found.newest())).isEqualTo(expected));
    }

    @Test
    default void findGivesDetailsBesideMessages() {
        Session session = createdWith("a", "b");
        store().update(
                        session.id(),
                        owner(),
                        SessionChanges.ofDetails(DetailChanges.noting(Change.set(new Metadata("{}")), Change.keep())),
                        now());

        for (int messages : List.of(0, 1, 2, 3)) {
            Conversation found =
                    store().find(session.id(), new Excerpt(messages, 100)).orElseThrow();
            assertThat(found.session().details().metadata()).isEqualTo(new Metadata("{}"));
            assertThat(found.newest()).hasSize(Math.min(messages, 2));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 5, a b c d e", "1, 1, a", "2, 4, b c d", "5, 5, e", "4, 9, d e", "6, 9, ''", "3, 2, ''", "1, 0, ''"
    })
    default void messagesAreThoseFromFirstToLastInOrder(int first, int last, String expected) {
        Session session = createdWith("a", "b", "c", "d", "e");

        assertThat(joined(store().messages(session.id(), Stretch.all(first, last))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 0, e",
        "5, 1, d e",
        "5, 2, c d e",
        "5, 3, b c d e",
        "5, 99, a b c d e",
        "3, 1, b c",
        "1, 9, a",
        "9, 1, d e",
        "5, 2147483647, a b c d e"
    })
    default void newestAreThoseOfSoManyTokensAndOneMore(int last, int tokens, String expected) {
        Session session = createdWith("a", "b", "c", "d", "e");

        assertThat(joined(store().newest(session.id(), last, session.messages(), tokens)))
                .isEqualTo(expected);
    }

    @Test
    default void newestBeforeTheFirstMessageAreNone() {
        Session session = created();

        assertThat(store().newest(session.id(), 0, session.messages(), 1_000)).isEmpty();
    }

    @Test
    default void newestAreTheSameHoweverWrongTheTallyIs() {
        Session session = createdWith("a", "b", "c", "d", "e", "f", "g", "h");

        for (Tally tally : List.of(Tally.NOTHING, new Tally(1, 1_000_000), new Tally(1_000_000, 1))) {
            assertThat(joined(store().newest(session.id(), 8, tally, 6))).isEqualTo("b c d e f g h");
        }
    }

    @Test
    default void aConversationLargerThanAPageIsReadWhole() {
        String[] texts = IntStream.range(0, 7)
                .mapToObj(i -> Integer.toString(i).repeat(200_000))
                .toArray(String[]::new);
        Session session = createdWith(texts);

        assertThat(texts(session)).containsExactly(texts);
        assertThat(store().newest(session.id(), 7, session.messages(), 10_000_000))
                .isEqualTo(history(session));
        assertThat(store().find(session.id(), ALL)).contains(new Conversation(session, history(session)));
        assertThat(store().find(session.id(), new Excerpt(6, Long.MAX_VALUE)))
                .contains(new Conversation(session, store().messages(session.id(), Stretch.all(2, 7))));
        assertThat(store().find(session.id(), new Excerpt(100, 1_100_000)))
                .contains(new Conversation(session, store().messages(session.id(), Stretch.all(2, 7))));
    }

    @Test
    default void sessionsAreOpenedInTheOrderOfTheirIdsWithoutThoseThatAreGone() {
        Session first = createdWith("a", "b", "c");
        Session gone = createdWith("d");
        Session second = createdWith("e");
        store().delete(gone);

        eventually(() -> assertThat(store().open(List.of(second.id(), gone.id(), first.id()), new Excerpt(2, 100)))
                .containsExactly(
                        new Conversation(second, history(second)),
                        new Conversation(first, store().messages(first.id(), Stretch.all(2, 3)))));
    }

    @Test
    default void aHundredSessionsAreOpenedAtOnce() {
        List<Session> sessions =
                IntStream.range(0, 100).mapToObj(_ -> created()).toList();

        eventually(() -> assertThat(
                        store().open(sessions.stream().map(Session::id).toList(), Excerpt.NONE))
                .extracting(Conversation::session)
                .isEqualTo(sessions));
    }

    private static String joined(List<Message> messages) {
        return String.join(
                " ", messages.stream().map(message -> message.said().text()).toList());
    }
}
