package dev.parley.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parley.chat.Refusal;
import dev.parley.chat.Request;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A group's route table: from the route key that template.yaml declares, and API Gateway puts into every event, to
/// the method that answers it.
public final class Routes {
    private static final Map<String, String> HEADERS = Map.of(
            "content-type", "application/json; charset=utf-8",
            "cache-control", "no-store",
            "x-content-type-options", "nosniff");

    /// What is kept of a function's time for saying what became of the request.
    private static final Duration TO_ANSWER = Duration.ofSeconds(2);

    private final Callers callers;
    private final Clock clock;
    private final Function<Refusal, ?> envelope;
    private final SequencedMap<String, Route> routes = new LinkedHashMap<>();

    /// @param envelope the wire record in which this group says a refusal
    public Routes(Callers callers, Clock clock, Function<Refusal, ?> envelope) {
        this.callers = callers;
        this.clock = clock;
        this.envelope = envelope;
    }

    /// Sends calls of `routeKey`, a method and a path such as `GET /sessions/{id}`, to `endpoint`.
    public Routes on(String routeKey, Endpoint endpoint) {
        return on(routeKey, endpoint, envelope);
    }

    /// The same for a route that says its refusals in an envelope of its own.
    public Routes on(String routeKey, Endpoint endpoint, Function<Refusal, ?> itsEnvelope) {
        routes.put(routeKey, new Route(endpoint, itsEnvelope));
        return this;
    }

    /// The route keys, in the order in which they were added.
    public SequencedSet<String> keys() {
        return Collections.unmodifiableSequencedSet(routes.sequencedKeySet());
    }

    /// The answer to an event: the endpoint's, or the refusal in the route's envelope. Never throws, and logs one
    /// line.
    public APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event, Context context) {
        LogLine line = new LogLine(context, clock);
        APIGatewayV2HTTPResponse response = Request.within(time(context), line.tally(), () -> answered(event, line));
        line.write(new Answered(gatewayRequestId(event), event.getRouteKey(), response.getStatusCode()));
        return response;
    }

    private APIGatewayV2HTTPResponse answered(APIGatewayV2HTTPEvent event, LogLine line) {
        Optional<Route> route = Optional.ofNullable(routes.get(event.getRouteKey()));
        Function<Refusal, ?> words =
                route.<Function<Refusal, ?>>map(Route::envelope).orElse(envelope);
        try {
            return response(answer(route, event));
        } catch (Refusal refusal) {
            Reply refused = refuse(refusal, words);
            if (refused.status() >= 500) {
                line.failed(refusal);
            }
            return response(refused, retryAfter(refusal));
        } catch (RuntimeException unexpected) {
            line.failed(unexpected);
            return response(refuse(new Refusal.Unexpected(), words));
        }
    }

    private static @Nullable String gatewayRequestId(APIGatewayV2HTTPEvent event) {
        return Optional.ofNullable(event.getRequestContext())
                .map(APIGatewayV2HTTPEvent.RequestContext::getRequestId)
                .orElse(null);
    }

    private static Duration time(Context context) {
        return Duration.ofMillis(context.getRemainingTimeInMillis()).minus(TO_ANSWER);
    }

    /// When the same request may succeed, in the whole seconds of RFC 9110: not a part of one too early.
    private static Map<String, String> retryAfter(Refusal refusal) {
        return refusal instanceof Refusal.BudgetSpent spent
                ? Map.of(
                        "retry-after",
                        String.valueOf(Math.max(1, Math.ceilDiv(spent.opensIn().toMillis(), 1_000))))
                : Map.of();
    }

    private static APIGatewayV2HTTPResponse response(Reply reply) {
        return response(reply, Map.of());
    }

    private static APIGatewayV2HTTPResponse response(Reply reply, Map<String, String> more) {
        APIGatewayV2HTTPResponse response = new APIGatewayV2HTTPResponse();
        response.setStatusCode(reply.status());
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.putAll(more);
        response.setHeaders(headers);
        reply.json().ifPresent(response::setBody);
        return response;
    }

    private Reply answer(Optional<Route> route, APIGatewayV2HTTPEvent event) {
        return route.map(Route::endpoint)
                .orElseThrow(() ->
                        new IllegalStateException("template.yaml sends a route here that this function does not have"))
                .answer(new Call(event, callers.of(event)));
    }

    private static Reply refuse(Refusal refusal, Function<Refusal, ?> words) {
        return new Reply(Problem.of(refusal).status(), words.apply(refusal));
    }

    /// A method of a group that answers calls.
    @FunctionalInterface
    public interface Endpoint {
        Reply answer(Call call);
    }

    private record Route(Endpoint endpoint, Function<Refusal, ?> envelope) {}

    /// How a request ended, for the log.
    ///
    /// @param gatewayRequestId the id that the caller got and the access log has
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Answered(
            @Nullable String gatewayRequestId, @Nullable String route, int status) {}
}
