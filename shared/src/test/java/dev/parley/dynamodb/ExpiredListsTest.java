package dev.parley.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.Listed;
import dev.parley.chat.Order;
import dev.parley.chat.Order.By;
import dev.parley.chat.Order.Direction;
import dev.parley.chat.Roster;
import dev.parley.chat.SessionFilter;
import dev.parley.chat.SessionId;
import dev.parley.chat.Status;
import dev.parley.chat.UserId;
import dev.parley.chat.Window;
import dev.parley.standins.HandClock;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Template;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Lists of sessions of which the first 20, the last 20 and every third between have expired.
class ExpiredListsTest {
    private static final int SESSIONS = 120;
    private static final LocalDynamoDb LOCAL = LocalDynamoDb.shared();
    private static final String TABLE = LOCAL.freshTable(Template.ofProject());
    private static final HandClock CLOCK = new HandClock();
    private static final UserId OWNER = new UserId(UUID.randomUUID().toString());
    private static final AssistantId ASSISTANT = new AssistantId("support");

    private final DynamoChatStore store = new DynamoChatStore(LOCAL.client(), TABLE, Patience.of(CLOCK));

    @BeforeAll
    static void fill() {
        // Years after the clock by which DynamoDB Local removes what has expired.
        CLOCK.set(Instant.parse("2100-01-01T00:00:00.789Z"));
        long second = CLOCK.instant().getEpochSecond();
        for (Map<String, AttributeValue> item : Filled.sessions(OWNER, SESSIONS, number -> ASSISTANT)) {
            Map<String, AttributeValue> expiring = new HashMap<>(item);
            if (item.containsKey(Attributes.NUMBER)) {
                int number = Integer.parseInt(item.get(Attributes.NUMBER).n());
                expiring.put(Attributes.EXPIRES_AT, Attributes.number(isExpired(number) ? second : second + 1));
            }
            LOCAL.client().putItem(request -> request.tableName(TABLE).item(expiring));
        }
    }

    @ParameterizedTest
    @EnumSource
    void expiredSessionsAreInNoRosterAndItsPagesAreFull(By by) {
        for (Direction direction : Direction.values()) {
            Order order = new Order(by, direction);
            for (Roster roster : List.of(
                    new Roster.OfOwner(OWNER), new Roster.OfOwnerWith(OWNER, ASSISTANT), new Roster.With(ASSISTANT))) {
                for (int skip : List.of(0, 10, 30, 50)) {
                    assertThat(ids(store.roster(roster, order, new Window(skip, 10))))
                            .as("%s, %s, skip %d", roster, order, skip)
                            .isEqualTo(expected(order, skip));
                }
            }
        }
    }

    @Test
    void expiredSessionsAreInNoListAndItsPagesAreFull() {
        for (SessionFilter filter : List.of(
                new SessionFilter(null, null, null, null, null, null),
                new SessionFilter(ASSISTANT, null, null, null, null, null),
                new SessionFilter(null, null, Status.ACTIVE, null, null, null))) {
            for (int skip : List.of(0, 10, 30, 50)) {
                assertThat(ids(store.list(OWNER, filter, new Window(skip, 10)).items()))
                        .as("%s, skip %d", filter, skip)
                        .isEqualTo(expected(new Order(By.CREATED, Direction.NEWEST_FIRST), skip));
            }
        }
    }

    private static boolean isExpired(int number) {
        return number <= 20 || number > SESSIONS - 20 || number % 3 == 0;
    }

    /// The later a session was created, the sooner it was active.
    private static List<SessionId> expected(Order order, int skip) {
        List<SessionId> created = IntStream.rangeClosed(1, SESSIONS)
                .filter(number -> !isExpired(number))
                .mapToObj(number -> SessionId.of(OWNER, number))
                .toList();
        boolean ascending = order.by() == By.CREATED == (order.direction() == Direction.OLDEST_FIRST);
        return (ascending ? created : created.reversed())
                .stream().skip(skip).limit(10).toList();
    }

    private static List<SessionId> ids(List<Listed> listed) {
        return listed.stream().map(Listed::id).toList();
    }
}
