package dev.parley.server;

import dev.parley.Backend;
import dev.parley.standins.HandClock;
import dev.parley.standins.Template;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The small API of `gateway.yaml` on a free port, its clock at [HandClock#START].
final class TestApi implements AutoCloseable {
    static final UserPool POOL = UserPool.make("https://issuer.test/pool", "local");
    static final Forger FORGER = new Forger(POOL, new HandClock());
    static final Template TEMPLATE = Template.read(Path.of("src/test/resources/gateway.yaml"));

    final HandClock clock = new HandClock();
    final Tokens tokens = new Tokens(POOL, clock, UUID::randomUUID);
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final HttpServer server = new HttpServer(0);
    private final LambdaHost functions;
    private final StreamHost streams;

    TestApi() {
        this(Duration.ofSeconds(30), List.of());
    }

    TestApi(Duration patience, List<String> origins) {
        HttpApi api = HttpApi.of(TEMPLATE, origins);
        PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
        functions = new LambdaHost(
                api.routes(), List.of(), backend(), new LambdaHost.Surroundings(clock, patience, new Console(out)));
        Gateway gateway = new Gateway(
                api,
                new Gateway.Inside(
                        new Authorizer(POOL, clock),
                        new EventMaker(new Address(HttpServer.HOST, server.port()), clock),
                        functions),
                UUID::randomUUID);
        Address address = new Address(HttpServer.HOST, server.port());
        RestApi rest = RestApi.of(TEMPLATE, origins);
        streams = new StreamHost(rest.routes(), backend(), clock, new Console(out));
        RestGateway restGateway = new RestGateway(
                rest,
                new RestGateway.Inside(new Authorizer(POOL, clock), new RestEventMaker(address, clock), streams),
                UUID::randomUUID);
        LocalPages pages =
                new LocalPages(POOL, tokens, Optional.of(last -> Json.array(List.of(Json.tree("newest " + last)))));
        server.start(pages.before(restGateway.before(gateway::answer)));
    }

    static Backend backend() {
        return new Backend(Map.of("PARLEY_CLIENT_ID", "local", "PARLEY_TABLE", "unused"), new HandClock());
    }

    String accessToken() {
        return tokens.issue(new TokenRequest("ada", List.of(), 3_600))
                .path("access_token")
                .asText();
    }

    URI uri(String path) {
        return URI.create("http://" + HttpServer.HOST + ":" + server.port() + path);
    }

    /// A request with a good token.
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + accessToken());
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String body) {
        return send(request(path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// The whole answer to a request that no well-behaved client sends; `Host` and `Connection: close` are added
    /// to the head.
    String raw(String requestLine, String... headers) {
        String head = requestLine + "\r\nHost: local\r\nConnection: close\r\n" + String.join("\r\n", headers)
                + (headers.length == 0 ? "\r\n" : "\r\n\r\n");
        try (Socket socket = new Socket(HttpServer.HOST, server.port())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String authorization() {
        return "Authorization: Bearer " + accessToken();
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
        functions.close();
        streams.close();
        server.close();
    }
}
