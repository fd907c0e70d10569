package dev.parley.promises.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.parley.server.ApiClient;
import dev.parley.server.DescribedStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A stream of events as a client reads it from its connection.
final class OpenStream implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofSeconds(60);

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;
    private String lastId = "0";

    private OpenStream(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(DescribedStream.begun(response), StandardCharsets.UTF_8));
    }

    /// An event; at the end of the stream one without a name.
    record Event(String name, JsonNode data) {}

    /// The stream of a turn, as soon as it has begun.
    static OpenStream send(ApiClient user, String session, String content) {
        return open(request(user, session, "")
                .POST(BodyPublishers.ofString("{\"content\":" + TextNode.valueOf(content) + "}")));
    }

    static OpenStream follow(ApiClient user, String session, String after) {
        return open(request(user, session, "?after=" + after).GET());
    }

    private static HttpRequest.Builder request(ApiClient user, String session, String query) {
        return HttpRequest.newBuilder(user.address().resolve("/stream/" + session + query))
                .timeout(LONG)
                .header("authorization", "Bearer " + user.token());
    }

    private static OpenStream open(HttpRequest.Builder request) {
        return new OpenStream(
                HTTP.sendAsync(request.build(), BodyHandlers.ofInputStream()).join());
    }

    int status() {
        return response.statusCode();
    }

    /// The id of the last event that had one.
    String lastId() {
        return lastId;
    }

    Event next() {
        try {
            String name = "";
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && !name.isEmpty()) {
                    DescribedStream.event(name, data);
                    return new Event(name, JSON.readTree(data));
                } else if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("id: ")) {
                    lastId = line.substring("id: ".length());
                } else if (line.startsWith("data: ")) {
                    data = line.substring("data: ".length());
                }
            }
            return new Event("", JSON.missingNode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next event, which has that name.
    JsonNode next(String name) {
        Event event = next();
        assertThat(event.name()).as(String.valueOf(event.data())).isEqualTo(name);
        return event.data();
    }

    /// The text of the next delta.
    String delta() {
        return next("message.delta").path("text").asText();
    }

    /// The text of the next deltas, until there is so much of it.
    String deltas(int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(delta());
        }
        return text.toString();
    }

    /// The text of all deltas up to an event of that name.
    String textUntil(String name) {
        StringBuilder text = new StringBuilder();
        for (Event event = next(); !event.name().equals(name); event = next()) {
            assertThat(event.name()).as(String.valueOf(event.data())).isEqualTo("message.delta");
            text.append(event.data().path("text").asText());
        }
        return text.toString();
    }

    /// Hangs up.
    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
