package dev.parley.server;

import dev.parley.standins.Template.Route;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which route a request takes, as an HTTP API decides: the whole path must fit, segment by segment, and where two
/// routes fit, the one with the earlier literal segment wins.
final class RouteTable {
    private final List<Pattern> patterns;

    /// @throws StartFailure for a route that only the real HTTP API knows how to choose
    RouteTable(List<Route> routes) {
        patterns = routes.stream()
                .map(RouteTable::pattern)
                .sorted(Comparator.comparing(Pattern::rank))
                .toList();
    }

    /// A route and what stands in the request for its variables.
    record Match(Route route, Map<String, String> pathParameters) {
        String routeKey() {
            return route.key();
        }
    }

    Optional<Match> match(String method, String path) {
        List<String> segments = PathSegment.split(path);
        return patterns.stream()
                .filter(pattern -> pattern.route().method().equals(method) && pattern.fits(segments))
                .findFirst()
                .map(pattern -> new Match(pattern.route(), pattern.parameters(segments)));
    }

    private static Pattern pattern(Route route) {
        boolean known = route.path().startsWith("/")
                && !route.path().contains("+}")
                && !route.method().equals("ANY");
        if (!known) {
            throw new StartFailure(
                    "The template's route " + route.key() + " is of a kind that the local server does not have.");
        }
        return new Pattern(route, PathSegment.parse(route.path()));
    }

    private record Pattern(Route route, List<PathSegment> segments) {
        /// Literal segments sort before variables, the leftmost difference deciding.
        String rank() {
            StringBuilder rank = new StringBuilder();
            segments.forEach(segment -> rank.append(segment.variable() ? '1' : '0'));
            return rank.toString();
        }

        boolean fits(List<String> asked) {
            return PathSegment.fit(segments, asked);
        }

        Map<String, String> parameters(List<String> asked) {
            Map<String, String> parameters = new TreeMap<>();
            for (int i = 0; i < asked.size(); i++) {
                if (segments.get(i).variable()) {
                    parameters.put(segments.get(i).name(), asked.get(i));
                }
            }
            return parameters;
        }
    }
}
