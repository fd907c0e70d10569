package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.EntryId.PromptId;
import dev.parley.chat.Session.Tally;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Numbers, ids, and sessions that are found as they were created.
interface CreatingContract extends ContractPart {

    @Test
    default void numbersCountFromOne() {
        assertThat(LongStream.range(0, 3).map(_ -> store().nextNumber(owner()))).containsExactly(1L, 2L, 3L);
    }

    @Test
    default void thirtyTwoThreadsNeverGetANumberTwice() {
        List<List<Long>> numbers = ContractPart.atOnce(
                32,
                () -> IntStream.range(0, 5)
                        .mapToObj(_ -> store().nextNumber(owner()))
                        .toList());

        assertThat(numbers.stream().flatMap(List::stream)).hasSize(160).doesNotHaveDuplicates();
    }

    @Test
    default void numbersOfTwoOwnersAreCountedApart() {
        store().nextNumber(owner());

        assertThat(store().nextNumber(new UserId(owner().value() + "-2"))).isEqualTo(1);
    }

    @Test
    default void aNumberOfADeletedSessionIsNotGivenAgain() {
        Session session = created();
        store().delete(session);

        assertThat(store().nextNumber(owner())).isGreaterThan(session.number());
    }

    @Test
    default void aSessionIsFoundUnderTheIdComputedFromItsNumber() {
        created();
        Session second = created();

        assertThat(store().find(SessionId.of(owner(), second.number()), Excerpt.NONE))
                .hasValueSatisfying(found -> assertThat(found.session()).isEqualTo(second));
    }

    @Test
    default void aNumberGivenToASessionIsRefusedToAnother() {
        Session session = created();

        assertThatIllegalStateException().isThrownBy(() -> store().create(session, Once.ALWAYS));
    }

    @Test
    default void aSessionWithEveryFieldIsFoundAsItWasCreated() {
        Session bare = draft(BARE, Status.ACTIVE, now());
        Session full = new Session(
                bare.id(),
                owner(),
                bare.number(),
                Status.SCHEDULED,
                "Ein Fall für Holmes 🕵️‍♂️",
                new References(
                        new AssistantId("holmes.v2"),
                        new ProfileId("watson_1"),
                        new ModelId("nova-lite"),
                        new PromptId("detective"),
                        Map.of(Kind.ASSISTANT, 1L, Kind.PROFILE, 2L, Kind.MODEL, 3L, Kind.PROMPT, 4L)),
                new Times(now(), now().plusMillis(1), now().plusMillis(2), now().plusMillis(3)),
                Tally.NOTHING,
                new Details(
                        new Metadata("{\"a\": [1.0, null]}"),
                        new Feedback(new BigDecimal("4.50"), "Clever."),
                        new SidePrompt("Stay in character.", null),
                        new SidePrompt("Be brief.", false),
                        "It was a dark night",
                        12L),
                3);

        store().create(full, Once.ALWAYS);

        assertThat(store().find(full.id(), ALL)).contains(new Conversation(full, List.of()));
    }

    @Test
    default void aSessionWithoutOptionalFieldsIsFoundAsItWasCreated() {
        Session session = created();

        assertThat(store().find(session.id(), ALL)).contains(new Conversation(session, List.of()));
    }

    @Test
    default void anEmptyTitleIsNotNoTitle() {
        Session session = created(new NewSession(NOBODY, ""), Status.ACTIVE, now());

        assertThat(found(session).title()).isEmpty();
    }

    @Test
    default void aSessionThatNeverWasIsNotFound() {
        assertThat(store().find(SessionId.of(owner(), 1), ALL)).isEmpty();
    }
}
