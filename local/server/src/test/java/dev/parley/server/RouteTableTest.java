package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.standins.Template.Route;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
    private final RouteTable routes = table(
            "GET /sessions/{id}",
            "GET /sessions",
            "POST /sessions/message",
            "GET /sessions/recent",
            "POST /sessions/{id}/end",
            "GET /{kind}/recent",
            "GET /a/{x}/c",
            "GET /{y}/b/c");

    @ParameterizedTest
    @CsvSource({
        "GET, /sessions, GET /sessions",
        "GET, /sessions/1, GET /sessions/{id}",
        "GET, /sessions/recent, GET /sessions/recent",
        "GET, /sessions/message, GET /sessions/{id}",
        "POST, /sessions/message, POST /sessions/message",
        "POST, /sessions/message/end, POST /sessions/{id}/end",
        "GET, /others/recent, GET /{kind}/recent",
        "GET, /a/b/c, GET /a/{x}/c",
        "GET, /sessions/1;x=2, GET /sessions/{id}",
        "GET, /sessions/.., GET /sessions/{id}",
        "GET, /sessions/%72ecent, GET /sessions/recent"
    })
    void theMostLiteralRouteThatFitsIsTaken(String method, String path, String routeKey) {
        assertThat(routes.match(method, path).map(RouteTable.Match::routeKey)).contains(routeKey);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "*",
                "/sessions/",
                "//sessions",
                "/sessions//",
                "/Sessions",
                "/sessions/1/",
                "/sessions/1/END",
                "/sessions;x",
                "/sessions/1/2",
                "/x/../sessions",
                "/./sessions"
            })
    void aPathThatDoesNotFitWhollyHasNoRoute(String path) {
        assertThat(routes.match("GET", path)).isEmpty();
        assertThat(routes.match("POST", path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS", "DELETE", "get", "ANY", "TRACE"})
    void anotherMethodHasNoRoute(String method) {
        assertThat(routes.match(method, "/sessions")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a%20b, a b",
        "a+b, a+b",
        "a%2Fb, a/b",
        "%C3%A4, ä",
        "%zz, %zz",
        "a%, a%",
        "a%4, a%4",
        "%F0%9F%98%80, 😀",
        "ä, ä",
        "%2e%2E, .."
    })
    void pathParametersAreDecoded(String segment, String value) {
        assertThat(routes.match("GET", "/sessions/" + segment).map(RouteTable.Match::pathParameters))
                .contains(Map.of("id", value));
    }

    @Test
    void everyVariableOfARouteIsAParameter() {
        assertThat(table("GET /a/{x}/{y}").match("GET", "/a/1/2").map(RouteTable.Match::pathParameters))
                .contains(Map.of("x", "1", "y", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /a/{x+}", "ANY /a", "GET $default"})
    void aRouteOfAnotherKindIsRefusedAtTheStart(String route) {
        assertThatThrownBy(() -> table(route)).isInstanceOf(StartFailure.class).hasMessageContaining(route);
    }

    private static RouteTable table(String... routeKeys) {
        List<Route> routes = Arrays.stream(routeKeys)
                .map(key -> key.split(" ", 2))
                .map(key -> new Route(key[0], key[1], "Handler::handle", "Function"))
                .toList();
        return new RouteTable(routes);
    }
}
