package dev.parley.server;

import com.amazonaws.services.lambda.runtime.Context;
import dev.parley.Backend;
import dev.parley.runtime.StreamedResponse;
import dev.parley.runtime.StreamingHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Streams as its route's `{way}` says.
public final class TricklingFunction implements StreamingHandler {
    /// What a response waits for between its first and its second piece.
    static volatile CountDownLatch goOn = new CountDownLatch(1);

    /// What a write to a client that was gone threw.
    static volatile CompletableFuture<IOException> left = new CompletableFuture<>();

    public TricklingFunction(Backend backend) {
        backend.callers();
    }

    static void reset() {
        goOn = new CountDownLatch(1);
        left = new CompletableFuture<>();
    }

    @Override
    public void handle(InputStream event, StreamedResponse response, Context context) throws IOException {
        String json = new String(event.readAllBytes(), StandardCharsets.UTF_8);
        switch (Json.parse(json).at("/pathParameters/way").asText()) {
            case "event" ->
                response.begin(200, Map.of("Content-Type", "application/json"))
                        .write(json.getBytes(StandardCharsets.UTF_8));
            case "failing" -> throw new IllegalStateException("out of sorts");
            case "silent" -> {}
            case "" -> late(response);
            case "unending" -> unending(response.begin(200, Map.of()));
            case "breaking" -> {
                write(response.begin(200, Map.of()), "first\n");
                throw new IllegalStateException("out of breath");
            }
            case "remaining" ->
                write(response.begin(200, Map.of()), String.valueOf(context.getRemainingTimeInMillis()));
            default -> {
                OutputStream body = response.begin(201, Map.of("content-type", "text/event-stream"));
                write(body, "first\n");
                await();
                write(body, "second\n");
                body.close();
            }
        }
    }

    private static void late(StreamedResponse response) throws IOException {
        await();
        try {
            response.begin(200, Map.of());
        } catch (IOException e) {
            left.complete(e);
            throw e;
        }
    }

    private static void unending(OutputStream body) throws IOException {
        write(body, "first\n");
        await();
        try {
            while (true) {
                write(body, "is anybody there?\n");
            }
        } catch (IOException e) {
            left.complete(e);
            throw e;
        }
    }

    private static void write(OutputStream body, String text) throws IOException {
        body.write(text.getBytes(StandardCharsets.UTF_8));
        body.flush();
    }

    private static void await() {
        try {
            if (!goOn.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody said go on");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
