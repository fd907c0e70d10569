package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.EntryId.ProfileId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which sessions a list shows, in which order, and how many it says there are.
interface ListingContract extends ContractPart {
    SessionFilter EVERYTHING = new SessionFilter(null, null, null, null, null, null);

    @Test
    default void thereAreNoneBeforeTheFirst() {
        for (SessionFilter filter : List.of(EVERYTHING, titled("x"))) {
            assertThat(list(filter, new Window(0, 10))).isEqualTo(new Page<>(List.of(), new Window(0, 10), 0));
        }
    }

    @Test
    default void theNewestComesFirstAndOfTheSameMomentTheHigherNumber() {
        Session second = created(BARE, Status.ACTIVE, now().plusMillis(1));
        Session first = created(BARE, Status.ACTIVE, now());
        Session third = created(BARE, Status.ACTIVE, now().plusMillis(2));
        Session alsoSecond = created(BARE, Status.ACTIVE, now().plusMillis(1));

        for (SessionFilter filter : List.of(EVERYTHING, during(now(), null))) {
            eventually(() ->
                    assertThat(listed(filter)).containsExactly(third.id(), alsoSecond.id(), second.id(), first.id()));
        }
    }

    @Test
    default void anAppendDoesNotMoveASession() {
        Session older = created();
        Session newer = created(BARE, Status.ACTIVE, now().plusMillis(1));
        clock().moveOn(Duration.ofHours(1));
        append(older, "text");

        eventually(() -> assertThat(listed(EVERYTHING)).containsExactly(newer.id(), older.id()));
    }

    @Test
    default void aListedSessionNamesItsAssistantAndProfile() {
        Session session = created(new NewSession(ContractPart.to("holmes", "watson"), null), Status.ACTIVE, now());
        Listed listed = new Listed(session.id(), owner(), now(), new AssistantId("holmes"), new ProfileId("watson"));

        eventually(() -> {
            assertThat(list(EVERYTHING, new Window(0, 1)).items()).containsExactly(listed);
            assertThat(list(with("holmes"), new Window(0, 1)).items()).containsExactly(listed);
        });
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 2", "2, 2", "4, 2", "0, 5", "0, 6", "1, 99", "4, 1", "5, 1", "1000000, 100"})
    default void aWindowIsThatPartOfTheListWithTheTotalOfAll(long skip, long limit) {
        List<SessionId> newestFirst = IntStream.rangeClosed(1, 5)
                .mapToObj(
                        i -> created(BARE, Status.ACTIVE, now().minusSeconds(i)).id())
                .toList();
        List<SessionId> expected = newestFirst.stream().skip(skip).limit(limit).toList();

        for (SessionFilter filter : List.of(EVERYTHING, during(Instant.EPOCH, null))) {
            eventually(() -> {
                Page<Listed> page = list(filter, new Window(skip, limit));
                assertThat(ContractPart.ids(page)).isEqualTo(expected);
                assertThat(page.total()).isEqualTo(5);
                assertThat(page.window()).isEqualTo(new Window(skip, limit));
            });
        }
    }

    @Test
    default void endedAndDeletedSessionsAreCountedAsTheyAre() {
        NewSession withHolmes = new NewSession(ContractPart.to("holmes", null), null);
        Session kept = created(withHolmes, Status.ACTIVE, now());
        Session ended = created(withHolmes, Status.ACTIVE, now());
        Session deleted = created(withHolmes, Status.ACTIVE, now());
        Session other = created();
        store().end(ended.id(), owner(), now());
        store().delete(deleted);

        eventually(() -> {
            assertThat(listed(EVERYTHING)).containsExactly(other.id(), ended.id(), kept.id());
            assertThat(list(EVERYTHING, new Window(0, 1)).total()).isEqualTo(3);
            assertThat(listed(with("holmes"))).containsExactly(ended.id(), kept.id());
            assertThat(list(with("holmes"), new Window(0, 1)).total()).isEqualTo(2);
            assertThat(list(with("nobody"), new Window(0, 1)).total()).isZero();
        });
    }

    @Test
    default void sessionsOfAnotherOwnerAreNeitherListedNorCounted() {
        created();

        for (SessionFilter filter : List.of(EVERYTHING, during(Instant.EPOCH, null))) {
            assertThat(store().list(new UserId(owner().value() + "-2"), filter, new Window(0, 10)))
                    .isEqualTo(new Page<>(List.of(), new Window(0, 10), 0));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ärger, 1",
        "ÄRGER mit, 1",
        "mit, 1",
        "baskerville, 2",
        "BASKERVILLE, 2",
        "e hund, 1",
        "%, 0",
        "_, 0",
        "'', 4"
    })
    default void aTitleIsSearchedForAnyPartInAnyCase(String search, int expected) {
        for (String title : List.of("Ärger mit Hunden", "Der Hund von BASKERVILLE", "Baskerville: DIE HUNDE")) {
            created(new NewSession(NOBODY, title), Status.ACTIVE, now());
        }
        created();

        eventually(() ->
                assertThat(list(titled(search), new Window(0, 1)).total()).isEqualTo(expected));
    }

    @Test
    default void aChangedTitleIsFoundUnderItsNewWordsOnly() {
        Session session = created(new NewSession(NOBODY, "before"), Status.ACTIVE, now());
        store().update(session.id(), owner(), ChangingContract.title(Change.set("after")), now());

        eventually(() -> {
            assertThat(listed(titled("before"))).isEmpty();
            assertThat(listed(titled("after"))).containsExactly(session.id());
        });
    }

    @Test
    default void datesAreInclusiveToTheMillisecond() {
        Session session = created();
        Instant at = session.times().createdAt();

        eventually(() -> {
            assertThat(listed(during(at, at))).containsExactly(session.id());
            assertThat(listed(during(at, null))).containsExactly(session.id());
            assertThat(listed(during(null, at))).containsExactly(session.id());
            assertThat(listed(during(at.plusMillis(1), null))).isEmpty();
            assertThat(listed(during(null, at.minusMillis(1)))).isEmpty();
        });
    }

    @Test
    default void everyCombinationOfFiltersGivesTheSessionsThatMeetAll() {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            NewSession draft = new NewSession(
                    ContractPart.to(bit(i, 0) ? "holmes" : "marple", bit(i, 1) ? "watson" : null),
                    bit(i, 2) ? "The HOUND " + i : null);
            sessions.add(created(
                    draft, bit(i, 3) ? Status.ACTIVE : Status.COMPLETED, now().plusSeconds(bit(i, 4) ? i : -i)));
        }
        for (int i = 0; i < 64; i++) {
            SessionFilter filter = new SessionFilter(
                    bit(i, 0) ? new AssistantId("holmes") : null,
                    bit(i, 1) ? new ProfileId("watson") : null,
                    bit(i, 2) ? Status.ACTIVE : null,
                    bit(i, 3) ? "hound" : null,
                    bit(i, 4) ? now().minusSeconds(9) : null,
                    bit(i, 5) ? now().plusSeconds(20) : null);
            List<SessionId> expected = sessions.stream()
                    .filter(session -> meets(session, filter))
                    .sorted(Comparator.comparing(
                                    (Session session) -> session.times().createdAt())
                            .thenComparingLong(Session::number)
                            .reversed())
                    .map(Session::id)
                    .toList();

            eventually(() -> {
                assertThat(listed(filter)).as("%s", filter).isEqualTo(expected);
                assertThat(list(filter, new Window(0, 1)).total()).isEqualTo(expected.size());
            });
        }
    }

