package dev.parley.standins;

import static dev.parley.standins.BedrockClients.MODEL;
import static dev.parley.standins.BedrockClients.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.InternalServerException;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

class ConverseStreamTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static LocalBedrock bedrock;
    private static BedrockRuntimeAsyncClient client;

    private final List<ConverseStreamOutput> events = new ArrayList<>();

    @BeforeAll
    static void start() {
        bedrock = LocalBedrock.start();
        client = BedrockClients.async(bedrock.endpoint());
    }

    @AfterAll
    static void stop() {
        client.close();
        bedrock.close();
    }

    @Test
    void anAnswerComesInSeveralPieces() {
        assertThat(stream("Hello there")).succeedsWithin(SOON);

        assertThat(events)
                .extracting(event -> event.sdkEventType().toString())
                .containsExactly(
                        "messageStart",
                        "contentBlockDelta",
                        "contentBlockDelta",
                        "contentBlockDelta",
                        "contentBlockDelta",
                        "contentBlockStop",
                        "messageStop",
                        "metadata");
        assertThat(text()).isEqualTo("You said: Hello there");
    }

    @Test
    void theEndTellsStopReasonAndUsage() {
        assertThat(stream("Hello")).succeedsWithin(SOON);

        assertThat(events)
                .filteredOn(MessageStopEvent.class::isInstance)
                .map(event -> ((MessageStopEvent) event).stopReason())
                .containsExactly(StopReason.END_TURN);
        var usage = ((ConverseStreamMetadataEvent) events.getLast()).usage();
        assertThat(usage.inputTokens()).isEqualTo(2);
        assertThat(usage.outputTokens()).isEqualTo(4);
    }

    @Test
    void charactersOfSeveralBytesStayWhole() {
        assertThat(stream("Zürich € 😀\n\n東京")).succeedsWithin(SOON);

        assertThat(text()).isEqualTo("You said: Zürich € 😀\n\n東京");
    }

    @Test
    void emptyIsAStreamWithoutContent() {
        assertThat(stream("!empty")).succeedsWithin(SOON);

        assertThat(events)
                .extracting(event -> event.sdkEventType().toString())
                .containsExactly("messageStart", "messageStop", "metadata");
    }

    @Test
    void throttleAndErrorComeBeforeTheStream() {
        assertThat(stream("!throttle"))
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(ThrottlingException.class);
        assertThat(stream("!error 500"))
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(InternalServerException.class);
        assertThat(events).isEmpty();
    }

    @Test
    void aRefusedRequestIsRefusedBeforeTheStream() {
        assertThat(stream(" ")).failsWithin(SOON).withThrowableThat().withCauseInstanceOf(ValidationException.class);
    }

    @Test
    void resetBreaksTheStreamAfterTheFirstPiece() {
        assertThat(stream("!reset")).failsWithin(SOON).withThrowableThat().withRootCauseInstanceOf(IOException.class);

        assertThat(text()).isEqualTo("You ");
    }

    @Test
    void slowWaitsAndThenStreams() {
        var answer = stream("!slow 0.5");

        assertThat(answer).isNotDone();
        assertThat(answer).succeedsWithin(SOON);
        assertThat(text()).isEqualTo("You said: !slow 0.5");
    }

    private CompletableFuture<Void> stream(String text) {
        return client.converseStream(
                request -> request.modelId(MODEL).messages(user(text)),
                ConverseStreamResponseHandler.builder().subscriber(events::add).build());
    }

    private String text() {
        var text = new StringBuilder();
        for (var event : events) {
            if (event instanceof ContentBlockDeltaEvent piece) {
                text.append(piece.delta().text());
            }
        }
        return text.toString();
    }
}
