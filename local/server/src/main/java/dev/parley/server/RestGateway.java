package dev.parley.server;

import dev.parley.standins.Template.StreamedRoute;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/// A REST API: routing, authorization, preflight requests, and its own answers, which are others than those of an
/// HTTP API. What pages may read of a function's responses, the function says.
final class RestGateway {
    private final RestApi api;
    private final RouteTable routes;
    private final List<List<PathSegment>> resources;
    private final Inside inside;
    private final Supplier<UUID> ids;

    /// What a request goes through.
    record Inside(Authorizer authorizer, RestEventMaker events, StreamHost functions) {}

    RestGateway(RestApi api, Inside inside, Supplier<UUID> ids) {
        this.api = api;
        this.routes =
                new RouteTable(api.routes().stream().map(StreamedRoute::route).toList());
        this.resources = api.routes().stream()
                .map(route -> PathSegment.parse(route.route().path()))
                .distinct()
                .toList();
        this.inside = inside;
        this.ids = ids;
    }

    /// Sends calls of this API's resources to it, whatever their method, and all others to the other.
    Function<HttpCall, Outgoing> before(Function<HttpCall, ? extends Outgoing> other) {
        return call -> isOurs(call) ? answer(call) : other.apply(call);
    }

    private boolean isOurs(HttpCall call) {
        List<String> asked = PathSegment.split(call.path());
        return resources.stream().anyMatch(resource -> PathSegment.fit(resource, asked));
    }

    private Outgoing answer(HttpCall call) {
        RequestId id = new RequestId(ids.get());
        return switch (routed(call, id)) {
            case HttpReply own -> readable(own).with("x-amzn-requestid", id.lambda());
            case StreamedReply functions -> functions.with("x-amzn-requestid", id.lambda());
        };
    }

    private Outgoing routed(HttpCall call, RequestId id) {
        if (call.method().equals("OPTIONS")) {
            return preflight(call);
        }
        return routes.match(call.method(), call.path())
                .map(match -> authorized(call, match, id))
                .orElseGet(() -> refusal(403, "Missing Authentication Token", "MissingAuthenticationTokenException"));
    }

    private Outgoing authorized(HttpCall call, RouteTable.Match match, RequestId id) {
        return switch (inside.authorizer().judge(call.headers(), api.scopes())) {
            case Verdict.Invalid(String reason)
            when reason.equals(Authorizer.EXPIRED) ->
                refusal(401, "The incoming token has expired", "ExpiredTokenException");
            case Verdict.Missing _, Verdict.Invalid _, Verdict.Insufficient _ ->
                refusal(401, "Unauthorized", "UnauthorizedException");
            case Verdict.Allowed caller -> invoked(call, match, caller, id);
        };
    }

    private Outgoing invoked(HttpCall call, RouteTable.Match match, Verdict.Allowed caller, RequestId id) {
        if (call.hasTooLongBody()) {
            return refusal(413, "HTTP content length exceeded 10485760 bytes.", "RequestTooLargeException");
        }
        return inside.functions()
                .invoke(api.streamed(match.route()), inside.events().event(call, match, caller, id), id);
    }

    private HttpReply preflight(HttpCall call) {
        Optional<String> origin = call.headers().first("origin").filter(api.origins()::contains);
        HttpReply reply = HttpReply.empty(204);
        if (origin.isPresent()) {
            reply = reply.with("Access-Control-Allow-Origin", origin.get());
            for (Map.Entry<String, String> grant : api.granted().entrySet()) {
                reply = reply.with(grant.getKey(), grant.getValue());
            }
        }
        return reply;
    }

    /// An answer of the gateway's own, which any page may read where some may call.
    private HttpReply readable(HttpReply own) {
        return own.status() < 400 || api.origins().isEmpty() ? own : own.with("Access-Control-Allow-Origin", "*");
    }

    private static HttpReply refusal(int status, String message, String type) {
        return HttpReply.message(status, message).with("x-amzn-errortype", type);
    }
}
