package dev.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/// A user of the stream API over real HTTP.
record StreamUser(ChatbotUser chats) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static StreamUser of(LocalServer server) {
        return new StreamUser(ChatbotUser.of(server));
    }

    /// Sends a message, and returns when its answer has begun.
    Stream send(String session, String content) {
        return open(request(session)
                .POST(BodyPublishers.ofString(
                        Json.object().put("content", content).toString())));
    }

    Stream follow(String session, String after) {
        return open(request(session + "?after=" + after).GET());
    }

    /// Stops the turn that runs, and returns the status.
    int stop(String session) {
        return open(request(session).DELETE()).status();
    }

    /// A request about a session, with the user's token.
    HttpRequest.Builder request(String sessionAndQuery) {
        return anonymous(sessionAndQuery)
                .header("authorization", "Bearer " + chats.api().token());
    }

    HttpRequest.Builder anonymous(String sessionAndQuery) {
        return HttpRequest.newBuilder(chats.api().address().resolve("/stream/" + sessionAndQuery))
                .header("content-type", "application/json");
    }

    static Stream open(HttpRequest.Builder request) {
        try {
            return new Stream(HTTP.send(request.build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// A response that comes in.
    static final class Stream {
        private final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        private Stream(HttpResponse<InputStream> response) {
            this.response = response;
            this.lines =
                    new BufferedReader(new InputStreamReader(DescribedStream.begun(response), StandardCharsets.UTF_8));
        }

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /// The next event of that name; those before it are passed over.
        Told next(String name) {
            Told told = next();
            while (!told.name().equals(name)) {
                told = next();
            }
            return told;
        }

        /// The next event; one without a name is a line that keeps the connection open.
        Told next() {
            StringBuilder event = new StringBuilder();
            for (String line = line(); !line.isEmpty(); line = line()) {
                event.append(line).append('\n');
            }
            return Told.parse(event.toString());
        }

        private String line() {
            try {
                String line = lines.readLine();
                if (line == null) {
                    throw new IllegalStateException("the stream ended");
                }
                return line;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// Everything that is left.
        String rest() {
            try {
                StringWriter rest = new StringWriter();
                lines.transferTo(rest);
                return rest.toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// Hangs up.
        void leave() {
            try {
                response.body().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// An event.
    record Told(String name, String id, JsonNode data) {
        /// An event of the lines that it came in, as the description has it.
        static Told parse(String lines) {
            String name = "";
            String id = "";
            JsonNode data = Json.object();
            for (String line : lines.lines().toList()) {
                String[] field = line.split(": ", 2);
                switch (field[0]) {
                    case "event" -> name = field[1];
                    case "id" -> id = field[1];
                    case "data" -> data = Json.parse(field[1]);
                    default -> {}
                }
            }
            if (!name.isEmpty()) {
                DescribedStream.event(name, data.toString());
            }
            return new Told(name, id, data);
        }
    }
}
