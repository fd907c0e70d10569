package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.EntryId.ProfileId;
import dev.parley.chat.EntryId.PromptId;
import dev.parley.chat.Refusal.NotFound;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Updating, ending and deleting.
interface ChangingContract extends ContractPart {
    Change<Instant> SOME_TIME = Change.set(Instant.parse("2025-12-24T18:00:00.001Z"));

    static SessionChanges title(Change<String> title) {
        return SessionChanges.ofTitle(title);
    }

    static SessionChanges status(Status status) {
        return new SessionChanges(
                Change.keep(), Change.set(status), Change.keep(), References.NONE, DetailChanges.NONE);
    }

    private static SessionChanges endedAt(Change<Instant> endedAt) {
        return new SessionChanges(Change.keep(), Change.keep(), endedAt, References.NONE, DetailChanges.NONE);
    }

    private static SessionChanges feedback(Change<Feedback> feedback) {
        return SessionChanges.ofDetails(DetailChanges.noting(Change.keep(), feedback));
    }

    private static SessionChanges metadata(Change<Metadata> metadata) {
        return SessionChanges.ofDetails(DetailChanges.noting(metadata, Change.keep()));
    }

    private static SessionChanges details(DetailChanges details) {
        return SessionChanges.ofDetails(details);
    }

    private static SessionChanges references(References references) {
        return new SessionChanges(Change.keep(), Change.keep(), Change.keep(), references, DetailChanges.NONE);
    }

    private static SidePrompt.Changes said(String text, Change<Boolean> chosen) {
        return new SidePrompt.Changes(Change.set(text), chosen);
    }

    private static Feedback rated(String rating, String comment) {
        return new Feedback(new BigDecimal(rating), comment);
    }

    /// One change of each kind to each field, and all fields at once.
    static List<SessionChanges> changes() {
        return List.of(
                title(Change.set("Another title")),
                title(Change.set("")),
                title(Change.clear()),
                status(Status.ACTIVE),
                status(Status.COMPLETED),
                status(Status.TERMINATED),
                status(Status.SCHEDULED),
                endedAt(SOME_TIME),
                endedAt(Change.clear()),
                feedback(Change.set(rated("0", "Bad."))),
                feedback(Change.set(new Feedback(new BigDecimal("5.0"), null))),
                feedback(Change.set(new Feedback(null, "No rating."))),
                feedback(Change.clear()),
                metadata(Change.set(new Metadata("{\"b\":2}"))),
                metadata(Change.clear()),
                details(DetailChanges.showing(Change.set("A preview"), Change.set(Details.MAX_DISPLAY_COUNT))),
                details(DetailChanges.showing(Change.clear(), Change.set(0L))),
                details(DetailChanges.telling(said("Before.", Change.keep()), said("After.", Change.set(false)))),
                details(DetailChanges.telling(
                        new SidePrompt.Changes(Change.clear(), Change.keep()),
                        new SidePrompt.Changes(Change.keep(), Change.set(true)))),
                references(new References(null, new ProfileId("lestrade"), null, null)),
                references(new References(
                        null, null, new ModelId("nova"), new PromptId("roleplay"), Map.of(Kind.MODEL, 7L))),
                references(new References(new AssistantId("hal"), null, null, null, Map.of(Kind.ASSISTANT, 3L))),
                references(new References(new AssistantId("holmes"), null, null, null)),
                new SessionChanges(
                        Change.set("All"),
                        Change.set(Status.COMPLETED),
                        SOME_TIME,
                        References.NONE,
                        DetailChanges.noting(Change.set(new Metadata("{}")), Change.set(rated("3", "All.")))),
                new SessionChanges(
                        Change.clear(),
                        Change.keep(),
                        Change.clear(),
                        References.NONE,
                        DetailChanges.noting(Change.clear(), Change.clear())));
    }

    @Test
    default void aChangeFromAClockThatIsBehindDoesNotTurnUpdatedAtBack() {
        Session session = created();
        Instant behind = now().minusSeconds(5);

        store().update(session.id(), owner(), title(Change.set("Later")), behind);
        assertThat(found(session).title()).isEqualTo("Later");
        assertThat(found(session).times().updatedAt()).isEqualTo(now());

        store().end(session.id(), owner(), behind);
        assertThat(found(session).status()).isEqualTo(Status.COMPLETED);
        assertThat(found(session).times().updatedAt()).isEqualTo(now());
    }

