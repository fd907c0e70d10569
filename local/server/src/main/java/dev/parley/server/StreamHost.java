package dev.parley.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.Backend;
import dev.parley.runtime.StreamingHandler;
import dev.parley.standins.Template.Route;
import dev.parley.standins.Template.StreamedRoute;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Lambda for functions whose responses stream, and the REST API's integration with them.
final class StreamHost implements AutoCloseable {
    private final Map<String, StreamingHandler> functions = new TreeMap<>();
    private final Clock clock;
    private final Console console;
    private final AtomicLong invocations = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// Makes every function that a route leads to.
    ///
    /// @throws StartFailure when one cannot be made
    StreamHost(List<StreamedRoute> routes, Backend backend, Clock clock, Console console) {
        this.clock = clock;
        this.console = console;
        List<Route> all = routes.stream().map(StreamedRoute::route).toList();
        all.forEach(route -> functions.computeIfAbsent(route.handler(), handler -> make(handler, all, backend)));
    }

    /// What a function answers, as soon as its response has begun; its body is written on.
    Outgoing invoke(StreamedRoute route, ObjectNode event, RequestId id) {
        byte[] json = Json.bytes(event);
        if (json.length > LambdaHost.PAYLOAD_LIMIT) {
            return HttpReply.message(413, "Request Too Long");
        }
        StreamingHandler function = required(route.route());
        LambdaContext context = context(route, id);
        StreamedInvocation invocation = new StreamedInvocation(route.timeout());
        invocations.incrementAndGet();
        threads.execute(() -> {
            try {
                function.handle(new ByteArrayInputStream(json), invocation, context);
                invocation.returned();
            } catch (IOException | RuntimeException | Error e) {
                if (!invocation.isLeft()) {
                    e.printStackTrace(console.stream());
                }
                invocation.failed(e);
            }
        });
        return invocation.reply();
    }

    /// How often a route has led to a function.
    long invocations() {
        return invocations.get();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static StreamingHandler make(String name, List<Route> routes, Backend backend) {
        if (LambdaFunction.handler(name, routes, backend) instanceof StreamingHandler handler) {
            return handler;
        }
        throw new StartFailure("The template's handler " + name + " is of a REST API, but no StreamingHandler.");
    }

    private LambdaContext context(StreamedRoute route, RequestId id) {
        Duration time = route.timeout();
        return new LambdaContext(
                route.route().function(),
                id,
                new LambdaContext.Deadline(clock, clock.instant().plus(time)),
                console);
    }

    private StreamingHandler required(Route route) {
        StreamingHandler function = functions.get(route.handler());
        if (function == null) {
            throw new IllegalArgumentException("nothing leads to " + route.handler());
        }
        return function;
    }
}
