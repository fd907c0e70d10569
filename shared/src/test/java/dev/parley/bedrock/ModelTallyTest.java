package dev.parley.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.bedrock.ScriptedBedrock.Response;
import dev.parley.chat.Refusal;
import dev.parley.chat.Request;
import dev.parley.chat.Tally;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

/// What is counted of a model: each time that it is asked, and the tokens that it says.
class ModelTallyTest {
    private static final Duration PLENTY = Duration.ofSeconds(20);

    private final Tally tally = new Tally();

    @Test
    void anAnswersTokensAreCounted() {
        answers(response("Hi"));

        assertThat(tally.totals()).isEqualTo(new Tally.Totals(0, 0, 0, 0, 1, 7, 3));
    }

    @Test
    void aThrottledTryIsACallWithoutTokens() {
        answers(Response.throttled(), response("Hi"));

        assertThat(tally.totals()).isEqualTo(new Tally.Totals(0, 0, 0, 0, 2, 7, 3));
    }

    @Test
    void anEmptyAnswerIsPaidForAllTheSame() {
        assertThatExceptionOfType(Refusal.NoAnswer.class).isThrownBy(() -> answers(response("")));

        assertThat(tally.totals()).isEqualTo(new Tally.Totals(0, 0, 0, 0, 1, 7, 3));
    }

    @Test
    void aModelThatFailsWasAsked() {
        Response failed = new Response.Whole(503, "ServiceUnavailableException", "{}");

        assertThatExceptionOfType(Refusal.NoAnswer.class).isThrownBy(() -> answers(failed));

        assertThat(tally.totals()).isEqualTo(new Tally.Totals(0, 0, 0, 0, 1, 0, 0));
    }

    @Test
    void anAnswerWithoutCountsCountsNone() {
        answers(
                Response.ok(
                        "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"Hi\"}]}},\"stopReason\":\"end_turn\"}"));

        assertThat(tally.totals()).isEqualTo(new Tally.Totals(0, 0, 0, 0, 1, 0, 0));
    }

    private void answers(Response... responses) {
        try (ScriptedBedrock script = ScriptedBedrock.answering(responses);
                BedrockRuntimeClient client = Asked.client(script.endpoint())) {
            BedrockReplyModel model = new BedrockReplyModel(client, "stack-model", Clock.systemUTC());
            Request.within(PLENTY, tally, () -> model.answer(Asked.question("Hello"), PLENTY));
        }
    }

    private static Response response(String text) {
        return Response.ok("""
            {"output":{"message":{"role":"assistant","content":[{"text":"%s"}]}},"stopReason":"end_turn",
             "usage":{"inputTokens":7,"outputTokens":3,"totalTokens":10},"metrics":{"latencyMs":1}}\
            """.formatted(text));
    }
}
