package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Responses of a function behind the REST API, over real sockets.
class StreamingTest {
    private static final TestApi API = new TestApi();

    @BeforeEach
    void reset() {
        TricklingFunction.reset();
    }

    @AfterAll
    static void close() {
        API.close();
    }

    @Test
    void whatAFunctionFlushesArrivesBeforeItWritesTheRest() throws Exception {
        HttpResponse<InputStream> response = open("steady");
        BufferedReader body = reader(response);

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
        assertThat(response.headers().firstValue("transfer-encoding")).contains("chunked");
        assertThat(body.readLine()).isEqualTo("first");
        TricklingFunction.goOn.countDown();
        assertThat(body.readLine()).isEqualTo("second");
        assertThat(body.readLine()).isNull();
    }

    @Test
    void fiftyStreamsAtOnceAreServedTogether() throws Exception {
        List<HttpResponse<InputStream>> streams = Stream.generate(() -> API.client.sendAsync(
                        API.request("/trickles/steady")
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofInputStream()))
                .limit(50)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        for (HttpResponse<InputStream> stream : streams) {
            assertThat(stream.body().readNBytes(6)).asString().isEqualTo("first\n");
        }

        TricklingFunction.goOn.countDown();

        for (HttpResponse<InputStream> stream : streams) {
            assertThat(stream.body().readAllBytes()).asString().isEqualTo("second\n");
        }
    }

    @Test
    void aFunctionThatFailsBeforeItsResponseIsABadGateway() {
        HttpResponse<String> response = API.post("/trickles/failing", "{}");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).isEqualTo("{\"message\":\"Internal server error\"}");
        assertThat(API.log()).contains("out of sorts");
    }

    @Test
    void aFunctionThatBeginsNoResponseIsABadGateway() {
        assertThat(API.post("/trickles/silent", "{}").statusCode()).isEqualTo(502);
    }

    @Test
    void aResponseThatFailsHalfWayDoesNotEndLikeAWholeOne() throws Exception {
        HttpResponse<InputStream> response = open("breaking");

        assertThat(response.body().readNBytes(6)).asString().isEqualTo("first\n");
        assertThatIOException().isThrownBy(() -> response.body().readAllBytes());
    }

    @Test
    void aClientThatGoesAwayEndsTheFunctionsWrites() throws Exception {
        try (Socket socket = new Socket(HttpServer.HOST, API.uri("/").getPort())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write(("POST /trickles/unending HTTP/1.1\r\nHost: local\r\nContent-Length: 0\r\n"
                                    + API.authorization() + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            BufferedReader response =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(Stream.generate(() -> line(response)).anyMatch("first"::equals))
                    .isTrue();
        }
        TricklingFunction.goOn.countDown();

        assertThat(TricklingFunction.left.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }

    @Test
    void aFunctionThatDoesNotBeginInTimeIsAGatewayTimeoutAndCannotBeginAnyMore() throws Exception {
        HttpResponse<String> response = API.post("/hasty", "{}");

        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(response.body()).isEqualTo("{\"message\":\"Endpoint request timed out\"}");
        TricklingFunction.goOn.countDown();
        assertThat(TricklingFunction.left.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }

    @Test
    void aFunctionHasTheTimeOfItsRoute() {
        assertThat(API.post("/trickles/remaining", "{}").body()).isEqualTo("30000");
    }

    private static HttpResponse<InputStream> open(String way) throws Exception {
        return API.client.send(
                API.request("/trickles/" + way).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofInputStream());
    }

    private static String line(BufferedReader reader) {
        try {
            return Objects.requireNonNull(reader.readLine(), "the response ended");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedReader reader(HttpResponse<InputStream> response) {
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }
}
