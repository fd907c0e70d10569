package dev.parley.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parley.chat.Refusal;
import dev.parley.chat.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A group's route table: from the route key that template.yaml declares, and API Gateway puts into every event, to
/// the method that answers it.
public final class Routes {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String EVENTS = "text/event-stream; charset=utf-8";

    /// What is kept of a function's time for saying what became of the request.
    private static final Duration TO_ANSWER = Duration.ofSeconds(2);

    private final Callers callers;
    private final Clock clock;
    private final Function<Refusal, ?> envelope;
    private final SequencedMap<String, Route> routes = new LinkedHashMap<>();
    private Origins origins = Origins.UNSAID;

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

    /// Says in every response that pages of these origins may read it: for a function behind a REST API.
    public Routes readableFrom(Origins pages) {
        origins = pages;
        return this;
    }

    /// The route keys, in the order in which they were added.
    public SequencedSet<String> keys() {
        return Collections.unmodifiableSequencedSet(routes.sequencedKeySet());
    }

    /// Answers an event: with what the endpoint says, or with the refusal in the route's envelope. Logs one line.
    ///
    /// @throws IOException when the event is no JSON that Parley reads, or the response cannot be handed over
    public void handle(InputStream request, OutputStream response, Context context) throws IOException {
        handle(request, Exit.whole(response), context);
    }

    /// The same for a function whose responses stream.
    public void handle(InputStream request, Outlet response, Context context) throws IOException {
        handle(request, Exit.streaming(response), context);
    }

    /// Rehearses every route so many times; if the store does not play along, that is logged and ends it.
    public void rehearse(Rehearsal rehearsal, int times) {
        rehearse(rehearsal, times, () -> Exit.whole(OutputStream.nullOutputStream()));
    }

    /// The same for a function whose responses stream.
    public void rehearseStreaming(Rehearsal rehearsal, int times) {
        rehearse(rehearsal, times, () -> Exit.streaming((_, _) -> OutputStream.nullOutputStream()));
    }

    /// @param exit one for each call: a response closes what it was written to
    private void rehearse(Rehearsal rehearsal, int times, Supplier<Exit> exit) {
        Context context = new RehearsalContext();
        try {
            rehearsal.play(
                    times, routes.sequencedKeySet(), callers, clock, event -> handle(event, exit.get(), context));
        } catch (IOException | RuntimeException failure) {
            LogLine line = new LogLine(context, clock);
            line.failed(failure);
            line.write(new Ended(null, null, 500));
        }
    }

    private void handle(InputStream request, Exit exit, Context context) throws IOException {
        LogLine line = new LogLine(context, clock);
        Event event = Event.read(request);
        Answer answer = Request.within(time(context), line.tally(), () -> {
            Answer given = answered(event, line);
            if (given instanceof Answer.Streaming streaming) {
                exit.send(streaming, line);
            }
            return given;
        });
        line.write(new Ended(said(event.requestId()), said(event.routeKey()), answer.status()));
        if (answer instanceof Response response) {
            exit.send(response);
        }
    }

    private Answer answered(Event event, LogLine line) {
        Optional<Route> route = Optional.ofNullable(routes.get(event.routeKey()));
        Function<Refusal, ?> words =
                route.<Function<Refusal, ?>>map(Route::envelope).orElse(envelope);
        Map<String, String> readable = origins.headers(event);
        try {
            return switch (answer(route, event)) {
                case Reply.Whole whole -> response(whole, readable);
                case Reply.Streamed(var events) -> new Answer.Streaming(headers(EVENTS, readable), events, words);
            };
        } catch (Refusal refusal) {
            if (Problem.of(refusal).isOurs()) {
                line.failed(refusal);
            }
            Map<String, String> more = new HashMap<>(readable);
            more.putAll(retryAfter(refusal));
            return response(refuse(refusal, words), more);
        } catch (RuntimeException unexpected) {
            line.failed(unexpected);
            return response(refuse(new Refusal.Unexpected(), words), readable);
        }
    }

    private static @Nullable String said(String text) {
        return text.isEmpty() ? null : text;
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

    private static Response response(Reply.Whole reply, Map<String, String> more) {
        return new Response(
                reply.status(),
                headers(JSON, more),
                Optional.ofNullable(reply.body()).map(Json::write));
    }

    private static Map<String, String> headers(String contentType, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("content-type", contentType);
        headers.put("cache-control", "no-store");
        headers.put("x-content-type-options", "nosniff");
        return headers;
    }

    private Reply answer(Optional<Route> route, Event event) {
        return route.map(Route::endpoint)
                .orElseThrow(() ->
                        new IllegalStateException("template.yaml sends a route here that this function does not have"))
                .answer(new Call(event, callers.of(event)));
    }

    private static Reply.Whole refuse(Refusal refusal, Function<Refusal, ?> words) {
        return new Reply.Whole(Problem.of(refusal).status(), words.apply(refusal));
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
    private record Ended(
            @Nullable String gatewayRequestId, @Nullable String route, int status) {}
}
