package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.standins.HandClock;
import dev.parley.standins.Template.Route;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LambdaHostTest {
    private static final TestApi API = new TestApi();

    @AfterAll
    static void close() {
        API.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failing",
                "broken",
                "absent",
                "talkative",
                "listing",
                "wordy-status",
                "zero-status",
                "object-body",
                "no-base64",
                "huge",
                "unheard-of"
            })
    void aFunctionThatThrowsOrAnswersJunkIsAnInternalServerError(String mood) {
        HttpResponse<String> response = API.post("/moods/" + mood, "{}");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    }

    @Test
    void whatAFunctionThrowsIsLogged() {
        API.post("/moods/failing", "{}");

        assertThat(API.log()).contains("java.lang.IllegalStateException: out of sorts");
    }

    @Test
    void whatAFunctionLogsIsLogged() {
        API.post("/moods/logging", "{}");

        assertThat(API.log()).contains("a line of the function's" + System.lineSeparator());
    }

    @Test
    void anObjectWithoutAStatusIsTheBodyOfAnOk() {
        HttpResponse<String> response = API.post("/moods/statusless", "{}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.body()).isEqualTo("{\"mood\":\"good\"}");
    }

    @Test
    void aBase64BodyIsDecoded() {
        assertThat(API.post("/moods/binary", "{}").body()).isEqualTo("räw");
    }

    @Test
    void cookiesBecomeHeaders() {
        HttpResponse<String> response = API.post("/moods/cookies", "{}");

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().allValues("set-cookie")).containsExactly("a=1", "b=2; Secure");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void theContextTellsTheFunctionItsNameAndItsTime() {
        assertThat(API.post("/moods/context", "{}").body())
                .contains("\"function\":\"MoodyFunction\"")
                .contains("\"remaining\":28000")
                .matches(".*\"id\":\"[0-9a-f-]{36}\".*");
    }

    @Test
    void aFunctionThatTakesTooLongIsUnavailableAndRunsOn() throws InterruptedException {
        MoodyFunction.expectSlowCalls(1);
        try (TestApi hasty = new TestApi(Duration.ofMillis(1), List.of())) {
            HttpResponse<String> response = hasty.post("/moods/slow", "{}");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
            MoodyFunction.release.countDown();
            assertThat(MoodyFunction.finished.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void fiftySlowCallsDoNotKeepOthersWaiting() throws InterruptedException {
        MoodyFunction.expectSlowCalls(50);
        List<CompletableFuture<HttpResponse<String>>> slow = Stream.generate(
                        () -> API.request("/moods/slow").POST(BodyPublishers.noBody()))
                .limit(50)
                .map(request -> API.client.sendAsync(request.build(), BodyHandlers.ofString()))
                .toList();
        assertThat(MoodyFunction.entered.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(API.get("/things").statusCode()).isEqualTo(200);

        MoodyFunction.release.countDown();
        assertThat(slow).allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo("at last"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev.parley.nowhere.NoFunction::handleRequest", "dev.parley.server.TestApi::handleRequest"})
    void aHandlerThatCannotBeMadeFailsTheStartInWords(String handler) {
        assertThatThrownBy(() -> LambdaFunction.make(handler, TestApi.backend()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(handler);
    }

    @Test
    void aHandlerWithoutAMethodNameIsCalledByTheUsualOne() {
        Route route = new Route("GET", "/x", EchoFunction.class.getName(), "Echo");
        LambdaHost.Surroundings surroundings =
                new LambdaHost.Surroundings(new HandClock(), Duration.ofSeconds(30), new Console(System.err));
        try (LambdaHost host = new LambdaHost(List.of(route), List.of(), TestApi.backend(), surroundings)) {
            HttpReply reply = host.invoke(route, Json.object(), new RequestId(UUID.randomUUID()));

            assertThat(reply.status()).isEqualTo(200);
        }
    }
}
