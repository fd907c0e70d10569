package dev.parley.bedrock;

import static dev.parley.bedrock.Asked.model;
import static dev.parley.bedrock.Asked.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.bedrock.ScriptedBedrock.Response;
import dev.parley.chat.Answer;
import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.Generation;
import dev.parley.chat.Model;
import dev.parley.chat.Question;
import dev.parley.chat.Question.LastBlock;
import dev.parley.chat.Question.Speech;
import dev.parley.chat.Refusal;
import dev.parley.chat.Role;
import dev.parley.standins.LocalBedrock;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

class BedrockReplyModelTest {
    private static final String STACK_MODEL = "stack-model";
    private static final Duration PLENTY = Duration.ofSeconds(20);
    private static final Duration LITTLE = Duration.ofMillis(400);
    /// Far more than [#LITTLE], far less than the model would take.
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final String ANSWER = """
        {"output":{"message":{"role":"assistant","content":[{"text":"Hi"}]}},"stopReason":"end_turn",
         "usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2},"metrics":{"latencyMs":1}}\
        """;

    private static LocalBedrock bedrock;
    private static BedrockRuntimeClient client;
    private static BedrockReplyModel model;

    /// How many calls the stand-in had received before a test.
    private int before;

    @BeforeAll
    static void start() {
        bedrock = LocalBedrock.start();
        client = Asked.client(bedrock.endpoint());
        model = new BedrockReplyModel(client, STACK_MODEL, Clock.systemUTC());
        // Loads the SDK's classes, which may take longer than the short times of these tests.
        model.answer(question("Hello"), PLENTY);
    }

    @AfterAll
    static void stop() {
        client.close();
        bedrock.close();
    }

    @BeforeEach
    void count() {
        before = received();
    }

    @Test
    void theAnswerCarriesTheTextAndHowItCameAbout() {
        // "12" is 2 bytes in, "You said: 12" 12 bytes out.
        assertThat(model.answer(question("12"), PLENTY))
                .isEqualTo(new Answer("You said: 12", new Generation(Asked.MODEL, "end_turn", 1, 3)));
    }

    @Test
    void aModelThatNamesNoBedrockModelIsTheStacks() {
        Model unnamed = new Model(new ModelId("m"), 1, null, null, null, 8_000, 100, null);

        assertThat(model.answer(question(unnamed, List.of(), new Speech(Role.USER, List.of("12"))), PLENTY)
                        .generation()
                        .model())
                .isEqualTo(STACK_MODEL);
        assertThat(bedrock.calls(1)).extracting(LocalBedrock.Call::modelId).containsExactly(STACK_MODEL);
    }

    @Test
    void anAnswerThatWasCutOffSaysWhy() {
        Question question = question(model(3, null), List.of(), new Speech(Role.USER, List.of("a\u00E9\u20AC and")));

        assertThat(model.answer(question, PLENTY))
                .isEqualTo(new Answer("You said: a", new Generation(Asked.MODEL, "max_tokens", 3, 3)));
    }

    @Test
    void theModelIsToldTheSystemTextsAndTheConversationBlockByBlock() {
        Question question = question(
                model(321, null),
                List.of("You are Sherlock Holmes.", "Be brief."),
                new Speech(Role.USER, List.of("Hello", "Are you there?")),
                new Speech(Role.ASSISTANT, List.of("Yes")),
                new Speech(Role.USER, List.of("\uD83D\uDC69\u200D\uD83D\uDCBB \u05E9")));
        model.answer(question, PLENTY);

        JsonNode sent = bedrock.calls(1).getFirst().body();
        assertThat(bedrock.calls(1).getFirst().modelId()).isEqualTo(Asked.MODEL);
        assertThat(sent.get("system"))
                .hasToString("[{\"text\":\"You are Sherlock Holmes.\"},{\"text\":\"Be brief.\"}]");
        assertThat(sent.get("messages"))
                .hasToString("[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"},{\"text\":\"Are you there?\"}]},"
                        + "{\"role\":\"assistant\",\"content\":[{\"text\":\"Yes\"}]},"
                        + "{\"role\":\"user\",\"content\":[{\"text\":\"\uD83D\uDC69\u200D\uD83D\uDCBB \u05E9\"}]}]");
        assertThat(sent.get("inferenceConfig")).hasToString("{\"maxTokens\":321}");
    }

    @Test
    void aPostPromptIsSaidToBeTheLastBlock() {
        List<Speech> conversation = List.of(new Speech(Role.USER, List.of("12", "Be brief.")));

        assertThat(model.answer(new Question(model(100, null), List.of(), conversation, LastBlock.POST_PROMPT), PLENTY)
                        .text())
                .isEqualTo("You said: 12");
        assertThat(bedrock.calls(1).getFirst().body().get("requestMetadata"))
                .hasToString("{\"lastBlock\":\"post-prompt\"}");
        assertThat(model.answer(new Question(model(100, null), List.of(), conversation, LastBlock.SAID), PLENTY)
                        .text())
                .isEqualTo("You said: Be brief.");
        assertThat(bedrock.calls(1).getFirst().body().has("requestMetadata")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 1})
    void aTemperatureIsSentWhenTheModelHasOne(double temperature) {
        model.answer(question(model(100, temperature), List.of(), new Speech(Role.USER, List.of("Hello"))), PLENTY);

        JsonNode sent = bedrock.calls(1).getFirst().body().get("inferenceConfig");
        assertThat(sent.get("temperature").doubleValue()).isCloseTo(temperature, within(1e-6));
    }

    @Test
    void aModelThatThrottlesQuicklyIsAskedTwiceAndNoMore() {
        refuses("status 429 ThrottlingException", "!throttle", PLENTY);

        assertThat(received() - before).isEqualTo(2);
    }

