package dev.parley.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.bedrock.ScriptedBedrock.Response;
import dev.parley.chat.Answer;
import dev.parley.chat.Generation;
import dev.parley.chat.Refusal;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of the answers that [dev.parley.standins.LocalBedrock] never gives.
class ConverseAnswersTest {
    private static final String USAGE = "{\"inputTokens\":7,\"outputTokens\":3,\"totalTokens\":10}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "end_turn",
                "guardrail_intervened",
                "content_filtered",
                "model_context_window_exceeded",
                "martian"
            })
    void theStopReasonIsKeptInBedrocksWords(String reason) {
        assertThat(answer(body("[{\"text\":\"Hi\"}]", "\"" + reason + "\"", USAGE)))
                .isEqualTo(new Answer("Hi", new Generation(Asked.MODEL, reason, 7, 3)));
    }

    @Test
    void severalBlocksOfTextAreOneAnswer() {
        assertThat(answer(body("[{\"text\":\"One\"},{\"text\":\"two\"}]", "\"end_turn\"", USAGE))
                        .text())
                .isEqualTo("One\ntwo");
    }

    @Test
    void blocksThatAreNoTextAreLeftOut() {
        String content = "[{\"reasoningContent\":{\"reasoningText\":{\"text\":\"Hm\"}}},{\"text\":\"Hi\"},"
                + "{\"toolUse\":{\"toolUseId\":\"1\",\"name\":\"n\",\"input\":{}}},{\"martian\":1}]";

        assertThat(answer(body(content, "\"tool_use\"", USAGE)).text()).isEqualTo("Hi");
    }

    @Test
    void halfASurrogatePairIsAQuestionMark() {
        assertThat(answer(body("[{\"text\":\"\\ud83dHi\\udc67 \\ud83d\\udc67\"}]", "\"end_turn\"", USAGE))
                        .text())
                .isEqualTo("?Hi? 👧");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"null | 0 | 0", "{} | 0 | 0", "{'inputTokens':7} | 7 | 0", "{'outputTokens':3} | 0 | 3"})
    void tokensThatAreNotCountedAreNone(String usage, int input, int output) {
        assertThat(answer(body("[{\"text\":\"Hi\"}]", "\"end_turn\"", usage.replace('\'', '"'))))
                .isEqualTo(new Answer("Hi", new Generation(Asked.MODEL, "end_turn", input, output)));
    }

    @Test
    void aMissingStopReasonIsUnknown() {
        assertThat(answer(body("[{\"text\":\"Hi\"}]", "null", USAGE))
                        .generation()
                        .stopReason()
                        .word())
                .isEqualTo("unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "[{\"text\":\"\"}]",
                "[{\"text\":\" \\n\"},{\"text\":\"\\u200b\"}]",
                "[{\"toolUse\":{\"toolUseId\":\"1\",\"name\":\"n\",\"input\":{}}}]"
            })
    void anAnswerThatSaysNothingIsNone(String content) {
        refuses("empty answer: tool_use", body(content, "\"tool_use\"", USAGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"output\":{}}", "{\"output\":null}", "{\"output\":{\"martian\":1}}"})
    void aResponseWithoutMessageIsNone(String body) {
        refuses("empty answer: unknown", body);
    }

    private static Answer answer(String body) {
        try (ScriptedBedrock script = ScriptedBedrock.answering(Response.ok(body))) {
            return new BedrockReplyModel(Asked.client(script.endpoint()), "stack-model", Clock.systemUTC())
                    .answer(Asked.question("Hello"), Duration.ofSeconds(20));
        }
    }

    private static void refuses(String reason, String body) {
        assertThatExceptionOfType(Refusal.NoAnswer.class)
                .isThrownBy(() -> answer(body))
                .withMessage("no answer: " + reason);
    }

    private static String body(String content, String stopReason, String usage) {
        return "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":" + content + "}},\"stopReason\":"
                + stopReason + ",\"usage\":" + usage + "}";
    }
}
