package dev.parley.standins;

import static dev.parley.standins.BedrockClients.assistant;
import static dev.parley.standins.BedrockClients.conversation;
import static dev.parley.standins.BedrockClients.texts;
import static dev.parley.standins.BedrockClients.user;
import static dev.parley.standins.BedrockClients.withPostPrompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

class ModelSwitchTest {

    private static LocalBedrock bedrock;
    private static BedrockRuntimeClient client;

    @BeforeAll
    static void start() {
        bedrock = LocalBedrock.start();
        client = BedrockClients.runtime(bedrock.endpoint());
    }

    @AfterAll
    static void stop() {
        client.close();
        bedrock.close();
    }

    @Test
    void throttleIsAThrottlingException() {
        assertThatExceptionOfType(ThrottlingException.class)
                .isThrownBy(() -> client.converse(conversation(user("!throttle"))))
                .satisfies(thrown -> assertThat(thrown.statusCode()).isEqualTo(429));
    }

    @ParameterizedTest
    @CsvSource({
        "400, ValidationException",
        "403, AccessDeniedException",
        "404, ResourceNotFoundException",
        "408, ModelTimeoutException",
        "424, ModelErrorException",
        "429, ThrottlingException",
        "500, InternalServerException",
        "502, BedrockRuntimeException",
        "503, ServiceUnavailableException"
    })
    void anErrorIsTheExceptionThatBelongsToItsStatus(int status, String name) {
        assertThatExceptionOfType(BedrockRuntimeException.class)
                .isThrownBy(() -> client.converse(conversation(user("!error " + status))))
                .satisfies(thrown -> assertThat(thrown.statusCode()).isEqualTo(status))
                .satisfies(
                        thrown -> assertThat(thrown.getClass().getSimpleName()).isEqualTo(name));
    }

    @Test
    void emptyIsAnAnswerWithoutContent() {
        var response = client.converse(conversation(user("!empty")));

        assertThat(texts(response)).isEmpty();
        assertThat(response.stopReason()).isEqualTo(StopReason.END_TURN);
        assertThat(response.usage().outputTokens()).isZero();
    }

    @Test
    void slowWaitsAndThenAnswers() {
        var before = System.nanoTime();

        var response = client.converse(conversation(user("!slow 0.4")));

        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofMillis(400), Duration.ofSeconds(5));
        assertThat(texts(response)).containsExactly("You said: !slow 0.4");
    }

    @Test
    void aSlowRequestHoldsNobodyElseUp() {
        var slow = CompletableFuture.supplyAsync(() -> client.converse(conversation(user("!slow 2"))));

        client.converse(conversation(user("Hello")));

        assertThat(slow).isNotDone();
        assertThat(texts(slow.join())).containsExactly("You said: !slow 2");
    }

    @Test
    void resetBreaksTheConnectionInTheMiddle() {
        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> client.converse(conversation(user("!reset"))))
                .withRootCauseInstanceOf(SocketException.class)
                .withStackTraceContaining("Connection reset");
        assertThat(texts(client.converse(conversation(user("Hello"))))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " !throttle",
                "!throttle!",
                "!slow",
                "!slow -1",
                "!slow 1e3",
                "!error",
                "!error 200",
                "!ERROR 500"
            })
    void anythingElseIsOrdinaryText(String text) {
        assertThat(texts(client.converse(conversation(user(text))))).containsExactly("You said: " + text);
    }

    @Test
    void aSwitchWorksOnlyAsTheNewestText() {
        var response = client.converse(conversation(user("!throttle"), assistant("Hm"), user("!error 500", "Hello")));

        assertThat(texts(response)).containsExactly("You said: Hello");
    }

    @Test
    void aSwitchWorksBetweenPassagesAndPostPrompt() {
        assertThatExceptionOfType(ThrottlingException.class)
                .isThrownBy(() -> client.converse(withPostPrompt("<passage>A</passage>", "!throttle", "B")));
    }

    @Test
    void aPostPromptIsNoSwitch() {
        assertThat(texts(client.converse(withPostPrompt("Hello", "!throttle")))).containsExactly("You said: Hello");
    }

    @Test
    @Timeout(10)
    void closingWaitsForNoSlowRequest() {
        var other = LocalBedrock.start();
        try (var impatient = BedrockClients.runtime(other.endpoint())) {
            var slow = CompletableFuture.supplyAsync(() -> impatient.converse(conversation(user("!slow 60"))));
            while (other.calls(1).isEmpty()) {
                Thread.onSpinWait();
            }
            other.close();
            assertThat(slow).failsWithin(Duration.ofSeconds(5));
        }
    }
}
