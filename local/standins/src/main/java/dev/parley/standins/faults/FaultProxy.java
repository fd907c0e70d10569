package dev.parley.standins.faults;

import dev.parley.standins.LocalClients;
import dev.parley.standins.LoopbackHttp;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// Stands between the SDK and a stand-in of DynamoDB or Bedrock, passes calls on, and lets some of them fail by a
/// plan, as a network or AWS itself would: DynamoDB Local never conflicts, never throttles and loses no reply.
public final class FaultProxy implements AutoCloseable {
    private final Target target;
    private final Duration delay;
    private final Javalin server;
    private final Underway underway = new Underway();
    private volatile Course course = new Course(Plan.FAIR);

    private FaultProxy(URI target, Duration delay) {
        this.target = new Target(target);
        this.delay = delay;
        server = Javalin.create(this::configure).start();
    }

    /// Listens on any free port of the loopback.
    ///
    /// @param delay how long a delayed call or reply is held back
    public static FaultProxy before(URI target, Duration delay) {
        return new FaultProxy(target, delay);
    }

    public URI endpoint() {
        return LocalClients.endpoint(server.port());
    }

    /// From now on calls fail by this plan; they are counted from 1 again.
    public void follow(Plan plan) {
        course = new Course(plan);
    }

    /// Every try since the plan was made, in the order in which they came in.
    public List<OutboundCall> calls() {
        return course.calls();
    }

    /// Returns once no call is on its way any more.
    public void settle() {
        underway.settle();
    }

    @Override
    public void close() {
        target.close();
        server.stop();
    }

    private void configure(JavalinConfig config) {
        LoopbackHttp.configure(config);
        config.routes.addHttpHandler(HandlerType.POST, "/*", this::pass);
    }

    private void pass(Context context) throws IOException {
        Course current = course;
        OutboundCall call = current.next(operation(context), String.valueOf(context.header("amz-sdk-invocation-id")));
        underway.begin();
        try {
            current.plan().of(call).befall(new Exchange(context, call, target, delay));
        } finally {
            underway.end();
        }
    }

    /// DynamoDB names it in a header, Bedrock at the end of the path.
    private static String operation(Context context) {
        String named = context.header("x-amz-target");
        if (named != null) {
            return named.substring(named.indexOf('.') + 1);
        }
        return switch (context.path().substring(context.path().lastIndexOf('/') + 1)) {
            case "converse" -> "Converse";
            case "converse-stream" -> "ConverseStream";
            case "retrieve" -> "Retrieve";
            default -> context.path();
        };
    }
}
