package dev.parley.bedrock;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that answers Converse and Retrieve with what a test wrote down, one response after the other, the
/// last one again and again.
final class ScriptedBedrock implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();
    private final List<String> connections = new CopyOnWriteArrayList<>();

    private ScriptedBedrock(List<Response> responses) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            int call = calls.getAndIncrement();
            connections.add(String.valueOf(exchange.getRequestHeaders().getFirst("Connection")));
            exchange.getRequestBody().readAllBytes();
            answer(exchange, responses.get(Math.min(call, responses.size() - 1)));
        });
    }

    /// What is answered to one call.
    sealed interface Response {
        /// A whole response.
        record Whole(int status, String errorType, String body) implements Response {}

        /// A response that begins as it should and goes on byte by byte, without end.
        record Drip() implements Response {}

        /// No response: the connection ends.
        record HangUp() implements Response {}

        static Response ok(String body) {
            return new Whole(200, "", body);
        }

        static Response throttled() {
            return new Whole(429, "ThrottlingException", "{\"message\":\"Too many requests\"}");
        }
    }

    static ScriptedBedrock answering(Response... responses) {
        try {
            ScriptedBedrock bedrock = new ScriptedBedrock(List.of(responses));
            bedrock.server.start();
            return bedrock;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    int calls() {
        return calls.get();
    }

    /// What each call said about its connection.
    List<String> connections() {
        return connections;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange, Response response) throws IOException {
        try (exchange) {
            switch (response) {
                case Response.Whole whole -> send(exchange, whole);
                case Response.Drip() -> drip(exchange);
                case Response.HangUp() -> {}
            }
        }
    }

    private static void send(HttpExchange exchange, Response.Whole whole) throws IOException {
        byte[] body = whole.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        if (!whole.errorType().isEmpty()) {
            exchange.getResponseHeaders().add("x-amzn-ErrorType", whole.errorType());
        }
        exchange.sendResponseHeaders(whole.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private void drip(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        body.write('{');
        while (!isClosed()) {
            body.write(' ');
            body.flush();
        }
    }

    private boolean isClosed() {
        try {
            return closed.await(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
