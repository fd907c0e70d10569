package dev.parley.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.chat.Caller;
import dev.parley.chat.Chats;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.Excerpt;
import dev.parley.chat.History;
import dev.parley.chat.Listed;
import dev.parley.chat.Listing;
import dev.parley.chat.Message;
import dev.parley.chat.Order;
import dev.parley.chat.Order.By;
import dev.parley.chat.Order.Direction;
import dev.parley.chat.Refusal;
import dev.parley.chat.SessionFilter;
import dev.parley.chat.SessionId;
import dev.parley.chat.Status;
import dev.parley.chat.UserId;
import dev.parley.chat.Window;
import dev.parley.dynamodb.MeteredChats.Budget;
import dev.parley.standins.Trials;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists of an owner of 10,000 sessions and histories of a session of 5,000 messages, 50,000 when all is tried:
/// what they show, and that a page costs no more than one of few, but for what a list has to skip.
class ScaleTest {
    private static final int SESSIONS = 10_000;
    private static final int MESSAGES =
            Trials.of("a page costs the same wherever it lies").count(50_000);
    private static final UserId OWNER = new UserId("0d9f3c4e-9a52-4f0e-8f5e-3f1d2c4b5a69");
    private static final UserId TALKER = new UserId("4c2e3c4e-9a52-4f0e-8f5e-3f1d2c4b5a61");
    private static final Caller CALLER = new Caller(OWNER, false);
    private static final Caller ADMIN = new Caller(new UserId("7b1f3c4e-9a52-4f0e-8f5e-3f1d2c4b5a60"), true);
    /// Every fifth session's, which is as many as are sorted by activity.
    private static final AssistantId SOME = new AssistantId("some");
    /// All others'.
    private static final AssistantId MANY = new AssistantId("many");

    private static final SessionId LONG = SessionId.of(TALKER, 1);
    private static final Budget PAGE = new Budget(2, 0, 8);
    private static final Budget HISTORY = new Budget(2, 0, 4);
    private static final MeteredChats METERED = new MeteredChats();
    private static final Chats CHATS = METERED.chats();

    @BeforeAll
    static void fill() {
        Filled.fill(METERED.catalog(), SOME, MANY);
        METERED.put(Filled.sessions(OWNER, SESSIONS, number -> isWithSome(number) ? SOME : MANY));
        METERED.put(Filled.conversation(TALKER, 1, MESSAGES, 500));
    }

