package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.chat.Session.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Appending: no message lost, none twice, none changed.
interface AppendingContract extends ContractPart {

    @Test
    default void messagesAreCountedFromOneWithoutGaps() {
        Session session = created();

        assertThat(IntStream.range(0, 4).map(i -> append(found(session), "text " + i)))
                .containsExactly(1, 2, 3, 4);
        assertThat(texts(session)).containsExactly("text 0", "text 1", "text 2", "text 3");
    }

    @Test
    default void aSessionSeenLongAgoStillTakesTheNextMessage() {
        Session seen = created();
        append(seen, "one");
        append(seen, "two");

        assertThat(append(seen, "three")).isEqualTo(3);
        assertThat(texts(seen)).containsExactly("one", "two", "three");
    }

    @Test
    default void sixteenThreadsAppendEveryMessageOnceAndWithoutGaps() {
        Session session = created();

        List<List<Message>> appended = ContractPart.atOnce(
                16,
                () -> IntStream.range(0, 4).mapToObj(i -> appended(session, i)).toList());

        List<Message> all = appended.stream().flatMap(List::stream).toList();
        assertThat(all).extracting(Message::seq).containsExactlyInAnyOrder(countTo(64));
        assertThat(history(session)).containsExactlyInAnyOrderElementsOf(all).isSortedAccordingTo(bySeq());
        assertThat(found(session).messages().count()).isEqualTo(64);
        assertThat(appended).allSatisfy(ofOneThread -> assertThat(ofOneThread).isSortedAccordingTo(bySeq()));
    }

    private Message appended(Session session, int i) {
        Utterance said = Utterance.ofUser(Thread.currentThread().getName() + ", message " + i);
        return new Message(store().append(session, said, now(), Once.ALWAYS), said, now(), null, null);
    }

    private static Comparator<Message> bySeq() {
        return Comparator.comparingInt(Message::seq);
    }

    private static Integer[] countTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toArray(Integer[]::new);
    }

    @ParameterizedTest
    @EnumSource
    default void whoeverSpeaksIsKeptWithTheTimesOfClientAndStore(Role role) {
        Session session = created();
        Utterance said = new Utterance(role, "text", Instant.parse("2020-02-29T00:00:00.001Z"));

        store().append(session, said, now(), Once.ALWAYS);

        assertThat(history(session)).containsExactly(new Message(1, said, now(), null, null));
    }

    @ParameterizedTest
    @MethodSource("dev.parley.chat.Texts#awkward")
    default void textComesBackExactlyAsItWasSaid(String text) {
        Session session = createdWith(text);

        assertThat(texts(session)).containsExactly(text);
        assertThat(found(session).messages())
                .isEqualTo(new Tally(1, Utterance.ofUser(text).bytes()));
    }

    @Test
    default void anAppendIsCountedAndMovesTheTimes() {
        Session session = createdWith("four");
        clock().moveOn(Duration.ofMillis(1_001));

        append(session, "ü");

        assertThat(found(session).messages()).isEqualTo(new Tally(2, 6));
        assertThat(found(session).times()).isEqualTo(new Times(session.times().createdAt(), now(), now(), null));
    }

    @Test
    default void anAppendByAClockThatIsBehindMovesNoTimeBack() {
        Session session = createdWith("one");

        store().append(session, Utterance.ofUser("two"), now().minusSeconds(5), Once.ALWAYS);

        assertThat(found(session).times()).isEqualTo(session.times());
    }

    @Test
    default void appendingToADeletedSessionIsNotFoundAndStoresNothing() {
        Session session = createdWith("one");
        store().delete(session);

        assertThatExceptionOfType(Refusal.NotFound.class).isThrownBy(() -> append(session, "two"));
        assertThat(store().find(session.id(), ALL)).isEmpty();
    }

    @Test
    default void appendingToASessionThatNeverWasIsNotFound() {
        Session session = draft(BARE, Status.ACTIVE, now());

        assertThatExceptionOfType(Refusal.NotFound.class).isThrownBy(() -> append(session, "one"));
        assertThat(store().find(session.id(), ALL)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
    default void appendingToASessionThatIsNotActiveIsNotFoundAndStoresNothing(Status status) {
        Session session = created(BARE, status, now());

        assertThatExceptionOfType(Refusal.NotFound.class).isThrownBy(() -> append(session, "one"));
        assertThat(store().find(session.id(), ALL)).contains(new Conversation(session, List.of()));
    }

    @Test
    default void appendingToASessionThatEndedSinceItWasSeenIsNotFoundAndStoresNothing() {
        Session seen = created();
        append(seen, "one");
        store().end(seen.id(), owner(), now());

        assertThatExceptionOfType(Refusal.NotFound.class).isThrownBy(() -> append(seen, "two"));
        assertThat(texts(seen)).containsExactly("one");
    }

    @Test
    default void appendingToASessionThatIsActiveAgainSinceItWasSeenWorks() {
        Session seen = created(BARE, Status.SCHEDULED, now());
        store().update(
                        seen.id(),
                        owner(),
                        new SessionChanges(
                                Change.keep(),
                                Change.set(Status.ACTIVE),
                                Change.keep(),
                                References.NONE,
                                DetailChanges.NONE),
                        now());

        assertThat(append(seen, "one")).isEqualTo(1);
    }
}
