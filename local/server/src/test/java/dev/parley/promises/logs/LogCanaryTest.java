package dev.parley.promises.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.promises.Group;
import dev.parley.promises.Operation;
import dev.parley.promises.Subject;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.JavaProcess;
import dev.parley.server.LocalServer;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Trials;
import dev.parley.standins.faults.Denied;
import dev.parley.standins.faults.FaultProxy;
import dev.parley.standins.faults.Plan;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// All that a server prints while requests of every operation succeed, are refused and fail: one line a request,
/// under its id, errors once with their cause, and nothing that a caller wrote.
class LogCanaryTest {
    private static final Trials TRIALS = Trials.alwaysInFull("logs: one line a request, nothing of a caller's in it");
    private static final int FEW = 4;
    /// In tokens: of a chat with passages, which sets aside some 9,200, and not of two.
    private static final int BUDGET = 10_000;
    private static final double OFTEN = 0.4;
    private static final List<String> TRANSACTIONS = List.of("TransactWriteItems");

    private final Marked marked = new Marked("kanari" + TRIALS.seed());
    private final Traffic traffic = new Traffic(marked);

    @Test
    void everyRequestIsOneLineAndNothingThatACallerWroteIsPrinted() throws InterruptedException {
        List<String> output = outputOf((server, network) -> {
            List<Visit> visits = Operation.all().stream()
                    .map(operation -> new Visit(server, operation))
                    .toList();
            Traffic.together(FEW, visits, Visit::prepare);
            garbage(server);
            Traffic.together(FEW, visits, Visit::isRefused);
            Traffic.together(FEW, visits, Visit::isTurnedAway);
            network.follow(Plan.share(OFTEN, TRIALS.seed(), TRANSACTIONS, Quoting.CONFLICT));
            Traffic.together(FEW, visits, Visit::succeeds);
            network.follow(Plan.FAIR);
            Trouble trouble = new Trouble(server, marked, traffic);
            trouble.anIdIsTaken();
            trouble.twinsChat();
            trouble.theBudgetIsSpent(BUDGET);
            Traffic.together(
                    FEW,
                    List.of("!error 400", "!error 500", "!error 503", "!reset", "!throttle", "!empty"),
                    trouble::theModelFails);
            network.follow(Plan.share(1, TRIALS.seed(), TRANSACTIONS, Quoting.INVALID_STEP));
            Traffic.together(FEW, visits, Visit::isSent);
            network.follow(_ -> Denied.ACCESS);
            Traffic.together(FEW, visits, Visit::fails);
            network.follow(_ -> Quoting.INVALID);
            Traffic.together(FEW, visits, Visit::fails);
            return visits;
        });

        noCanaryIn(output);
        LogLines lines = LogLines.in(output);
        lines.tellOnceOfEach(traffic.exchanges());
        Map<Integer, Long> statuses = traffic.exchanges().stream()
                .map(exchange -> exchange.answer().status())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        assertThat(statuses).containsOnlyKeys(200, 201, 204, 400, 401, 403, 404, 409, 413, 429, 431, 500);
        assertThat(lines.failures()).containsOnlyKeys("model_failed", "request_failed", "store_busy");
        assertThat(lines.conflicts()).isPositive();
        TRIALS.tell(traffic.exchanges().size() + " requests of "
                + Operation.all().size() + " operations, by status " + statuses + ": " + lines + ", failures "
                + lines.failures() + ", " + lines.conflicts() + " conflicts; "
                + String.join("\n", output).length() + " characters printed, 0 canaries in them");
    }

    /// What a server prints while requests are made of it, and, after those, while its database is away.
    private static List<String> outputOf(BiFunction<URI, FaultProxy, List<Visit>> requests)
            throws InterruptedException {
        LocalDynamoDb dynamoDb = LocalDynamoDb.inMemory();
        FaultProxy network = FaultProxy.before(dynamoDb.endpoint(), Duration.ZERO);
        JavaProcess server = JavaProcess.start(
                LocalServer.class,
                Map.of(
                        "PARLEY_PORT",
                        "0",
                        "PARLEY_DAILY_TOKEN_BUDGET",
                        String.valueOf(BUDGET),
                        "PARLEY_DYNAMODB_ENDPOINT",
                        network.endpoint().toString()));
        try (server) {
            List<Visit> visits;
            try (dynamoDb;
                    network) {
                visits = requests.apply(server.address(), network);
            }
            Traffic.together(visits.size(), visits, Visit::fails);
        }
        return server.output();
    }

    /// All requests of one operation, of a user of its own.
    private final class Visit {
        private final URI server;
        private final Operation operation;
        private final Subject subject;
        private final ApiClient user;
        private final Operation.Request request;

        Visit(URI server, Operation operation) {
            String name = marked.mark() + "-" + traffic.exchanges().size() + "-"
                    + traffic.secrets().size();
            this.server = server;
            this.operation = operation;
            this.subject = new Subject(operation, name, name, name);
            this.user = traffic.signedIn(subject.signIn(server));
            this.request = operation.request(user.sub(), subject.entry());
        }

