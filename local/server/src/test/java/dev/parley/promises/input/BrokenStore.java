package dev.parley.promises.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Tempo;
import dev.parley.chat.Pace;
import dev.parley.dynamodb.Patience;
import dev.parley.promises.Group;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.server.Routing;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.faults.Denied;
import dev.parley.standins.faults.Fault;
import dev.parley.standins.faults.FaultProxy;
import dev.parley.standins.faults.KnownFault;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// Row 49: every route while DynamoDB does not do what it is asked.
final class BrokenStore {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final List<Fault> FAULTS =
            List.of(KnownFault.RESET, KnownFault.FAILED, KnownFault.THROTTLED, Denied.ACCESS, Denied.TABLE);

    private static final List<String> WORDS =
            List.of("Internal server error", "Internal Server Error", "Internal server error.", "Server error");

    private final Map<String, Request> requests = new TreeMap<>();
    private final Map<String, Map<String, Answer>> answers = new HashMap<>();

    /// Sends one good request of every route under every fault.
    ///
    /// @param stage where the requests are good, and which stays as it is
    BrokenStore(Stage stage, Stored set) {
        for (Group group : Group.values()) {
            for (Request request : Documents.requests(group, stage)) {
                String route = Routing.of(request.method(), request.target())
                        .orElseThrow()
                        .routeKey();
                if (!requests.containsKey(route)
                        && request.sentBy(stage.user(group)).status() < 300) {
                    requests.put(route, request);
                    set.restore();
                }
            }
        }
        try (LocalDynamoDb database = LocalDynamoDb.inMemory()) {
            FaultProxy proxy = FaultProxy.before(database.endpoint(), Duration.ZERO);
            try (LocalServer server = hurried(proxy)) {
                ApiClient admin = ApiClient.signIn(server.address(), "ada", "admins");
                try (proxy) {
                    for (Fault fault : FAULTS) {
                        proxy.follow(_ -> fault);
                        answers.put(fault.toString(), answers(admin));
                    }
                }
                answers.put("nothing listens", answers(admin));
            }
        }
    }

    private static LocalServer hurried(FaultProxy proxy) {
        Clock clock = Clock.systemUTC();
        Map<String, String> options = Map.of(
                "PARLEY_PORT", "0", "PARLEY_DYNAMODB_ENDPOINT", proxy.endpoint().toString());
        Patience patience = new Patience(clock, SHORT, _ -> {});
        return LocalServer.start(new Options(options), new Tempo(Pace.of(clock), patience, SHORT, SHORT));
    }

    private Map<String, Answer> answers(ApiClient user) {
        Map<String, CompletableFuture<Answer>> running = new TreeMap<>();
        requests.forEach((route, request) -> running.put(
                route,
                CompletableFuture.supplyAsync(
                        () -> request.sentBy(user), task -> Thread.ofVirtual().start(task))));
        Map<String, Answer> all = new TreeMap<>();
        running.forEach((route, answer) -> all.put(route, answer.join()));
        return all;
    }

    /// Each of the group's routes was answered by a 500 in its envelope, in words that name nothing.
    void check(Group group) {
        assertThat(requests.keySet()).containsExactlyInAnyOrderElementsOf(Successes.routes());
        answers.forEach((fault, all) -> all.forEach((route, answer) -> {
            Request request = requests.getOrDefault(route, Request.of("GET /", ""));
            if (Group.of(Routing.of(request.method(), request.target())
                            .orElseThrow()
                            .group())
                    == group) {
                assertThat(answer.status())
                        .as(route + " under " + fault + " " + answer.shown())
                        .isEqualTo(500);
                assertThat(group.reason(answer)).isIn(WORDS);
            }
        }));
    }
}
