package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.parley.server.Conformance.Sent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A user of the API over real HTTP, as a front end would be.
///
/// @param token empty for a user who is not signed in
public record ApiClient(URI address, String token) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /// Signs `username` in, in the groups given, comma-separated.
    public static ApiClient signIn(URI address, String username, String groups) {
        return new ApiClient(
                address,
                tokens(address, "username=" + username + (groups.isEmpty() ? "" : "&groups=" + groups))
                        .path("access_token")
                        .asText());
    }

    public static ApiClient signIn(URI address, String username) {
        return signIn(address, username, "");
    }

    /// What the token page answers to a form.
    public static JsonNode tokens(URI address, String form) {
        return send(HttpRequest.newBuilder(address.resolve("/local/token"))
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build())
                .as(200);
    }

    public Answer get(String path) {
        return send(new Sent("GET", path, Optional.empty(), Optional.empty()));
    }

    public Answer post(String path, String body) {
        return send(new Sent("POST", path, Optional.empty(), Optional.of(body)));
    }

    public Answer put(String path, String body) {
        return send(new Sent("PUT", path, Optional.empty(), Optional.of(body)));
    }

    public Answer delete(String path) {
        return send(new Sent("DELETE", path, Optional.empty(), Optional.empty()));
    }

    /// A request given as a method, a blank and a target.
    public Answer send(String methodAndTarget, Optional<String> key, Optional<String> body) {
        String[] parts = methodAndTarget.split(" ", 2);
        return send(new Sent(parts[0], parts[1], key, body));
    }

    /// Who the token names.
    public String sub() {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]);
        return Json.parseObject(claims).orElseThrow().path("sub").asText();
    }

    /// A POST under an idempotency key.
    public Answer postOnce(String key, String path, String body) {
        return send(new Sent("POST", path, Optional.of(key), Optional.of(body)));
    }

    /// The newest requests that the model received, newest first.
    public JsonNode modelCalls(int last) {
        return get("/local/model/calls?last=" + last).as(200);
    }

    /// A request written to the socket as it stands here, with nothing put right.
    ///
    /// @param headers lines such as `cookie: a=b`
    public Answer raw(String method, String target, byte[] body, String... headers) {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(written(method, target, body, headers));
            socket.getOutputStream().flush();
            Answer answer = read(socket.getInputStream().readAllBytes());
            String text = new String(body, StandardCharsets.UTF_8);
            return described(new Sent(method, target, Optional.empty(), Optional.of(text)), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends a request, and is gone before it is answered.
    public void sendAndLeave(String method, String target, byte[] body) {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(written(method, target, body));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] written(String method, String target, byte[] body, String... headers) {
        String head = method + " " + target + " HTTP/1.1\r\nhost: " + address.getAuthority()
                + "\r\nconnection: close\r\ncontent-length: " + body.length + "\r\n"
                + (token.isEmpty() ? "" : "authorization: Bearer " + token + "\r\n")
                + Arrays.stream(headers).map(header -> header + "\r\n").collect(Collectors.joining())
                + "\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(40))
                .header("content-type", "application/json");
        return token.isEmpty() ? request : request.header("authorization", "Bearer " + token);
    }

    private Answer send(Sent sent) {
        HttpRequest.Builder request = request(sent.target())
                .method(sent.method(), sent.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        sent.key().ifPresent(key -> request.header("idempotency-key", key));
        return described(sent, send(request.build()));
    }

    /// The answer, if it is one that `docs/openapi` describes. What is under `/local/` is no part of the API, and
    /// `/things` is one of [TestApi].
    private static Answer described(Sent sent, Answer answer) {
        if (!sent.target().startsWith("/local/") && !sent.target().startsWith("/things")) {
            Conformance.check(sent, answer);
        }
        return answer;
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            return answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Answer read(byte[] response) throws IOException {
        String[] parts = new String(response, StandardCharsets.UTF_8).split("\r\n\r\n", 2);
        String[] lines = parts[0].split("\r\n");
        Map<String, List<String>> headers = Arrays.stream(lines)
                .skip(1)
                .map(line -> line.split(": *", 2))
                .collect(Collectors.groupingBy(
                        line -> line[0], Collectors.mapping(line -> line[1], Collectors.toList())));
        return answer(Integer.parseInt(lines[0].split(" ", 3)[1]), HttpHeaders.of(headers, (_, _) -> true), parts[1]);
    }

    private static Answer answer(int status, HttpHeaders headers, String text) throws IOException {
        Answer unread = new Answer(status, MissingNode.getInstance(), headers, text);
        return unread.isStream() ? unread : new Answer(status, JSON.readTree(text), headers, text);
    }

    /// What a text says in JSON, read strictly: no name twice, nothing after the end.
    public static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How many bytes a body takes in the response of the function, where it is a JSON string, in which characters
    /// beyond U+FFFF are two escapes.
    public static long carried(String body) {
        long escaped =
                body.codePoints().filter(Character::isSupplementaryCodePoint).count();
        return TextNode.valueOf(body).toString().getBytes(StandardCharsets.UTF_8).length
                + escaped * ("\\ud83d\\udc67".length() - 4);
    }

    /// A status and the JSON that came with it; a missing body is a missing node.
    ///
    /// @param text the body as it came
    public record Answer(int status, JsonNode body, HttpHeaders headers, String text) {
        /// The body, if the status is the one that is meant.
        public JsonNode as(int meant) {
            assertThat(status).as(shown()).isEqualTo(meant);
            return body;
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /// Whether the body is a stream of events, which are not read here.
        boolean isStream() {
            return header("content-type").startsWith("text/event-stream");
        }

        /// See [ApiClient#carried].
        public long carried() {
            return ApiClient.carried(text);
        }

        /// The beginning of the body.
        public String shown() {
            return text.substring(0, Math.min(text.length(), 500));
        }
    }
}