    @ParameterizedTest
    @MethodSource("changes")
    default void anUpdateOfAFullSessionChangesExactlyTheFieldsThatWereSent(SessionChanges changes) {
        Session session = full();
        clock().moveOn(Duration.ofSeconds(9));

        store().update(session.id(), owner(), changes, now());

        assertThat(found(session)).isEqualTo(changed(session, changes, now()));
    }

    @ParameterizedTest
    @MethodSource("changes")
    default void anUpdateOfABareSessionChangesExactlyTheFieldsThatWereSent(SessionChanges changes) {
        Session session = created();
        clock().moveOn(Duration.ofSeconds(9));

        store().update(session.id(), owner(), changes, now());

        assertThat(found(session)).isEqualTo(changed(session, changes, now()));
    }

    @Test
    default void updatesAtOnceOfDifferentFieldsAllStay() {
        Session session = created();

        var changes = List.of(title(Change.set("A")), metadata(Change.set(new Metadata("{}"))), endedAt(SOME_TIME))
                .iterator();
        ContractPart.atOnce(3, () -> {
            SessionChanges change;
            synchronized (changes) {
                change = changes.next();
            }
            store().update(session.id(), owner(), change, now());
            return change;
        });

        assertThat(found(session).title()).isEqualTo("A");
        assertThat(found(session).details().metadata()).isEqualTo(new Metadata("{}"));
        assertThat(found(session).times().endedAt()).isEqualTo(SOME_TIME.applyTo(null));
    }

    @Test
    default void anEndedSessionIsCompletedAtThatTime() {
        Session session = createdWith("one");
        clock().moveOn(Duration.ofSeconds(9));

        store().end(session.id(), owner(), now());

        Times times = session.times();
        assertThat(found(session).status()).isEqualTo(Status.COMPLETED);
        assertThat(found(session).times()).isEqualTo(new Times(times.createdAt(), now(), times.lastActive(), now()));
        assertThat(texts(session)).containsExactly("one");
    }