    @AfterAll
    static void printTheTable() {
        METERED.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5_000, 9_990, 10_000})
    void aListOfAllShowsThePageWithTheTotal(int skip) {
        listed("list", filter(null, null), skip, number -> true, skip == 0 || skip == SESSIONS ? PAGE : Budget.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000, 1_990})
    void aListWithAnAssistantShowsThePageWithTheTotal(int skip) {
        listed("list by assistant", filter(SOME, null), skip, ScaleTest::isWithSome, skip == 0 ? PAGE : Budget.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5_000, 9_990})
    void aFilteredListLooksThroughAllThereAre(int skip) {
        listed("list by status", filter(null, Status.ACTIVE), skip, number -> true, Budget.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void anOwnersSessionsAreShownInEveryOrder(By by) {
        for (Direction direction : Direction.values()) {
            for (int skip : List.of(0, 5_000, 9_990)) {
                Order order = new Order(by, direction);
                METERED.spends(
                        "sessions of" + row(order, skip),
                        skip == 0 ? PAGE : Budget.NONE,
                        () -> assertThat(ids(CHATS.sessionsOf(CALLER, OWNER, order, new Window(skip, 10))))
                                .isEqualTo(expected(order, skip, number -> true)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOwnersSessionsWithAnAssistantAreShownInEveryOrder(By by) {
        for (Direction direction : Direction.values()) {
            for (int skip : List.of(0, 1_000, 1_990)) {
                Order order = new Order(by, direction);
                METERED.spends(
                        "sessions with" + row(order, skip),
                        skip == 0 ? PAGE : Budget.NONE,
                        () -> assertThat(ids(CHATS.sessionsWith(CALLER, SOME, order, new Window(skip, 10))))
                                .isEqualTo(expected(order, skip, ScaleTest::isWithSome)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyonesSessionsWithAnAssistantAreShownInEveryOrder(By by) {
        for (Direction direction : Direction.values()) {
            for (int skip : List.of(0, 1_000, 1_990)) {
                Order order = new Order(by, direction);
                Budget budget = by == By.CREATED && skip == 0 ? PAGE : Budget.NONE;
                METERED.spends(
                        "everyone's sessions with" + row(order, skip),
                        budget,
                        () -> assertThat(ids(CHATS.sessionsWith(ADMIN, SOME, order, new Window(skip, 10))))
                                .isEqualTo(expected(order, skip, ScaleTest::isWithSome)));
            }
        }
    }

    @Test
    void moreThanTwoThousandOfEveryonesAreNotSortedByActivity() {
        Order order = new Order(By.LAST_ACTIVE, Direction.NEWEST_FIRST);
        METERED.spends(
                "everyone's sessions, too many to sort",
                Budget.NONE,
                () -> assertThatThrownBy(() -> CHATS.sessionsWith(ADMIN, MANY, order, new Window(0, 10)))
                        .isInstanceOf(Refusal.Invalid.class)
                        .hasMessageContaining("sort_by must be created_at"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void aPageOfHistoryCostsTheSameWhereverItLies(double part) {
        int skip = (int) (part * (MESSAGES - 20));
        Window window = new Window(skip, 20);
        told("history, skip " + skip, skip + 1, () -> CHATS.history(ADMIN, LONG, window, Long.MAX_VALUE));
        told("recent, skip " + skip, MESSAGES - skip - 19, () -> CHATS.recent(ADMIN, LONG, window, Long.MAX_VALUE));
    }

    private static void told(String row, int first, Supplier<History> history) {
        METERED.spends(
                row,
                HISTORY,
                () -> assertThat(history.get().messages().stream().map(Message::seq))
                        .containsExactlyElementsOf(
                                IntStream.range(first, first + 20).boxed().toList()));
    }

    private static void listed(String row, SessionFilter filter, int skip, IntPredicate meeting, Budget budget) {
        Order order = new Order(By.CREATED, Direction.NEWEST_FIRST);
        METERED.spends(row + ", skip " + skip, budget, () -> {
            Listing listing = CHATS.list(CALLER, filter, new Window(skip, 10), Excerpt.NONE);
            assertThat(listing.page().items().stream()
                            .map(conversation -> conversation.session().id()))
                    .containsExactlyElementsOf(expected(order, skip, meeting));
            assertThat(listing.page().total()).isEqualTo(numbers(meeting).count());
        });
    }

    private static boolean isWithSome(int number) {
        return number % 5 == 0;
    }

    private static String row(Order order, int skip) {
        return ", " + order.by() + ", " + order.direction() + ", skip " + skip;
    }

    /// The later a session was created, the sooner it was active.
    private static List<SessionId> expected(Order order, int skip, IntPredicate meeting) {
        List<SessionId> created =
                numbers(meeting).mapToObj(number -> SessionId.of(OWNER, number)).toList();
        boolean ascending = order.by() == By.CREATED == (order.direction() == Direction.OLDEST_FIRST);
        return (ascending ? created : created.reversed())
                .stream().skip(skip).limit(10).toList();
    }

    private static IntStream numbers(IntPredicate meeting) {
        return IntStream.rangeClosed(1, SESSIONS).filter(meeting);
    }

    private static SessionFilter filter(@Nullable AssistantId assistant, @Nullable Status status) {
        return new SessionFilter(assistant, null, status, null, null, null);
    }

    private static List<SessionId> ids(List<Listed> listed) {
        return listed.stream().map(Listed::id).toList();
    }
}
