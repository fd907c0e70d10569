package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.parley.Backend;
import dev.parley.agent.AgentFunction;
import dev.parley.basic.BasicFunction;
import dev.parley.catalog.CatalogFunction;
import dev.parley.character.CharacterFunction;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import dev.parley.chatbot.ChatbotFunction;
import dev.parley.chatflow.ChatflowFunction;
import dev.parley.standins.HttpFunction;
import dev.parley.standins.LocalBedrock;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Meter;
import dev.parley.standins.MeteredCalls;
import dev.parley.standins.RecordingContext;
import dev.parley.standins.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// What each operation of each group takes of DynamoDB, whole, from event to answer: the very events of
/// `events/`, for a user with ten sessions, the first of which has details and ten messages of 1 KB.
///
/// The file has it twice: what the operation takes here, to the unit, since nothing differs between runs (a new
/// user's id is as long as any other's), and what it may take by the design, whose messages may be larger. The
/// operations of `stream` are held by `BudgetTest` and `StreamBudgetTest`.
class OperationBudgetTest {
    private static final String BUDGETS = "/operation-budgets.csv";
    private static final Path EVENTS = Path.of(System.getProperty("parley.root"), "events");
    private static final String USER = "11111111-2222-4333-8444-555555555555";
    private static final int SESSIONS = 10;
    private static final int MESSAGES = 10;

    private static final LocalDynamoDb DYNAMODB = LocalDynamoDb.inMemory();
    private static final LocalBedrock BEDROCK = LocalBedrock.start();
    private static final LocalServer SERVER = LocalServer.start(
            new Options(Map.of(
                    "PARLEY_PORT",
                    "0",
                    "PARLEY_DYNAMODB_ENDPOINT",
                    DYNAMODB.endpoint().toString())),
            Clock.systemUTC());
    private static final Meter METER =
            new Meter(DYNAMODB.client(), Template.ofProject().tableRequest("parley"));
    private static final List<String> ROWS = new ArrayList<>();

    private static final Map<String, String> SETTINGS = Map.of(
            "PARLEY_DYNAMODB_ENDPOINT", DYNAMODB.endpoint().toString(),
            "PARLEY_BEDROCK_ENDPOINT", BEDROCK.endpoint().toString(),
            "PARLEY_TABLE", "parley",
            "PARLEY_CLIENT_ID", "local",
            "PARLEY_MODEL_ID", "amazon.nova-lite-v1:0");
    private static final Backend BACKEND = new Backend(SETTINGS, Clock.systemUTC());
    private static final Map<String, RequestStreamHandler> FUNCTIONS = Map.of(
            "chatflow", new ChatflowFunction(BACKEND),
            "basic", new BasicFunction(BACKEND),
            "chatbot", new ChatbotFunction(BACKEND),
            "character", new CharacterFunction(BACKEND),
            "agent", new AgentFunction(BACKEND),
            "catalog", new CatalogFunction(BACKEND));

    @AfterAll
    static void printTheTable() {
        System.out.printf("%-44s %8s %14s %14s%n", "operation", "trips", "write units", "read units");
        ROWS.forEach(System.out::println);
        SERVER.close();
        BEDROCK.close();
        DYNAMODB.close();
    }

    @ParameterizedTest
    @CsvFileSource(resources = BUDGETS, numLinesToSkip = 1)
    void anOperationTakesWhatItIsKnownToTakeAndNoMoreThanWasDesigned(
            String operation, Figures known, Figures designed) {
        ApiClient user = ApiClient.signIn(
                SERVER.address(), "user-" + UUID.randomUUID(), group(operation).equals("catalog") ? "admins" : "");
        fill(user, operation);
        RequestStreamHandler function =
                Optional.ofNullable(FUNCTIONS.get(group(operation))).orElseThrow();

        Figures taken = taken(function, event(operation, user.sub()));

        print(operation, taken, designed);
        assertThat(taken).as("as in %s", BUDGETS).isEqualTo(known);
        assertThat(taken.trips()).as("trips").isLessThanOrEqualTo(designed.trips());
        assertThat(taken.writes()).as("write units").isLessThanOrEqualTo(designed.writes());
        assertThat(taken.reads()).as("read units").isLessThanOrEqualTo(designed.reads());
    }

    record Figures(int trips, double writes, double reads) {
        /// Reads a column of the file.
        static Figures of(String column) {
            String[] figures = column.split(" ", 3);
            return new Figures(
                    Integer.parseInt(figures[0]), Double.parseDouble(figures[1]), Double.parseDouble(figures[2]));
        }
    }

