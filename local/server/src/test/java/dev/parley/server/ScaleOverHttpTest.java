package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Multiplied;
import dev.parley.standins.Template;
import dev.parley.standins.Trials;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every list and history call of every group, for an owner of 10,000 sessions, the first of which has 50,000
/// messages, in full, and of fewer otherwise: no answer is too large, and how long each took is printed.
class ScaleOverHttpTest {
    private static final Trials TRIALS = Trials.of("lists and histories of any size");
    private static final int SESSIONS = TRIALS.count(10_000);
    /// More than one answer shows, always.
    private static final int MESSAGES = Math.max(10_000, TRIALS.count(50_000));

    private static final int PAGE = 100;
    private static final int MOST_BYTES = 5_000_000;
    private static final List<String> ROWS = new ArrayList<>();

    private static final LocalDynamoDb DYNAMODB = withoutAStream();
    private static final LocalServer SERVER = LocalServer.start(
            new Options(Map.of(
                    "PARLEY_PORT",
                    "0",
                    "PARLEY_DYNAMODB_ENDPOINT",
                    DYNAMODB.endpoint().toString())),
            Clock.systemUTC());
    private static final ApiClient OWNER = ApiClient.signIn(SERVER.address(), "owner-of-many");
    private static final ApiClient ADMIN = ApiClient.signIn(SERVER.address(), "admin", "admins");
    private static final UserId USER = new UserId(OWNER.sub());

    @BeforeAll
    static void fill() {
        OWNER.post(
                        "/api/v1/chat-sessions",
                        "{\"character_id\": 1, \"user_profile_id\": 3, \"ai_model_id\": 1, \"system_prompt_id\": 1}")
                .as(201);
        String first = SessionId.of(USER, 1).value();
        OWNER.post("/sessions/message?sessionId=" + first, ChatbotUser.message("user", "m".repeat(500)))
                .as(200);
        Multiplied multiplied = new Multiplied(
                DYNAMODB.client(),
                LocalServer.TABLE,
                USER.value(),
                (owner, number) -> SessionId.of(new UserId(owner), number).value());
        multiplied.sessions(SESSIONS);
        multiplied.messages(MESSAGES);
    }

