package dev.parley.server;

import java.util.UUID;
import java.util.function.Supplier;

/// An HTTP API: limits, routing, authorization, CORS, and its own answers where no function is to speak.
final class Gateway {
    /// Request line and headers together.
    private static final int HEAD_LIMIT = 10_240;

    private final HttpApi api;
    private final RouteTable routes;
    private final Inside inside;
    private final Supplier<UUID> ids;

    /// What a request goes through.
    record Inside(Authorizer authorizer, EventMaker events, LambdaHost functions) {}

    Gateway(HttpApi api, Inside inside, Supplier<UUID> ids) {
        this.api = api;
        this.routes = new RouteTable(api.routes());
        this.inside = inside;
        this.ids = ids;
    }

    HttpReply answer(HttpCall call) {
        RequestId id = new RequestId(ids.get());
        HttpReply reply = api.cors()
                .map(cors -> cors.preflight(call).orElseGet(() -> cors.readable(call, routed(call, id))))
                .orElseGet(() -> routed(call, id));
        return reply.with("apigw-requestid", id.gateway());
    }

    private HttpReply routed(HttpCall call, RequestId id) {
        if (call.line().size() + call.headers().size() > HEAD_LIMIT) {
            return HttpReply.message(431, "Request Header Fields Too Large");
        }
        return routes.match(call.method(), call.path())
                .map(match -> authorized(call, match, id))
                .orElseGet(HttpReply::notFound);
    }

    private HttpReply authorized(HttpCall call, RouteTable.Match match, RequestId id) {
        return switch (inside.authorizer().judge(call.headers(), api.scopes())) {
            case Verdict.Missing _ -> unauthorized("Bearer");
            case Verdict.Invalid(String reason) ->
                unauthorized("Bearer scope=\"\" error=\"invalid_token\" error_description=\"" + reason + "\"");
            case Verdict.Insufficient _ ->
                HttpReply.message(403, "Forbidden")
                        .with(
                                "www-authenticate",
                                "Bearer scope=\"" + String.join(" ", api.scopes()) + "\" error=\"insufficient_scope\""
                                        + " error_description=\"the token has none of the route's scopes\"");
            case Verdict.Allowed caller -> invoked(call, match, caller, id);
        };
    }

    private HttpReply invoked(HttpCall call, RouteTable.Match match, Verdict.Allowed caller, RequestId id) {
        if (call.hasTooLongBody()) {
            return HttpReply.message(413, "Request Entity Too Large");
        }
        return inside.functions().invoke(match.route(), inside.events().event(call, match, caller, id), id);
    }

    private static HttpReply unauthorized(String challenge) {
        return HttpReply.message(401, "Unauthorized").with("www-authenticate", challenge);
    }
}
