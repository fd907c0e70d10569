package dev.parley.standins;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Lambda's Runtime API on this machine, for one execution environment: hands out events one at a time, and takes
/// what is answered as it comes in.
public final class LocalRuntimeApi implements AutoCloseable {
    private static final String ROOT = "/2018-06-01/runtime";
    private static final String INVOCATION = ROOT + "/invocation/{id}";
    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<RuntimeInvocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, RuntimeInvocation> taken = new ConcurrentHashMap<>();
    private final BlockingQueue<Failure> failures = new LinkedBlockingQueue<>();
    private final AtomicInteger invocations = new AtomicInteger();
    private final CountDownLatch snapshotAsked = new CountDownLatch(1);
    private final CountDownLatch restored = new CountDownLatch(1);
    private final Javalin server = Javalin.create(this::configure).start();

    /// What the process said of itself.
    ///
    /// @param phase `init` or `restore`
    /// @param type the header of the error's type
    public record Failure(String phase, String type, String body) {}

    /// Listens on any free port of the loopback.
    public static LocalRuntimeApi start() {
        return new LocalRuntimeApi();
    }

    private LocalRuntimeApi() {}

    /// Host and port, as `AWS_LAMBDA_RUNTIME_API` has them.
    public String address() {
        return LocalClients.HOST + ":" + server.port();
    }

    /// Has the event handed out when the function comes for the next one.
    public RuntimeInvocation invoke(String event) {
        return invoke(event, Map.of());
    }

    /// The same with more headers, or others in place of the usual ones.
    public RuntimeInvocation invoke(String event, Map<String, String> headers) {
        String id = "invocation-" + invocations.incrementAndGet();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Lambda-Runtime-Aws-Request-Id", id);
        all.put("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:123456789012:function:streams:live");
        all.put(
                "Lambda-Runtime-Deadline-Ms",
                String.valueOf(Instant.now().plusSeconds(300).toEpochMilli()));
        all.putAll(headers);
        RuntimeInvocation invocation = new RuntimeInvocation(id, event, all);
        waiting.add(invocation);
        return invocation;
    }

    /// What the process said of itself next.
    public Failure failure() throws InterruptedException {
        Failure failure = failures.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (failure == null) {
            throw new IllegalStateException("the process told of no failure");
        }
        return failure;
    }

    /// Returns when the process has said that a snapshot may be taken; it goes on when [#restore()] says so.
    public void awaitSnapshot() throws InterruptedException {
        if (!snapshotAsked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the process did not ask for its snapshot");
        }
    }

    /// Goes on from the snapshot.
    public void restore() {
        restored.countDown();
    }

    /// Has whoever comes for an event after those that were given told that there is no more, by an error.
    public void end() {
        waiting.add(RuntimeInvocation.NONE);
    }

    @Override
    public void close() {
        server.stop();
    }

    private void configure(JavalinConfig config) {
        LoopbackHttp.configure(config);
        config.routes.get(ROOT + "/invocation/next", this::next);
        config.routes.post(
                INVOCATION + "/response", context -> invocation(context).take(context));
        config.routes.post(INVOCATION + "/error", context -> invocation(context).fail(context));
        config.routes.post(ROOT + "/init/error", context -> fail("init", context));
        config.routes.post(ROOT + "/restore/error", context -> fail("restore", context));
        config.routes.get(ROOT + "/restore/next", this::restored);
    }

    private void next(Context context) throws InterruptedException {
        RuntimeInvocation invocation = waiting.take();
        if (invocation == RuntimeInvocation.NONE) {
            context.status(500);
            return;
        }
        taken.put(invocation.id(), invocation);
        invocation.headers().forEach(context::header);
        context.contentType("application/json").result(invocation.event());
    }

    private RuntimeInvocation invocation(Context context) {
        RuntimeInvocation invocation = taken.get(context.pathParam("id"));
        if (invocation == null) {
            throw new IllegalStateException("nobody was handed the event " + context.pathParam("id"));
        }
        return invocation;
    }

    private void fail(String phase, Context context) {
        String type = String.valueOf(context.header("Lambda-Runtime-Function-Error-Type"));
        failures.add(new Failure(phase, type, context.body()));
        context.status(202);
    }

    private void restored(Context context) throws InterruptedException {
        snapshotAsked.countDown();
        restored.await();
        context.status(200);
    }
}
