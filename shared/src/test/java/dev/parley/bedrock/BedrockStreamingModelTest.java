package dev.parley.bedrock;

import static dev.parley.bedrock.Asked.model;
import static dev.parley.bedrock.Asked.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.bedrock.ScriptedBedrock.Response;
import dev.parley.chat.AnswerStream;
import dev.parley.chat.AnswerStream.Piece;
import dev.parley.chat.Generation;
import dev.parley.chat.Question;
import dev.parley.chat.Question.Speech;
import dev.parley.chat.Refusal;
import dev.parley.chat.Request;
import dev.parley.chat.Role;
import dev.parley.chat.Tally;
import dev.parley.chat.Usage;
import dev.parley.standins.Gate;
import dev.parley.standins.LocalBedrock;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

class BedrockStreamingModelTest {
    private static final Duration PLENTY = Duration.ofSeconds(20);
    private static final Duration MOMENT = Duration.ofMillis(50);

    private static LocalBedrock bedrock;
    private static BedrockRuntimeAsyncClient client;
    private static BedrockStreamingModel model;

    private final Tally tally = new Tally();

    @BeforeAll
    static void start() {
        bedrock = LocalBedrock.start();
        client = Asked.asyncClient(bedrock.endpoint());
        model = new BedrockStreamingModel(client, "stack-model", Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        client.close();
        bedrock.close();
    }

    @Test
    void anAnswerComesInPiecesAndEndsWithHowItCameAbout() {
        assertThat(pieces("12 34"))
                .containsExactly(
                        new Piece.Text("You "),
                        new Piece.Text("said: "),
                        new Piece.Text("12 "),
                        new Piece.Text("34"),
                        new Piece.End(new Generation(Asked.MODEL, "end_turn", 2, 4)));
        assertThat(tally.totals()).isEqualTo(new Tally.Totals(0, 0, 0, 0, 1, 2, 4));
    }

    @Test
    void theModelIsToldWhatConverseIsTold() {
        Question asked = question(
                model(321, 0.5),
                List.of("You are Sherlock Holmes."),
                new Speech(Role.USER, List.of("Hello", "Are you there?")));
        hear(model.stream(asked, PLENTY), new ArrayList<>());

        JsonNode sent = bedrock.calls(1).getFirst().body();
        assertThat(bedrock.calls(1).getFirst().operation()).isEqualTo("ConverseStream");
        assertThat(sent.get("system")).hasToString("[{\"text\":\"You are Sherlock Holmes.\"}]");
        assertThat(sent.get("messages"))
                .hasToString("[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"},{\"text\":\"Are you there?\"}]}]");
        assertThat(sent.get("inferenceConfig")).hasToString("{\"maxTokens\":321,\"temperature\":0.5}");
    }

    @Test
    void aPieceIsThereBeforeTheModelHasSaidTheNext() {
        try (Gate gate = bedrock.gate("piece by piece").pass(1);
                AnswerStream answer = model.stream(question("piece by piece"), PLENTY)) {
            assertThat(answer.next(PLENTY)).isEqualTo(new Piece.Text("You "));
            assertThat(answer.next(MOMENT)).isEqualTo(new Piece.Silence());
            gate.pass(1);
            assertThat(answer.next(PLENTY)).isEqualTo(new Piece.Text("said: "));
        }
    }

    @Test
    void whoClosesAStreamLeavesTheModelAlone() throws InterruptedException {
        try (Gate gate = bedrock.gate("left alone").pass(1)) {
            try (AnswerStream answer = model.stream(question("left alone"), PLENTY)) {
                assertThat(answer.next(PLENTY)).isEqualTo(new Piece.Text("You "));
            }
            assertThat(gate.awaitHangUp()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "!throttle, status 429 ThrottlingException",
        "!error 500, status 500 InternalServerException",
        "!error 408, status 408 ModelTimeoutException",
        "!error 424, status 424 ModelErrorException"
    })
    void anErrorInsteadOfAStreamIsNoAnswerAndCostsNothing(String said, String reason) {
        assertThatExceptionOfType(Refusal.NoAnswer.class)
                .isThrownBy(() -> pieces(said))
                .satisfies(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(reason);
                    assertThat(refusal.usage()).isEqualTo(Usage.NONE);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"!break 429", "!break 424", "!break 500", "!break 503", "!reset"})
    void anErrorInAStreamComesAfterWhatWasSaidAndMayHaveBeenBilled(String said) {
        List<Piece> heard = new ArrayList<>();

        assertThatExceptionOfType(Refusal.NoAnswer.class)
                .isThrownBy(() -> hear(model.stream(question(said), PLENTY), heard))
                .extracting(Refusal.NoAnswer::usage)
                .isEqualTo(Usage.UNKNOWN);
        assertThat(heard).containsExactly(new Piece.Text("You "));
    }

    @Test
    void aModelThatIsThrottledQuicklyIsAskedOnceMore() {
        assertThatExceptionOfType(Refusal.NoAnswer.class).isThrownBy(() -> pieces("!throttle"));

        assertThat(tally.totals().modelCalls()).isEqualTo(2);
    }

    @Test
    void anAnswerThatTakesTooLongIsOutOfTime() {
        try (Gate _ = bedrock.gate("too slow");
                AnswerStream answer = model.stream(question("too slow"), Duration.ofMillis(500))) {
            assertThatExceptionOfType(Refusal.NoAnswer.class)
                    .isThrownBy(() -> answer.next(PLENTY))
                    .extracting(Refusal.NoAnswer::reason)
                    .isEqualTo("out of time");
        }
    }

    @Test
    void withoutTimeTheModelIsNotAsked() {
        assertThatExceptionOfType(Refusal.NoAnswer.class)
                .isThrownBy(() -> model.stream(question("no time"), Duration.ZERO))
                .extracting(Refusal.NoAnswer::usage)
                .isEqualTo(Usage.NONE);
    }

    @Test
    void aModelOutOfReachIsNoAnswer() {
        URI nowhere = URI.create("http://127.0.0.1:1");
        try (BedrockRuntimeAsyncClient lost = Asked.asyncClient(nowhere)) {
            BedrockStreamingModel unreached = new BedrockStreamingModel(lost, "stack-model", Clock.systemUTC());

            assertThatExceptionOfType(Refusal.NoAnswer.class)
                    .isThrownBy(() -> hear(unreached.stream(question("Hello"), PLENTY), new ArrayList<>()))
                    .extracting(Refusal.NoAnswer::reason)
                    .isEqualTo("out of reach");
        }
    }

    @Test
    void aStreamThatEndsBeforeTheModelSaysWhyIsCutOff() {
        try (ScriptedBedrock script = ScriptedBedrock.answering(Response.ok(""));
                BedrockRuntimeAsyncClient cut = Asked.asyncClient(script.endpoint())) {
            BedrockStreamingModel cutOff = new BedrockStreamingModel(cut, "stack-model", Clock.systemUTC());

            assertThatExceptionOfType(Refusal.NoAnswer.class)
                    .isThrownBy(() -> hear(cutOff.stream(question("Hello"), PLENTY), new ArrayList<>()))
                    .extracting(Refusal.NoAnswer::usage)
                    .isEqualTo(Usage.UNKNOWN);
            assertThat(script.connections()).as("no connection is used twice").containsExactly("close");
        }
    }

    @Test
    void anEmptyAnswerIsCountedAllTheSame() {
        assertThat(pieces("!empty"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Piece.End.class,
                        end -> assertThat(end.generation().usage()).isNotEqualTo(Usage.UNKNOWN));
    }

    private List<Piece> pieces(String said) {
        List<Piece> heard = new ArrayList<>();
        return Request.within(PLENTY, tally, () -> hear(model.stream(question(said), PLENTY), heard));
    }

    private static List<Piece> hear(AnswerStream answer, List<Piece> heard) {
        try (answer) {
            Piece next;
            do {
                next = answer.next(PLENTY);
                heard.add(next);
            } while (!(next instanceof Piece.End));
            return heard;
        }
    }
}