    /// What an answer takes that is no refusal, once nothing else is going on: the server's own functions follow
    /// the table's stream.
    private static Figures taken(RequestStreamHandler function, APIGatewayV2HTTPEvent event) {
        SERVER.drainStream();
        List<APIGatewayV2HTTPResponse> answers = new ArrayList<>();
        Meter.Bill bill = MeteredCalls.read(
                METER, () -> answers.add(new HttpFunction(function).answer(event, new RecordingContext())));
        assertThat(answers.getFirst().getStatusCode())
                .as(answers.getFirst().getBody())
                .isBetween(200, 204);
        return new Figures(bill.trips(), bill.writes(), bill.reads());
    }

    private static void print(String operation, Figures taken, Figures designed) {
        ROWS.add(String.format(
                "%-44s %2d of %2d %6.1f of %4.1f %6.1f of %4.1f",
                operation,
                taken.trips(),
                designed.trips(),
                taken.writes(),
                designed.writes(),
                taken.reads(),
                designed.reads()));
    }

    @Test
    void aTokenBudgetCostsATurnFourWriteUnitsAndNoTrip() {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("PARLEY_DAILY_TOKEN_BUDGET", "1000000");
        ChatbotFunction counting = new ChatbotFunction(new Backend(settings, Clock.systemUTC()));
        ApiClient user = ApiClient.signIn(SERVER.address(), "user-" + UUID.randomUUID());
        fill(user, "chatbot/chat");
        APIGatewayV2HTTPEvent event = event("chatbot/chat", user.sub());

        Figures taken = taken(counting, event);

        print("chatbot/chat, with a token budget", taken, new Figures(5, 14 + 4, 9));
        assertThat(taken).isEqualTo(new Figures(5, 12 + 4, 9));
    }

    @Test
    void everyOperationHasABudget() throws IOException {
        Set<String> budgeted = new TreeSet<>();
        try (var lines = Files.lines(Path.of("src/test/resources" + BUDGETS))) {
            lines.skip(1).map(line -> line.split(",", 2)[0]).forEach(budgeted::add);
        }
        Set<String> operations = new TreeSet<>();
        for (String group : FUNCTIONS.keySet()) {
            try (var files = Files.list(EVENTS.resolve(group))) {
                files.map(file -> group + "/" + file.getFileName().toString().replace(".json", ""))
                        .forEach(operations::add);
            }
        }

        assertThat(budgeted).isEqualTo(operations);
    }

    private static String group(String operation) {
        return operation.substring(0, operation.indexOf('/'));
    }

    /// Ten sessions with what the group's lists filter on, and for the catalog the entry that its events are about.
    private static void fill(ApiClient user, String operation) {
        int character = switch (group(operation)) {
            case "agent" -> 4;
            case "chatflow" -> 5;
            default -> 1;
        };
        for (int i = 0; i < SESSIONS; i++) {
            user.post(
                            "/api/v1/chat-sessions",
                            "{\"character_id\": " + character + ", \"user_profile_id\": 3, \"ai_model_id\": 1,"
                                    + " \"system_prompt_id\": 1, \"pre_prompt\": \"Stay in character.\"}")
                    .as(201);
        }
        String first = SessionId.of(new UserId(user.sub()), 1).value();
        for (int i = 0; i < MESSAGES; i++) {
            user.post("/sessions/message?sessionId=" + first, ChatbotUser.message("user", "m".repeat(1_024)))
                    .as(200);
        }
        ApiClient admin = ApiClient.signIn(SERVER.address(), "admin", "admins");
        admin.delete("/catalog/assistants/watson");
        if (!operation.equals("catalog/create")) {
            admin.post("/catalog/assistants", "{\"id\": \"watson\"}").as(201);
        }
    }

    /// The event of an operation, sent by `user` and about that user's first session.
    private static APIGatewayV2HTTPEvent event(String operation, String user) {
        try {
            String text = Files.readString(EVENTS.resolve(operation + ".json"))
                    .replace(
                            SessionId.of(new UserId(USER), 1).value(),
                            SessionId.of(new UserId(user), 1).value())
                    .replace(USER, user);
            return LambdaEventSerializers.serializerFor(
                            APIGatewayV2HTTPEvent.class, OperationBudgetTest.class.getClassLoader())
                    .fromJson(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
