package dev.parley.standins;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// An event that was given to a function, and what has come back.
public final class RuntimeInvocation {
    static final RuntimeInvocation NONE = new RuntimeInvocation("", "", Map.of());

    private static final int PATIENCE_SECONDS = 60;
    private static final String DELIMITER = "\0".repeat(8);
    private static final Optional<String> END = Optional.empty();

    private final String id;
    private final String event;
    private final Map<String, String> headers;
    private final CompletableFuture<Began> began = new CompletableFuture<>();
    private final BlockingQueue<Optional<String>> pieces = new LinkedBlockingQueue<>();
    private final CompletableFuture<Ended> ended = new CompletableFuture<>();
    private final StringBuilder unread = new StringBuilder();

    RuntimeInvocation(String id, String event, Map<String, String> headers) {
        this.id = id;
        this.event = event;
        this.headers = headers;
    }

    /// A response that has begun; what its request's headers are cannot be asked any more once it has ended.
    private record Began(Context context, Map<String, String> headers) {}

    /// How an invocation ended.
    ///
    /// @param streamed whether its response came to its end, with or without trailers
    /// @param trailers of a response, by names in lower case
    /// @param errorType the header of an error
    /// @param error the body of an error
    public record Ended(boolean streamed, Map<String, String> trailers, String errorType, String error) {
        public Ended {
            trailers = Map.copyOf(trailers);
        }
    }

    public String id() {
        return id;
    }

    String event() {
        return event;
    }

    Map<String, String> headers() {
        return headers;
    }

    /// A header of the response's request, once that has begun; empty where it has none.
    public String header(String name) {
        return began().headers().getOrDefault(name, "");
    }

    /// The JSON before the delimiter, once that has come in.
    public String prelude() throws InterruptedException {
        return before(DELIMITER);
    }

    /// What comes next of the body, up to and with this text, once that has come in.
    public String upTo(String text) throws InterruptedException {
        return before(text) + text;
    }

    /// Everything that is left of the body, once that has ended.
    public String rest() throws InterruptedException {
        while (more()) {}
        String rest = unread.toString();
        unread.setLength(0);
        return rest;
    }

    /// How it ended, once it has.
    public Ended ended() {
        return ended.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /// The client goes away: the connection of the response, which must have begun, is reset.
    public void leave() throws IOException {
        BrokenConnection.of(began().context());
    }

    private Began began() {
        return began.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    void take(Context context) {
        Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sent.putAll(context.headerMap());
        began.complete(new Began(context, sent));
        try {
            InputStream body = context.req().getInputStream();
            byte[] piece = new byte[8192];
            for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                pieces.add(Optional.of(new String(piece, 0, read, StandardCharsets.UTF_8)));
            }
            context.status(202);
            Map<String, String> trailers = new TreeMap<>(context.req().getTrailerFields());
            ended.complete(new Ended(true, trailers, "", ""));
        } catch (IOException _) {
            ended.complete(new Ended(false, Map.of(), "", ""));
        } finally {
            pieces.add(END);
        }
    }

    void fail(Context context) {
        String type = String.valueOf(context.header("Lambda-Runtime-Function-Error-Type"));
        ended.complete(new Ended(false, Map.of(), type, context.body()));
        pieces.add(END);
        context.status(202);
    }

    private String before(String text) throws InterruptedException {
        while (unread.indexOf(text) < 0) {
            if (!more()) {
                throw new IllegalStateException("the response ended before that; it still had: " + unread);
            }
        }
        String before = unread.substring(0, unread.indexOf(text));
        unread.delete(0, before.length() + text.length());
        return before;
    }

    private boolean more() throws InterruptedException {
        Optional<String> piece = pieces.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (piece == null) {
            throw new IllegalStateException("nothing more came in; unread is: " + unread);
        }
        piece.ifPresent(unread::append);
        if (piece.isEmpty()) {
            pieces.add(END);
        }
        return piece.isPresent();
    }
}