    @Test
    default void endingAnEndedSessionIsNotFoundAndChangesNothing() {
        Session session = created();
        store().end(session.id(), owner(), now());
        Session ended = found(session);
        clock().moveOn(Duration.ofSeconds(9));

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> store().end(session.id(), owner(), now()));
        assertThat(found(session)).isEqualTo(ended);
    }

    @Test
    default void afterADeleteNothingIsFound() {
        Session session = full();
        Turn turn = take(session, "question");

        store().delete(session);

        assertThat(store().find(session.id(), ALL)).isEmpty();
        assertThat(store().open(List.of(session.id()), ALL)).isEmpty();
        assertNotFound(() -> append(session, "text"));
        assertNotFound(() -> take(session, "text"));
        assertNotFound(() -> store().retake(session, 1, lease(), Once.ALWAYS));
        assertNotFound(() -> store().giveBack(turn, ANSWER, now()));
        assertNotFound(() -> store().update(session.id(), owner(), title(Change.set("x")), now()));
        assertNotFound(() -> store().update(session.id(), owner(), metadata(Change.clear()), now()));
        assertNotFound(() -> store().end(session.id(), owner(), now()));
        assertNotFound(() -> store().delete(session));
        assertNotFound(() -> store().giveUp(turn, "gone", Usage.NONE));
        assertThat(store().find(session.id(), ALL)).isEmpty();
    }

    @Test
    default void ofEightThreadsThatDeleteASessionOneDoes() {
        Session session = created();
        created();

        List<Boolean> deleted = ContractPart.atOnce(8, () -> {
            try {
                store().delete(session);
                return true;
            } catch (NotFound _) {
                return false;
            }
        });

        assertThat(deleted).containsOnlyOnce(true);
        eventually(() -> assertThat(
                        list(ListingContract.EVERYTHING, new Window(0, 1)).total())
                .isEqualTo(1));
    }

    @Test
    default void anothersSessionIsNotFoundForEveryWriteAndStaysAsItWas() {
        Session session = full();
        UserId other = new UserId(owner().value() + "-2");
        Session claimed = new Session(
                session.id(),
                other,
                session.number(),
                session.status(),
                session.title(),
                session.references(),
                session.times(),
                session.messages(),
                session.details(),
                session.contextResults());

        assertNotFound(() -> store().update(session.id(), other, title(Change.set("mine")), now()));
        assertNotFound(() -> store().update(session.id(), other, metadata(Change.clear()), now()));
        assertNotFound(() -> store().end(session.id(), other, now()));
        assertNotFound(() -> store().delete(claimed));

        assertThat(found(session)).isEqualTo(session);
        eventually(() -> assertThat(listed(ListingContract.EVERYTHING)).containsExactly(session.id()));
    }

    private static void assertNotFound(ThrowingCallable write) {
        assertThatExceptionOfType(NotFound.class).isThrownBy(write);
    }

    @Test
    default void aSessionThatChangesItsAssistantMovesBetweenListsAndCounts() {
        Session session = full();

        store().update(session.id(), owner(), references(ContractPart.to("hal", null)), now());

        assertThat(sessionsWith("holmes")).isEqualTo(0);
        assertThat(sessionsWith("hal")).isEqualTo(1);
        assertThat(sessionsWith(null)).isEqualTo(1);
    }

    @Test
    default void aSessionThatGetsItsFirstAssistantIsCountedWithIt() {
        Session session = created();

        store().update(session.id(), owner(), references(ContractPart.to("hal", null)), now());
        store().update(session.id(), owner(), references(ContractPart.to("hal", null)), now());

        assertThat(sessionsWith("hal")).isEqualTo(1);
        assertThat(sessionsWith(null)).isEqualTo(1);
    }

    @Test
    default void aSessionThatMovedIsCountedOutWhereItIs() {
        Session seen = full();
        store().update(seen.id(), owner(), references(ContractPart.to("hal", null)), now());

        store().delete(seen);

        assertThat(sessionsWith("holmes")).isEqualTo(0);
        assertThat(sessionsWith("hal")).isEqualTo(0);
        assertThat(sessionsWith(null)).isEqualTo(0);
    }

    /// How many sessions the owner has with that assistant, or in all; the total and the list agree.
    private long sessionsWith(@Nullable String assistant) {
        SessionFilter filter =
                new SessionFilter(assistant == null ? null : new AssistantId(assistant), null, null, null, null, null);
        Page<Listed> page = store().list(owner(), filter, new Window(0, 100));
        assertThat(page.items()).hasSize((int) page.total());
        return page.total();
    }

    private Session full() {
        Session bare = draft(BARE, Status.ACTIVE, now());
        Session full = new Session(
                bare.id(),
                owner(),
                bare.number(),
                Status.ACTIVE,
                "A title",
                new References(
                        new AssistantId("holmes"),
                        null,
                        new ModelId("gpt-4"),
                        null,
                        Map.of(Kind.ASSISTANT, 1L, Kind.MODEL, 2L)),
                new Times(now(), now(), now(), now()),
                Session.Tally.NOTHING,
                new Details(
                        new Metadata("{\"a\":1}"),
                        rated("4.5", "Good."),
                        new SidePrompt("First.", true),
                        new SidePrompt(null, null),
                        "Once upon",
                        4L),
                NewSession.DEFAULT_CONTEXT_RESULTS);
        store().create(full, Once.ALWAYS);
        return full;
    }

    private static Session changed(Session session, SessionChanges changes, Instant now) {
        Times times = session.times();
        return new Session(
                session.id(),
                session.owner(),
                session.number(),
                changes.status() instanceof Change.Set<Status>(var status) ? status : session.status(),
                changes.title().applyTo(session.title()),
                session.references().changedTo(changes.references()),
                new Times(
                        times.createdAt(),
                        now,
                        times.lastActive(),
                        changes.endedAt().applyTo(times.endedAt())),
                session.messages(),
                changes.details().applyTo(session.details()),
                session.contextResults());
    }
}
