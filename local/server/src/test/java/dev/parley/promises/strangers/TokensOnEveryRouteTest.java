package dev.parley.promises.strangers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.promises.strangers.StrangersTable.Asked;
import dev.parley.promises.strangers.StrangersTable.Filled;
import dev.parley.promises.strangers.StrangersTable.Row;
import dev.parley.promises.strangers.StrangersTable.Whose;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.Forger;
import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.server.TokenAttack;
import dev.parley.server.TokenAttacks;
import dev.parley.standins.HandClock;
import dev.parley.standins.Template;
import dev.parley.standins.Template.Route;
import dev.parley.standins.Trials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What attackers do to tokens opens no route: whatever it is, the gateway refuses it, and no function is called.
class TokensOnEveryRouteTest {
    private static final HandClock CLOCK = new HandClock();
    private static final LocalServer SERVER = LocalServer.start(new Options(Map.of("PARLEY_PORT", "0")), CLOCK);
    private static final Forger FORGER = Forger.of(SERVER, CLOCK);
    private static final Neighbourhood HERE = new Neighbourhood(SERVER.address());
    private static final List<Asked> REQUESTS = StrangersTable.read();
    private static final List<String> STREAMED = Template.ofProject().streamedRoutes().stream()
            .map(streamed -> streamed.route().method())
            .toList();
    private static final String HELLO = "{\"content\":\"Hello\"}";

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void noAttackOnATokenReachesAFunctionOfAnyRoute() throws IOException {
        Trials trials = Trials.of("forged tokens open no route");
        List<Route> routes = Template.ofProject().routes();
        try (ServerSocket lair = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            List<TokenAttack> attacks = TokenAttacks.of(FORGER, URI.create("http://127.0.0.1:" + lair.getLocalPort()));
            Map<Route, Filled> requests = new HashMap<>();
            routes.forEach(route -> requests.put(route, request(route)));
            List<Try> all = routes.stream()
                    .flatMap(route -> attacks.stream().map(attack -> new Try(route, attack)))
                    .toList();
            List<Try> tries = trials.some(all);
            long invocations = SERVER.invocations();

            for (Try one : tries) {
                Filled request = requests.getOrDefault(one.route(), new Filled("", ""));
                Answer answer = one.attack().sentTo(SERVER.address(), request.methodAndTarget(), request.body());

                assertThat(answer.status())
                        .as(one.toString())
                        .isEqualTo(one.attack().status());
                assertThat(answer.text())
                        .as(one.toString())
                        .isEqualTo(one.attack().refusal());
                assertThat(SERVER.invocations())
                        .as("functions called by " + one)
                        .isEqualTo(invocations);
            }

            lair.setSoTimeout(1);
            assertThatThrownBy(lair::accept).isInstanceOf(SocketTimeoutException.class);
            trials.tell(tries.size() + " of " + attacks.size() + " attacks of " + TokenAttacks.ITEMS + " items x "
                    + routes.size() + " routes: 0 reached a function, 0 addresses were followed");
        }
    }

    private record Try(Route route, TokenAttack attack) {}

    /// The REST API says 401 to a token without a scope too, and tells whose time is over.
    @Test
    void noAttackOnATokenReachesTheFunctionThatStreams() throws IOException {
        String session = streamed();
        try (ServerSocket lair = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            List<TokenAttack> attacks = TokenAttacks.of(FORGER, URI.create("http://127.0.0.1:" + lair.getLocalPort()));
            long invocations = SERVER.invocations();

            for (String method : STREAMED) {
                for (TokenAttack attack : attacks) {
                    Answer answer = attack.sentTo(SERVER.address(), method + " /stream/" + session, HELLO);

                    assertThat(answer.status()).as(method + " " + attack).isEqualTo(401);
                    assertThat(answer.text())
                            .as(method + " " + attack)
                            .isEqualTo(
                                    attack.isOver()
                                            ? "{\"message\":\"The incoming token has expired\"}"
                                            : "{\"message\":\"Unauthorized\"}");
                }
            }

            assertThat(SERVER.invocations()).isEqualTo(invocations);
            lair.setSoTimeout(1);
            assertThatThrownBy(lair::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void theSameRequestsWithAGoodTokenReachTheFunctionThatStreams() {
        String target = "/stream/" + streamed();
        ApiClient owner = HERE.owner.api();
        long invocations = SERVER.invocations();

        assertThat(STREAMED).isEqualTo(List.of("POST", "GET", "DELETE"));
        owner.post(target, HELLO).as(200);
        owner.get(target).as(200);
        assertThat(owner.delete(target).text()).isEqualTo("{\"message\":\"No streamed answer found\"}");

        assertThat(SERVER.invocations()).isEqualTo(invocations + STREAMED.size());
    }

    /// A session of the owner's in which the model answers.
    private static String streamed() {
        return HERE.owner
                .api()
                .post("/sessions", "{\"chatbotId\":\"support\",\"clientId\":\"default\"}")
                .as(201)
                .at("/data/id")
                .asText();
    }

    /// Else it would be the requests that are refused, and not the tokens.
    @Test
    void theSameRequestsWithAGoodTokenAreAnswered() {
        for (Route route : Template.ofProject().routes()) {
            Filled request = request(route);
            long invocations = SERVER.invocations();

            Answer answer = HERE.admin
                    .api()
                    .send(
                            request.methodAndTarget(),
                            Optional.empty(),
                            Optional.of(request.body()).filter(body -> !body.isEmpty()));

            assertThat(answer.status()).as(route + ": " + answer.shown()).isBetween(200, 204);
            assertThat(SERVER.invocations()).as(route.toString()).isEqualTo(invocations + 1);
        }
    }

    /// A token in the body is none either.
    @Test
    void aTokenInTheBodyOpensNoRoute() {
        long invocations = SERVER.invocations();
        ApiClient nobody = new ApiClient(SERVER.address(), "");
        for (Route route : Template.ofProject().routes()) {
            Answer answer = nobody.send(
                    route.method() + " " + route.path().replaceAll("\\{.*?}", "1"),
                    Optional.empty(),
                    Optional.of("{\"access_token\":\"" + FORGER.token() + "\",\"authorization\":\"" + FORGER.token()
                            + "\"}"));

            assertThat(answer.status()).as(route.toString()).isEqualTo(401);
        }
        assertThat(SERVER.invocations()).isEqualTo(invocations);
    }

    /// A request of an administrator's that is good on that route.
    private static Filled request(Route route) {
        Asked asked = REQUESTS.stream()
                .filter(request -> request.route().equals(route.method() + " " + route.path()))
                .findFirst()
                .orElseThrow();
        return asked.filled(place -> HERE.id(
                asked.rows().stream()
                        .filter(row -> row.place().equals(place))
                        .map(Row::thing)
                        .findFirst()
                        .orElseThrow(),
                asked.route().equals("POST /catalog/{kind}") ? Whose.NEVER : Whose.OWN,
                HERE.admin));
    }
}
