package dev.parley.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.Backend;
import dev.parley.standins.Template.Route;
import dev.parley.standins.Template.Trigger;
import java.lang.reflect.InvocationTargetException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Lambda, and the HTTP API's integration with it: calls functions, and makes of whatever comes back a response.
final class LambdaHost implements AutoCloseable {
    /// The largest event or response of a synchronous invocation.
    static final int PAYLOAD_LIMIT = 6 * 1024 * 1024;

    /// How much earlier a function's own time is over than the HTTP API's patience, by template.yaml's `Timeout`.
    private static final Duration AHEAD = Duration.ofSeconds(2);

    private final Map<String, LambdaFunction> functions = new TreeMap<>();
    private final Surroundings surroundings;
    private final AtomicLong invocations = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// @param patience how long the HTTP API waits for a function
    record Surroundings(Clock clock, Duration patience, Console console) {}

    /// Makes every function that a route or a trigger leads to.
    ///
    /// @throws StartFailure when one cannot be made
    LambdaHost(List<Route> routes, List<Trigger> triggers, Backend backend, Surroundings surroundings) {
        this.surroundings = surroundings;
        Stream.concat(routes.stream().map(Route::handler), triggers.stream().map(Trigger::handler))
                .distinct()
                .forEach(handler -> functions.put(handler, LambdaFunction.make(handler, routes, backend)));
    }

    HttpReply invoke(Route route, ObjectNode event, RequestId id) {
        byte[] json = Json.bytes(event);
        if (json.length > PAYLOAD_LIMIT) {
            return HttpReply.message(413, "Request Entity Too Large");
        }
        LambdaContext context =
                context(route.function(), id, surroundings.patience().minus(AHEAD));
        LambdaFunction function = required(route.handler());
        invocations.incrementAndGet();
        Future<byte[]> answer = threads.submit(() -> function.answer(json, context));
        try {
            return reply(answer.get(surroundings.patience().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            // As on AWS, the function runs on, and what it does is done.
            return HttpReply.message(503, "Service Unavailable");
        } catch (ExecutionException e) {
            return failed(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return HttpReply.message(503, "Service Unavailable");
        }
    }

    /// How often a route has led to a function.
    long invocations() {
        return invocations.get();
    }

    /// What a function answers to a batch of a stream's records; nothing when it fails.
    Optional<byte[]> invoke(Trigger trigger, ObjectNode event, RequestId id) {
        Duration time = Duration.ofSeconds(trigger.timeout());
        LambdaContext context = context(trigger.function(), id, time);
        LambdaFunction function = required(trigger.handler());
        Future<byte[]> answer = threads.submit(() -> function.answer(Json.bytes(event), context));
        try {
            return Optional.of(answer.get(time.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            surroundings.console().stream().println(trigger.function() + " ran out of time.");
        } catch (ExecutionException e) {
            unwrapped(e).printStackTrace(surroundings.console().stream());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private LambdaContext context(String function, RequestId id, Duration time) {
        Clock clock = surroundings.clock();
        LambdaContext.Deadline deadline =
                new LambdaContext.Deadline(clock, clock.instant().plus(time));
        return new LambdaContext(function, id, deadline, surroundings.console());
    }

    private LambdaFunction required(String handler) {
        LambdaFunction function = functions.get(handler);
        if (function == null) {
            throw new IllegalArgumentException("nothing leads to " + handler);
        }
        return function;
    }

    private HttpReply reply(byte[] response) {
        if (response.length > PAYLOAD_LIMIT) {
            surroundings.console().stream()
                    .println("A function's response of " + response.length + " bytes is too large.");
            return internalServerError();
        }
        return LambdaResponse.parse(response).orElseGet(() -> {
            surroundings.console().stream().println("A function's response is none that an HTTP API understands.");
            return internalServerError();
        });
    }

    private HttpReply failed(ExecutionException failure) {
        unwrapped(failure).printStackTrace(surroundings.console().stream());
        return internalServerError();
    }

    /// What the function itself threw.
    private static Throwable unwrapped(Throwable failure) {
        boolean wrapper = failure instanceof ExecutionException || failure instanceof InvocationTargetException;
        Throwable cause = failure.getCause();
        return wrapper && cause != null ? unwrapped(cause) : failure;
    }

    private static HttpReply internalServerError() {
        return HttpReply.message(500, "Internal Server Error");
    }
}
