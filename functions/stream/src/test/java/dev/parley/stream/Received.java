package dev.parley.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a caller of the stream API receives, event by event, while it comes.
final class Received {
    private static final int SECONDS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private final BlockingQueue<Told> events = new LinkedBlockingQueue<>();
    private final List<Told> all = new ArrayList<>();
    private final CountDownLatch commented = new CountDownLatch(1);
    private volatile @Nullable Throwable end;
    private volatile CountDownLatch reading = new CountDownLatch(0);

    /// An event; its name is empty at the end of the response.
    record Told(String name, String id, JsonNode data) {
        String text() {
            return data.path("text").asText();
        }
    }

    /// Where the response goes.
    OutputStream begin(int answered) {
        status.complete(answered);
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                receive(bytes, offset, length);
            }
        };
    }

    /// From now on nothing can be written to this caller any more; an error is thrown as it is, which is as sudden
    /// as the death of the function.
    void end(Throwable how) {
        end = how;
    }

    /// From now on whoever writes to this caller has to wait, as on a connection whose buffers are full.
    void stopReading() {
        reading = new CountDownLatch(1);
    }

    void readOn() {
        reading.countDown();
    }

    void over() {
        status.complete(0);
        events.add(new Told("", "", JSON.createObjectNode().put("body", open.toString(StandardCharsets.UTF_8))));
    }

    private synchronized void receive(byte[] bytes, int offset, int length) throws IOException {
        try {
            reading.await();
        } catch (InterruptedException e) {
            // As a virtual thread's socket does.
            end = new IOException("closed by interrupt", e);
        }
        switch (end) {
            case IOException gone -> throw gone;
            case Error death -> throw death;
            case null, default -> {}
        }
        open.write(bytes, offset, length);
        String text = open.toString(StandardCharsets.UTF_8);
        if (text.endsWith("\n\n")) {
            open.reset();
            for (String block : text.split("\n\n", -1)) {
                block(block);
            }
        }
    }

    private void block(String block) {
        String name = "";
        String id = "";
        String data = "";
        for (String line : block.split("\n", -1)) {
            if (line.equals(":")) {
                commented.countDown();
            } else if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
            } else if (line.startsWith("data: ")) {
                data = line.substring("data: ".length());
            } else {
                assertThat(line).as("a line of the stream").isEmpty();
            }
        }
        if (!name.isEmpty()) {
            events.add(new Told(name, id, json(data)));
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    /// The next event, which has that name.
    Told next(String name) {
        Told told = next();
        assertThat(told.name()).as(told.data().toString()).isEqualTo(name);
        return told;
    }

    private Told next() {
        try {
            Told told = events.poll(SECONDS, TimeUnit.SECONDS);
            assertThat(told).as("an event after " + all).isNotNull();
            all.add(told);
            return told;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// The text of all events up to the next one with that name, which comes after nothing but deltas.
    String textUntil(String name) {
        StringBuilder text = new StringBuilder();
        while (true) {
            Told told = next();
            if (told.name().equals(name)) {
                return text.toString();
            }
            assertThat(told.name()).as(told.data().toString()).isEqualTo("message.delta");
            text.append(told.text());
        }
    }

    /// The text of so many of the next deltas as have at least that length together.
    String textOfLength(int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(next("message.delta").text());
        }
        return text.toString();
    }

    /// The text of all events up to the end of the response, whatever it is.
    String textUntilEnd() {
        StringBuilder text = new StringBuilder();
        while (true) {
            Told told = next();
            if (told.name().isEmpty()) {
                return text.toString();
            }
            text.append(told.text());
        }
    }

    /// The event that was received last.
    Told last() {
        return all.getLast();
    }

    /// Reads on to the end of the response, which has come.
    void ends() {
        next("");
    }

    /// The body of a response that is no stream.
    JsonNode body() {
        Told told = next("");
        String text = told.data().path("body").asText();
        return text.isEmpty() ? JSON.missingNode() : json(text);
    }

    /// Waits for a line that keeps the connection open.
    void awaitComment() throws InterruptedException {
        assertThat(commented.await(SECONDS, TimeUnit.SECONDS)).as("a comment").isTrue();
    }
}
