package dev.parley.server;

import dev.parley.standins.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which route of `template.yaml` a request takes: one of the REST API, or else as the HTTP API decides.
public final class Routing {
    private static final RouteTable ROUTES = new RouteTable(all());

    private Routing() {}

    /// The routes of both APIs.
    static List<Template.Route> all() {
        Template template = Template.ofProject();
        return Stream.concat(
                        template.streamedRoutes().stream().map(Template.StreamedRoute::route),
                        template.routes().stream())
                .toList();
    }

    /// The route of a request, if there is one.
    ///
    /// @param method in the letters in which it is sent
    /// @param target a path, and a query behind it if there is one
    public static Optional<Taken> of(String method, String target) {
        return ROUTES.match(method, target.split("\\?", 2)[0])
                .map(match -> new Taken(match.routeKey(), group(match.route().handlerClass()), match.pathParameters()));
    }

    /// The name of the function's package: its group.
    private static String group(String handler) {
        String packageName = handler.substring(0, handler.lastIndexOf('.'));
        return packageName.substring(packageName.lastIndexOf('.') + 1);
    }

    /// A route, the group that answers it, and what stands in the request for its variables.
    public record Taken(String routeKey, String group, Map<String, String> pathParameters) {
        public Taken {
            pathParameters = Map.copyOf(pathParameters);
        }
    }
}
