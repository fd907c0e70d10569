package dev.parley.benchmarks.lambda;

import dev.parley.standins.LoopbackHttp;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The Runtime API of one execution environment, which hands events to the interface client and takes its answers:
/// <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>. To a function whose snapshot was taken it says
/// at once that it was restored.
public final class RuntimeApi implements AutoCloseable {
    private static final String ROOT = "/2018-06-01/runtime";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final BlockingQueue<Handed> taken = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final Javalin server = Javalin.create(this::configure).start();

    private record Invocation(String id, String event, CompletableFuture<Response> response) {}

    private record Handed(Invocation invocation, long at) {}

    /// An answer.
    ///
    /// @param handed when the event was handed over, by [System#nanoTime()]
    /// @param answered when the answer had come in, likewise
    public record Response(String body, long handed, long answered) {
        /// From handing over the event until the answer was there.
        public Duration took() {
            return Duration.ofNanos(answered - handed);
        }

        /// Whether it is an answer to HTTP with a status of success, streamed ones included, or one to a batch of
        /// which no record failed.
        public boolean succeeded() {
            return body.contains("\"statusCode\":2") || body.contains("\"batchItemFailures\":[]");
        }
    }

    /// Host and port, as `AWS_LAMBDA_RUNTIME_API` has it.
    public String address() {
        return "127.0.0.1:" + server.port();
    }

    /// Waits until the function has asked for an event.
    ///
    /// @throws java.util.concurrent.CompletionException when it never will
    public void awaitFunction() {
        asked.copy().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /// What the function will answer to an event, once it comes for it.
    public CompletableFuture<Response> invoke(String event) {
        Invocation invocation = new Invocation(UUID.randomUUID().toString(), event, new CompletableFuture<>());
        waiting.add(invocation);
        return invocation.response().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private void configure(JavalinConfig config) {
        LoopbackHttp.configure(config);
        config.routes.addHttpHandler(HandlerType.GET, ROOT + "/restore/next", context -> context.status(200));
        config.routes.addHttpHandler(HandlerType.GET, ROOT + "/invocation/next", this::next);
        config.routes.addHttpHandler(HandlerType.POST, ROOT + "/invocation/{id}/response", this::answered);
        config.routes.addHttpHandler(HandlerType.POST, ROOT + "/invocation/{id}/error", this::failed);
        config.routes.addHttpHandler(HandlerType.POST, ROOT + "/init/error", this::failed);
        config.routes.addHttpHandler(HandlerType.POST, ROOT + "/restore/error", this::failed);
    }

    private void next(Context context) throws InterruptedException {
        asked.complete(null);
        Invocation invocation = waiting.take();
        context.header("Lambda-Runtime-Aws-Request-Id", invocation.id())
                .header(
                        "Lambda-Runtime-Invoked-Function-Arn",
                        "arn:aws:lambda:us-east-1:123456789012:function:measured")
                .header(
                        "Lambda-Runtime-Deadline-Ms",
                        String.valueOf(Instant.now().plusSeconds(28).toEpochMilli()))
                .contentType("application/json")
                .result(invocation.event());
        taken.add(new Handed(invocation, System.nanoTime()));
    }

    private void answered(Context context) throws InterruptedException {
        byte[] body = context.bodyAsBytes();
        long now = System.nanoTime();
        Handed handed = taken.take();
        handed.invocation()
                .response()
                .complete(new Response(new String(body, StandardCharsets.UTF_8), handed.at(), now));
        context.status(202);
    }

    private void failed(Context context) {
        fail(context.body());
        context.status(202);
    }

    /// No answer will come any more to what was asked.
    void fail(String reason) {
        IllegalStateException failure = new IllegalStateException(reason);
        asked.completeExceptionally(failure);
        taken.forEach(handed -> handed.invocation().response().completeExceptionally(failure));
        waiting.forEach(invocation -> invocation.response().completeExceptionally(failure));
    }

    @Override
    public void close() {
        server.stop();
    }
}