    /// Titles and an owner as long as they may be, so that a few hundred entries are more than 1 MB.
    @Test
    default void aListLargerThanAPageOfTheIndexIsReadWhole() {
        UserId longOwner = new UserId(owner().value() + "x".repeat(1_900));
        Session[] sessions = IntStream.range(0, 360)
                .parallel()
                .mapToObj(i -> verbose(longOwner, i))
                .toArray(Session[]::new);
        List<SessionId> newestFirst = Arrays.stream(sessions)
                .sorted(Comparator.comparingLong(Session::number).reversed())
                .map(Session::id)
                .toList();

        for (SessionFilter filter : List.of(EVERYTHING, titled("😀"), with("holmes"), during(Instant.EPOCH, null))) {
            for (int skip : List.of(0, 100, 299, 350)) {
                eventually(() -> {
                    Page<Listed> page = store().list(longOwner, filter, new Window(skip, 100));
                    assertThat(ContractPart.ids(page))
                            .isEqualTo(
                                    newestFirst.stream().skip(skip).limit(100).toList());
                    assertThat(page.total()).isEqualTo(360);
                });
            }
        }
    }

    private Session verbose(UserId longOwner, int i) {
        Session session = new Session(
                SessionId.of(longOwner, i),
                longOwner,
                i,
                Status.ACTIVE,
                "😀".repeat(256),
                ContractPart.to("holmes", null),
                Times.beginning(now().plusSeconds(i)),
                Session.Tally.NOTHING,
                Details.NONE,
                NewSession.DEFAULT_CONTEXT_RESULTS);
        store().create(session, Once.ALWAYS);
        return session;
    }

    private static boolean bit(int number, int position) {
        return ((number >> position) & 1) == 1;
    }

    private static boolean meets(Session session, SessionFilter filter) {
        References references = session.references();
        String title = session.title();
        Instant at = session.times().createdAt();
        return (filter.assistant() == null || filter.assistant().equals(references.assistant()))
                && (filter.profile() == null || filter.profile().equals(references.profile()))
                && (filter.status() == null || filter.status() == session.status())
                && (filter.title() == null
                        || (title != null && title.toLowerCase(Locale.ROOT).contains(filter.title())))
                && (filter.from() == null || at.compareTo(filter.from()) >= 0)
                && (filter.to() == null || at.compareTo(filter.to()) <= 0);
    }

    static SessionFilter with(String assistant) {
        return new SessionFilter(new AssistantId(assistant), null, null, null, null, null);
    }

    private static SessionFilter titled(String title) {
        return new SessionFilter(null, null, null, title, null, null);
    }

    private static SessionFilter during(@Nullable Instant from, @Nullable Instant to) {
        return new SessionFilter(null, null, null, null, from, to);
    }
}