    @Test
    void aModelThatThrottlesWithLittleTimeLeftIsAskedOnce() {
        refuses("status 429 ThrottlingException", "!throttle", Duration.ofSeconds(9));

        assertThat(received() - before).isOne();
    }

    @ParameterizedTest
    @CsvSource({"2000, 12000, 2", "2001, 20000, 1", "2000, 11999, 1"})
    void aThrottledModelIsAskedAgainWithinTwoSecondsAndWithTenLeft(long used, long within, int calls) {
        BedrockReplyModel waiting =
                new BedrockReplyModel(client, STACK_MODEL, SteppingClock.of(Duration.ofMillis(used)));

        assertThatExceptionOfType(Refusal.NoAnswer.class)
                .isThrownBy(() -> waiting.answer(question("!throttle"), Duration.ofMillis(within)));
        assertThat(received() - before).isEqualTo(calls);
    }

    @Test
    void theSecondTryMayBringTheAnswer() {
        try (ScriptedBedrock script = ScriptedBedrock.answering(Response.throttled(), Response.ok(ANSWER))) {
            assertThat(asked(script.endpoint())
                            .answer(question("Hello"), PLENTY)
                            .text())
                    .isEqualTo("Hi");
            assertThat(script.calls()).isEqualTo(2);
        }
    }

    @Test
    void aSecondTryThatFailsOtherwiseIsTheLast() {
        Response failed = new Response.Whole(503, "ServiceUnavailableException", "{}");

        refuses("status 503 ServiceUnavailableException", PLENTY, 2, Response.throttled(), failed);
    }

    @ParameterizedTest
    @CsvSource({
        "400, status 400 ValidationException",
        "401, status 401",
        "403, status 403 AccessDeniedException",
        "404, status 404 ResourceNotFoundException",
        "408, status 408 ModelTimeoutException",
        "418, status 418",
        "424, status 424 ModelErrorException",
        "500, status 500 InternalServerException",
        "502, status 502",
        "503, status 503 ServiceUnavailableException",
        "504, status 504"
    })
    void everyErrorIsNoAnswerAfterOneCall(int status, String reason) {
        refuses(reason, "!error " + status, PLENTY);

        assertThat(received() - before).isOne();
    }

    @Test
    void anEmptyAnswerIsNone() {
        refuses("empty answer: end_turn", "!empty", PLENTY);

        assertThat(received() - before).isOne();
    }

    @Test
    void aConnectionThatBreaksIsNoAnswerAfterOneCall() {
        refuses("out of reach", "!reset", PLENTY);

        assertThat(received() - before).isOne();
    }

    @Test
    void aModelThatIsTooSlowIsLeftAfterOneCall() {
        assertThat(timeToRefuse("!slow 30")).isLessThan(SOON);
        assertThat(received() - before).isOne();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(model.answer(question("still there?"), PLENTY).text()).isEqualTo("You said: still there?");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -30_000})
    void withoutTimeLeftTheModelIsNotAsked(long milliseconds) {
        refuses("out of time", "Hello", Duration.ofMillis(milliseconds));

        assertThat(received() - before).isZero();
    }

    @Test
    void nobodyListeningIsNoAnswer() {
        ScriptedBedrock gone = ScriptedBedrock.answering(new Response.HangUp());
        gone.close();

        assertThatExceptionOfType(Refusal.NoAnswer.class)
                .isThrownBy(() -> asked(gone.endpoint()).answer(question("Hello"), PLENTY))
                .withMessage("no answer: out of reach");
    }

    @Test
    void aRequestThatIsNotAnsweredIsNotSentAgain() {
        refuses("out of reach", PLENTY, 1, new Response.HangUp());
    }

    @Test
    void aRequestOnAKeptConnectionThatIsNotAnsweredIsNotSentAgain() {
        try (ScriptedBedrock script = ScriptedBedrock.answering(Response.ok(ANSWER), new Response.HangUp())) {
            BedrockReplyModel asked = asked(script.endpoint());
            asked.answer(question("Hello"), PLENTY);

            assertThatExceptionOfType(Refusal.NoAnswer.class)
                    .isThrownBy(() -> asked.answer(question("Hello"), PLENTY))
                    .withMessage("no answer: out of reach");
            assertThat(script.calls()).isEqualTo(2);
        }
    }

    @Test
    void anAnswerThatDripsIsLeftWhenTimeIsUp() {
        long begun = System.nanoTime();
        refuses("out of time", LITTLE, 1, new Response.Drip());

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"output\":{\"mess", "<html>busy</html>", "[1]x"})
    void anAnswerThatIsNoJsonIsNone(String body) {
        refuses("out of reach", PLENTY, 1, Response.ok(body));
    }

    private Duration timeToRefuse(String text) {
        long begun = System.nanoTime();
        refuses("out of time", text, LITTLE);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private void refuses(String reason, String text, Duration time) {
        assertThatExceptionOfType(Refusal.NoAnswer.class)
                .isThrownBy(() -> model.answer(question(text), time))
                .withMessage("no answer: " + reason);
    }

    private static void refuses(String reason, Duration time, int calls, Response... responses) {
        try (ScriptedBedrock script = ScriptedBedrock.answering(responses)) {
            assertThatExceptionOfType(Refusal.NoAnswer.class)
                    .isThrownBy(() -> asked(script.endpoint()).answer(question("Hello"), time))
                    .withMessage("no answer: " + reason);
            assertThat(script.calls()).isEqualTo(calls);
        }
    }

    private static BedrockReplyModel asked(URI endpoint) {
        return new BedrockReplyModel(Asked.client(endpoint), STACK_MODEL, Clock.systemUTC());
    }

    private static int received() {
        return bedrock.calls(1_000).size();
    }
}
