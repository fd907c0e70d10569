package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.standins.HandClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who is shown whose sessions.
class ChatsListsTest {
    private static final Caller ADA = new Caller(new UserId("ada"), false);
    private static final Caller BOB = new Caller(new UserId("bob"), false);
    private static final Caller ADMIN = new Caller(new UserId("admin"), true);
    private static final AssistantId SUPPORT = new AssistantId("support");
    private static final Order OLDEST_FIRST = new Order(Order.By.CREATED, Order.Direction.OLDEST_FIRST);
    private static final Window ALL = new Window(0, 100);

    private final HandClock clock = new HandClock();
    private final Chats chats = new Chats(
            new InMemoryChatStore(clock), new MemoryCatalogStore(clock), ContractPart.ANSWERING, Pace.of(clock));
    private SessionId adas = new SessionId("0".repeat(24));
    private SessionId bobs = adas;

    @BeforeEach
    void adaAndBobTalkToSupport() {
        adas = create(ADA);
        clock.moveOn(Duration.ofMillis(1));
        bobs = create(BOB);
    }

    @Test
    void aUserListsTheirOwnSessionsAndAnAdministratorAnyones() {
        assertThat(ids(chats.sessionsOf(ADA, ADA.user(), OLDEST_FIRST, ALL))).containsExactly(adas);
        assertThat(ids(chats.sessionsOf(ADMIN, ADA.user(), OLDEST_FIRST, ALL))).containsExactly(adas);
        assertThat(chats.sessionsOf(ADMIN, new UserId("nobody"), OLDEST_FIRST, ALL))
                .isEmpty();
    }

    @Test
    void anotherUsersSessionsAreForbiddenWhetherThereAreAnyOrNot() {
        for (UserId other : List.of(BOB.user(), new UserId("nobody"))) {
            assertThatThrownBy(() -> chats.sessionsOf(ADA, other, OLDEST_FIRST, ALL))
                    .isInstanceOf(Refusal.Forbidden.class);
        }
    }

    @Test
    void aUserListsTheirOwnSessionsWithAnAssistantAndAnAdministratorEveryones() {
        assertThat(ids(chats.sessionsWith(ADA, SUPPORT, OLDEST_FIRST, ALL))).containsExactly(adas);
        assertThat(ids(chats.sessionsWith(ADMIN, SUPPORT, OLDEST_FIRST, ALL))).containsExactly(adas, bobs);
        assertThat(chats.sessionsWith(ADMIN, new AssistantId("nobody"), OLDEST_FIRST, ALL))
                .isEmpty();
    }

    private SessionId create(Caller caller) {
        NewSession draft = new NewSession(
                new References(SUPPORT, null, null, null),
                false,
                null,
                Details.NONE,
                NewSession.DEFAULT_CONTEXT_RESULTS);
        return chats.create(caller, draft, Once.ALWAYS, Excerpt.NONE).session().id();
    }

    private static List<SessionId> ids(List<Listed> listed) {
        return listed.stream().map(Listed::id).toList();
    }
}
