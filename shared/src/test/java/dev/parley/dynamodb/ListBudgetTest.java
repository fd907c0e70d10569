package dev.parley.dynamodb;

import dev.parley.chat.Caller;
import dev.parley.chat.Chats;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.Excerpt;
import dev.parley.chat.Order;
import dev.parley.chat.Order.By;
import dev.parley.chat.Order.Direction;
import dev.parley.chat.SessionFilter;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import dev.parley.chat.Window;
import dev.parley.dynamodb.MeteredChats.Budget;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What each list and history may take, as [BudgetTest] says of all else.
class ListBudgetTest {
    private static final UserId OWNER = new UserId("0d9f3c4e-9a52-4f0e-8f5e-3f1d2c4b5a69");
    private static final Caller CALLER = new Caller(OWNER, false);
    private static final Caller ADMIN = new Caller(new UserId("7b1f3c4e-9a52-4f0e-8f5e-3f1d2c4b5a60"), true);
    private static final AssistantId ASSISTANT = new AssistantId("support");
    private static final AssistantId OTHER = new AssistantId("other");
    private static final SessionId LONG = SessionId.of(OWNER, 1_000);
    private static final Window TEN = new Window(0, 10);
    private static final Budget PAGE = new Budget(2, 0, 8);
    private static final Budget HISTORY = new Budget(2, 0, 4);
    private static final MeteredChats METERED = new MeteredChats();
    private static final Chats CHATS = METERED.chats();

    @BeforeAll
    static void fill() {
        Filled.fill(METERED.catalog(), ASSISTANT, OTHER);
        METERED.put(Filled.sessions(OWNER, 60, number -> number % 4 == 0 ? ASSISTANT : OTHER));
        METERED.put(Filled.conversation(OWNER, 1_000, 2_000, 500));
    }

    @AfterAll
    static void printTheTable() {
        METERED.close();
    }

    @Test
    void aPageOfAListTakesTwoTrips() {
        SessionFilter all = new SessionFilter(null, null, null, null, null, null);
        SessionFilter byAssistant = new SessionFilter(ASSISTANT, null, null, null, null, null);
        METERED.spends("list, page of 10", PAGE, () -> CHATS.list(CALLER, all, TEN, Excerpt.NONE));
        METERED.spends("list by assistant, page of 10", PAGE, () -> CHATS.list(CALLER, byAssistant, TEN, Excerpt.NONE));
    }

    @ParameterizedTest
    @EnumSource
    void aPageOfSessionsIsReadFromAnIndexAlone(By by) {
        for (Direction direction : Direction.values()) {
            Order order = new Order(by, direction);
            String row = ", " + by + ", " + direction;
            METERED.spends("sessions of" + row, PAGE, () -> CHATS.sessionsOf(CALLER, OWNER, order, TEN));
            METERED.spends("sessions with" + row, PAGE, () -> CHATS.sessionsWith(CALLER, ASSISTANT, order, TEN));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyonesSessionsWithAnAssistantAreReadFromAnIndexAloneUnlessSortedByActivity(By by) {
        // Half a unit for each header: there are 15.
        Budget budget = by == By.CREATED ? PAGE : new Budget(2, 0, 1 + 15 * 0.5);
        for (Direction direction : Direction.values()) {
            METERED.spends(
                    "everyone's sessions with, " + by + ", " + direction,
                    budget,
                    () -> CHATS.sessionsWith(ADMIN, ASSISTANT, new Order(by, direction), TEN));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000, 1_980})
    void aPageOfHistoryCostsTheSameWhereverItLies(int skip) {
        Window window = new Window(skip, 20);
        METERED.spends(
                "history, skip " + skip + ", 20 of 500 B",
                HISTORY,
                () -> CHATS.history(CALLER, LONG, window, Long.MAX_VALUE));
        METERED.spends(
                "recent, skip " + skip + ", 20 of 500 B",
                HISTORY,
                () -> CHATS.recent(CALLER, LONG, window, Long.MAX_VALUE));
    }
}
