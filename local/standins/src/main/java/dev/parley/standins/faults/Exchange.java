package dev.parley.standins.faults;

import dev.parley.standins.BrokenConnection;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;

/// One call on its way: what a fault can do with it.
public final class Exchange {
    private final Context context;
    private final OutboundCall call;
    private final Target target;
    private final Duration delay;

    Exchange(Context context, OutboundCall call, Target target, Duration delay) {
        this.context = context;
        this.call = call;
        this.target = target;
        this.delay = delay;
    }

    public OutboundCall call() {
        return call;
    }

    /// The body of the request.
    public byte[] body() {
        return context.bodyAsBytes();
    }

    /// Lets the call happen; what is replied is still to be passed on.
    public Reply forward() throws IOException {
        return forward(body());
    }

    /// Lets the call happen with another body.
    Reply forward(byte[] body) throws IOException {
        return target.send(context, body);
    }

    /// Waits longer than the caller does.
    public void delay() {
        var _ = target.pause(delay);
    }

    /// Passes a reply on.
    public void answer(Reply reply) throws IOException {
        byte[] body = reply.body();
        head(reply, body.length);
        context.res().getOutputStream().write(body);
    }

    /// Passes half of a reply on, and ends the connection.
    public void answerHalf(Reply reply) throws IOException {
        byte[] body = reply.body();
        head(reply, body.length);
        context.res().getOutputStream().write(body, 0, body.length / 2);
        context.res().getOutputStream().flush();
        hangUp();
    }

    /// Passes the head of a reply on and of its body one byte after the other, so slowly that nobody waits for
    /// the last, until the caller is gone.
    public void drip(Reply reply) throws IOException {
        byte[] body = reply.body();
        head(reply, body.length);
        for (int i = 0; i < body.length && !target.pause(delay.dividedBy(body.length)); i++) {
            context.res().getOutputStream().write(body, i, 1);
            context.res().getOutputStream().flush();
        }
    }

    /// Ends the connection.
    public void hangUp() {
        BrokenConnection.close(context);
    }

    /// Ends the connection by a TCP reset.
    public void reset() throws IOException {
        BrokenConnection.of(context);
    }

    private void head(Reply reply, int length) {
        context.status(reply.status());
        reply.headers().forEach(context::header);
        context.res().setContentLength(length);
    }
}