        /// Makes the session with everything that one may have, and the entry, unless making it is the operation.
        void prepare() {
            String session = Operation.first(user.sub());
            make(
                    "POST /api/v1/chat-sessions",
                    "{\"character_id\":" + operation.character() + ",\"user_profile_id\":3,"
                            + "\"ai_model_id\":1,\"system_prompt_id\":1,\"pre_prompt\":\"\",\"post_prompt\":\"\"}");
            make("POST /sessions/history/update/" + session, "{\"role\":\"user\",\"content\":\"\"}");
            make("PUT /sessions/" + session, "{\"title\":\"\"}");
            make("POST /chat-sessions/update", "{\"chatId\":\"" + session + "\",\"preview\":\"\"}");
            if (operation.group() == Group.CATALOG && !operation.event().equals("catalog/create")) {
                Operation creating = new Operation("", "catalog/create", operation.character(), operation.words());
                traffic.send(user, Optional.empty(), marked.of(creating.request(user.sub(), subject.entry())));
            }
        }

        private void make(String line, String body) {
            Answer made =
                    traffic.send(user, Optional.empty(), marked.of(new Operation.Request(line, Optional.of(body))));
            assertThat(made.status()).as(made.shown()).isBetween(200, 201);
        }

        void isRefused() {
            List<Operation.Request> refused = new ArrayList<>();
            refused.add(marked.repeated(request));
            if (request.body().isPresent()) {
                refused.addAll(List.of(marked.broken(request), marked.doubled(request), marked.mistyped(request)));
            }
            for (Operation.Request bad : refused) {
                assertThat(traffic.send(user, Optional.empty(), bad).status())
                        .as(bad.line())
                        .isEqualTo(400);
            }
            if (operation.isKeyed()) {
                assertThat(traffic.send(user, Optional.of(marked.mark() + ", " + marked.mark()), request)
                                .status())
                        .isEqualTo(400);
            }
            Operation.Request elsewhere = marked.elsewhere(
                    request, List.of(Operation.first(user.sub()), user.sub(), subject.entry(), "agent123"));
            if (!elsewhere.equals(request)) {
                assertThat(traffic.send(user, Optional.empty(), elsewhere).status())
                        .as(elsewhere.line())
                        .isBetween(200, 499);
            }
        }

        /// Strangers, and those whom the gateway does not let in.
        void isTurnedAway() {
            ApiClient stranger = traffic.signedIn(ApiClient.signIn(server, subject.username() + "-stranger"));
            Answer toldApart = traffic.send(stranger, Optional.empty(), request);
            if (toldApart.status() >= 400) {
                assertThat(marked.isIn(toldApart.text())).as(toldApart.text()).isFalse();
            }
            String idToken = ApiClient.tokens(server, "username=" + subject.username())
                    .path("id_token")
                    .asText();
            traffic.keepSecret(idToken);
            for (String token : List.of("", idToken, marked.mark(), user.token() + marked.mark())) {
                Answer refused = traffic.send(new ApiClient(server, token), Optional.empty(), marked.of(request));
                assertThat(refused.status()).isIn(401, 403);
                assertThat(marked.isIn(refused.text())).isFalse();
            }
        }

        void succeeds() {
            Optional<String> key = operation.isKeyed() ? Optional.of(subject.key()) : Optional.empty();
            Answer answer = traffic.send(user, key, marked.of(request));
            assertThat(answer.status()).as(operation + ": " + answer.shown()).isBetween(200, 299);
            if (operation.isKeyed()) {
                assertThat(traffic.send(user, key, marked.broken(request)).status())
                        .isEqualTo(400);
            }
        }

        /// Whatever comes of it: not every operation writes.
        void isSent() {
            Answer answer = traffic.send(user, Optional.empty(), marked.of(request));
            assertThat(answer.status() < 500 || !marked.isIn(answer.text()))
                    .as(answer.shown())
                    .isTrue();
        }

        void fails() {
            Answer answer = traffic.send(user, Optional.empty(), marked.of(request));
            assertThat(answer.status()).as(operation.name()).isEqualTo(500);
            assertThat(marked.isIn(answer.text())).isFalse();
        }
    }

    /// Paths that lead nowhere, or to nothing, and requests that are too large.
    private void garbage(URI server) {
        ApiClient user = traffic.signedIn(ApiClient.signIn(server, marked.mark()));
        String mark = marked.mark();
        for (String line : List.of(
                "GET /" + mark,
                "GET /sessions/" + mark + "%00%0a%23",
                "GET /sessions/..%2f" + mark,
                "GET /sessions/" + mark.repeat(100),
                "GET /sessions/" + mark.repeat(1_000),
                "PATCH /sessions/" + mark,
                "GET /sessions//" + mark,
                "GET /sessions?" + mark + "=%ff%" + mark)) {
            assertThat(traffic.send(user, Optional.empty(), new Operation.Request(line, Optional.empty()))
                            .status())
                    .as(line)
                    .isBetween(400, 499);
        }
        String large = "\"" + mark.repeat(7_000_000 / mark.length()) + "\"";
        assertThat(traffic.send(user, Optional.empty(), new Operation.Request("POST /sessions", Optional.of(large)))
                        .status())
                .isEqualTo(413);
    }

    private void noCanaryIn(List<String> output) {
        List<String> parts = traffic.secrets().stream()
                .flatMap(secret -> Stream.of(secret.split("\\.")))
                .distinct()
                .toList();
        for (String line : output) {
            assertThat(marked.isIn(line)).as(line).isFalse();
            assertThat(parts.stream().filter(line::contains)).as(line).isEmpty();
        }
    }
}
