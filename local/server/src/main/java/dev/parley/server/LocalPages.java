package dev.parley.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/// The pages under `/local/`: what AWS would have elsewhere.
final class LocalPages {
    static final String TOKEN = "/local/token";

    private static final int MOST_CALLS = 1_000;
    private static final int USUAL_CALLS = 10;

    private final UserPool pool;
    private final Tokens tokens;
    private final Optional<IntFunction<ArrayNode>> modelCalls;

    /// @param modelCalls the newest so many requests to the model, if it is a stand-in of ours
    LocalPages(UserPool pool, Tokens tokens, Optional<IntFunction<ArrayNode>> modelCalls) {
        this.pool = pool;
        this.tokens = tokens;
        this.modelCalls = modelCalls;
    }

    /// Sends calls under `/local/` to these pages and all others to the API.
    Function<HttpCall, Outgoing> before(Function<HttpCall, ? extends Outgoing> api) {
        return call -> call.path().startsWith("/local/") ? answer(call) : api.apply(call);
    }

    private HttpReply answer(HttpCall call) {
        return switch (call.method() + " " + call.path()) {
            case "POST /local/token" -> token(call);
            case "GET /local/.well-known/jwks.json" ->
                HttpReply.json(200, pool.publicKeys().toJSONObject());
            case "GET /local/model/calls" ->
                modelCalls.map(calls -> newest(calls, call)).orElseGet(HttpReply::notFound);
            default -> HttpReply.notFound();
        };
    }

    private HttpReply token(HttpCall call) {
        try {
            return HttpReply.json(200, tokens.issue(TokenRequest.parse(call))).with("cache-control", "no-store");
        } catch (IllegalArgumentException e) {
            return HttpReply.message(400, String.valueOf(e.getMessage()));
        }
    }

    private static HttpReply newest(IntFunction<ArrayNode> calls, HttpCall call) {
        String last = Form.parse(call.query()).getOrDefault("last", String.valueOf(USUAL_CALLS));
        return last.matches("[1-9][0-9]{0,8}")
                ? HttpReply.json(200, calls.apply(Math.min(Integer.parseInt(last), MOST_CALLS)))
                : HttpReply.message(400, "last must be a whole number from 1 up");
    }
}