    @AfterAll
    static void printTheTable() {
        ROWS.forEach(System.out::println);
        SERVER.close();
        DYNAMODB.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chatflow | POST /chat-sessions/list {'chatflowId': 'sherlock_holmes', 'limit': 100}               |"
                        + " /data    | 100",
                "chatflow | POST /chat-sessions/list {'chatflowId': 'sherlock_holmes', 'page': LAST_PAGE, 'limit':"
                        + " 100}  | /data    | 100",
                "chatbot  | GET /sessions?limit=100                                                                 |"
                        + " /data/results | 100",
                "chatbot  | GET /sessions?limit=100&skip=HALF                                                       |"
                        + " /data/results | 100",
                "chatbot  | GET /sessions?limit=100&skip=LAST_SESSIONS                                                "
                        + "       | /data/results | 100",
                "chatbot  | GET /sessions?limit=100&skip=SESSIONS                                                     "
                        + " | /data/results | 0",
                "chatbot  | GET /sessions?chatbotId=sherlock_holmes&limit=100&skip=LAST_SESSIONS                      "
                        + "       | /data/results | 100",
                "chatbot  | GET /sessions?clientId=client-1&status=ACTIVE&limit=100&skip=LAST_SESSIONS                "
                        + "       | /data/results | 100",
                "chatbot  | GET /sessions?searchString=nothing                                                      |"
                        + " /data/results | 0",
                "chatbot  | GET /sessions/FIRST                                                                     |"
                        + " /data/messages | 8000",
                "character | GET /api/v1/chat-sessions?per_page=100                                                 |"
                        + " /items   | 100",
                "character | GET /api/v1/chat-sessions?per_page=100&page=LAST_PAGE                                    "
                        + "    | /items   | 100",
                "character | GET /api/v1/chat-sessions?per_page=100&page=LAST_PAGE&character_id=1                     "
                        + "    | /items   | 100",
                "character | GET /api/v1/chat-sessions?per_page=100&page=HALF_PAGE&user_profile_id=3                  "
                        + "     | /items   | 100",
                "agent    | GET /sessions/get_all/USER?limit=100                                                    |"
                        + " /data    | 100",
                "agent    | GET /sessions/get_all/USER?limit=100&skip=LAST_SESSIONS&sort_by=last_active&sort_order=1  "
                        + "       | /data    | 100",
                "agent    | GET /sessions/get_by_agent/sherlock_holmes?limit=100&skip=LAST_SESSIONS&sort_order=1      "
                        + "       | /data    | 100",
                "agent    | GET"
                    + " /sessions/get_by_agent/sherlock_holmes?limit=100&skip=LAST_SESSIONS&sort_by=last_active      |"
                    + " /data    | 100",
                "admin    | GET /sessions/get_by_agent/sherlock_holmes?limit=100&skip=LAST_SESSIONS                   "
                        + "       | /data    | 100",
                "agent    | GET /sessions/history/FIRST?limit=100                                                   |"
                        + " /data    | 100",
                "agent    | GET /sessions/history/FIRST?limit=100&skip=LAST_MESSAGES                                  "
                        + "      | /data    | 100",
                "agent    | GET /sessions/history/recent/FIRST?limit=100                                            |"
                        + " /data    | 100",
                "agent    | GET /sessions/history/recent/FIRST?limit=100&skip=HALF_MESSAGES                           "
                        + "      | /data    | 100",
                "agent    | GET /sessions/get/FIRST?limit=100&skip=HALF_MESSAGES                                      "
                        + "      | /data/history | 100"
            })
    void aCallAnswersWhatItsPageHolds(String who, String call, String list, int atLeast) {
        int brace = call.indexOf(" {");
        String request = named(brace < 0 ? call : call.substring(0, brace));
        Optional<String> body = brace < 0
                ? Optional.empty()
                : Optional.of(named(call.substring(brace + 1)).replace('\'', '"'));
        long start = System.nanoTime();
        ApiClient.Answer answer = (who.equals("admin") ? ADMIN : OWNER).send(request, Optional.empty(), body);
        long millis = (System.nanoTime() - start) / 1_000_000;

        ROWS.add(String.format("%-9s %-92s %,9d B %5d ms", who, call, answer.carried(), millis));
        assertThat(answer.as(200).at(list).size()).isGreaterThanOrEqualTo(atLeast);
        assertThat(answer.carried()).isLessThanOrEqualTo(MOST_BYTES);
    }

    /// A call with the places of what is there.
    private static String named(String call) {
        return call.replace("FIRST", SessionId.of(USER, 1).value())
                .replace("USER", USER.value())
                .replace("HALF_MESSAGES", String.valueOf(MESSAGES / 2))
                .replace("LAST_MESSAGES", String.valueOf(MESSAGES - PAGE))
                .replace("LAST_SESSIONS", String.valueOf(SESSIONS - PAGE))
                .replace("SESSIONS", String.valueOf(SESSIONS))
                .replace("HALF_PAGE", String.valueOf(SESSIONS / PAGE / 2))
                .replace("LAST_PAGE", String.valueOf(SESSIONS / PAGE))
                .replace("HALF", String.valueOf(SESSIONS / 2));
    }

    /// DynamoDB Local spends most of a write on a table's stream, which nothing here needs.
    private static LocalDynamoDb withoutAStream() {
        LocalDynamoDb local = LocalDynamoDb.inMemory();
        local.client()
                .createTable(Template.ofProject().tableRequest(LocalServer.TABLE).toBuilder()
                        .streamSpecification(stream -> stream.streamEnabled(false))
                        .build());
        return local;
    }
}
