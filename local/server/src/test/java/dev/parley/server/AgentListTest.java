package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.ApiClient.Answer;
import dev.parley.standins.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The agent API's two lists of sessions.
class AgentListTest {
    private static final HandClock CLOCK = new HandClock();
    private static final LocalServer SERVER = LocalServer.start(new Options(Map.of("PARLEY_PORT", "0")), CLOCK);

    /// A user of four sessions, made one after the other; the second was active last.
    private static final AgentUser BEA = AgentUser.of(SERVER);

    private static final List<String> FOUR = IntStream.range(0, 4)
            .mapToObj(_ -> {
                CLOCK.moveOn(Duration.ofMillis(1));
                return BEA.create("support");
            })
            .toList();

    private final AgentUser ada = AgentUser.of(SERVER);
    private final AgentUser admin = AgentUser.admin(SERVER);

    @BeforeAll
    static void speak() {
        CLOCK.moveOn(Duration.ofMillis(1));
        BEA.say(FOUR.get(1), "user", "still here").as(200);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @BeforeEach
    void later() {
        CLOCK.moveOn(Duration.ofSeconds(1));
    }

    @Test
    void theSessionsOfAUserAreShownWithTheirAgents() {
        String id = ada.create("agent123");
        String created = ada.session(id).path("created_at").textValue();
        assertThat(Instant.parse(created)).isEqualTo(CLOCK.instant());

        assertThat(ada.api()
                        .get("/sessions/get_all/" + ada.id() + "?limit=30&sort_by=last_active&sort_order=1")
                        .text())
                .isEqualTo("{\"message\":\"User sessions retrieved successfully.\",\"data\":[{\"session_id\":\"" + id
                        + "\",\"agent_id\":\"agent123\",\"created_at\":\"" + created + "\"}]}");
        assertThat(ada.api()
                        .get("/sessions/get_by_agent/agent123?limit=30&sort_by=last_active&sort_order=1")
                        .text())
                .isEqualTo("{\"message\":\"Agent sessions retrieved successfully.\",\"data\":[{\"session_id\":\"" + id
                        + "\",\"user_id\":\"" + ada.id() + "\",\"created_at\":\"" + created + "\"}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 4321",
        "sort_order=-1, 4321",
        "sort_order=1, 1234",
        "sort_by=created_at&sort_order=1, 1234",
        "sort_by=last_active, 2431",
        "sort_by=last_active&sort_order=-1, 2431",
        "sort_by=last_active&sort_order=1, 1342",
        "limit=2, 43",
        "limit=2&skip=1, 32",
        "skip=3, 1",
        "skip=4, ''",
        "skip=1000000, ''",
        "limit=2&skip=1&sort_order=1&sort_by=last_active, 34",
        "limit=2&skip=1&sort_by=last_active, 43"
    })
    void theListsAreSortedAndCutAsAsked(String query, String numbers) {
        List<String> expected =
                numbers.chars().mapToObj(number -> FOUR.get(number - '1')).toList();
        assertThat(BEA.ids("get_all/" + BEA.id() + "?" + query)).isEqualTo(expected);
        assertThat(BEA.ids("get_by_agent/support?" + query)).isEqualTo(expected);
        assertThat(admin.ids("get_all/" + BEA.id() + "?" + query)).isEqualTo(expected);
    }

    @Test
    void twentyAreShownUnlessMoreAreWanted() {
        List<String> newestFirst = IntStream.range(0, 22)
                .mapToObj(_ -> ada.create("support"))
                .toList()
                .reversed();

        for (String list : List.of("get_all/" + ada.id(), "get_by_agent/support")) {
            assertThat(ada.ids(list)).isEqualTo(newestFirst.subList(0, 20));
            assertThat(ada.ids(list + "?limit=1000000000")).isEqualTo(newestFirst);
            assertThat(ada.ids(list + "?skip=20")).isEqualTo(newestFirst.subList(20, 22));
        }
    }

    @Test
    void theListOfAnAgentHasTheCallersSessionsWithIt() {
        String mine = ada.create("sherlock_holmes");
        ada.create("support");
        AgentUser eve = AgentUser.of(SERVER);
        String hers = eve.create("sherlock_holmes");

        assertThat(ada.ids("get_by_agent/sherlock_holmes")).containsExactly(mine);
        assertThat(eve.ids("get_by_agent/sherlock_holmes")).containsExactly(hers);
        assertThat(ada.ids("get_by_agent/sherlock_holmes?sort_by=last_active")).containsExactly(mine);
        ada.delete(mine).as(200);
        assertThat(ada.ids("get_by_agent/sherlock_holmes")).isEmpty();
    }

    @Test
    void anAdministratorSeesEveryonesSessionsWithAnAgent() {
        AgentUser eve = AgentUser.of(SERVER);
        String first = ada.create("hal_9000");
        CLOCK.moveOn(Duration.ofMillis(1));
        String second = eve.create("hal_9000");
        CLOCK.moveOn(Duration.ofMillis(1));
        ada.say(first, "user", "again").as(200);

        assertThat(admin.ids("get_by_agent/hal_9000")).containsExactly(second, first);
        assertThat(admin.ids("get_by_agent/hal_9000?sort_by=last_active")).containsExactly(first, second);
        assertThat(admin.ids("get_by_agent/hal_9000?sort_order=1&limit=1")).containsExactly(first);
        assertThat(admin.api()
                        .get("/sessions/get_by_agent/hal_9000")
                        .body()
                        .path("data")
                        .findValuesAsText("user_id"))
                .containsExactly(eve.id(), ada.id());
    }

    @Test
    void aUserWithoutSessionsAndAnAgentThatIsUnknownHaveEmptyLists() {
        assertThat(ada.ids("get_all/" + ada.id())).isEmpty();
        assertThat(ada.ids("get_by_agent/nobody-knows")).isEmpty();
        assertThat(admin.ids("get_all/nobody")).isEmpty();
        assertThat(admin.ids("get_by_agent/nobody-knows?sort_by=last_active")).isEmpty();
    }

    @Test
    void theListOfAnotherUserIsForbiddenWhetherThereIsSuchAUserOrNot() {
        AgentUser eve = AgentUser.of(SERVER);
        eve.create();
        for (String other :
                List.of(eve.id(), "nobody", ada.id() + "%20", "%00", ada.id().toUpperCase(Locale.ROOT))) {
            Answer forbidden = ada.api().get("/sessions/get_all/" + other);
            assertThat(forbidden.status()).as(other).isEqualTo(403);
            assertThat(forbidden.text())
                    .isEqualTo(AgentUser.failure("Failed to retrieve user sessions.", "Forbidden."));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%23b", "a%2Fb", "%20", "agent123%00", "..%2F", "é"})
    void anAgentsIdThatCannotBeIsNotFound(String agent) {
        Answer answer = ada.api().raw("GET", "/sessions/get_by_agent/" + agent, new byte[0]);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text())
                .isEqualTo(AgentUser.failure("Failed to retrieve agent sessions.", "Agent not found."));
    }
}
