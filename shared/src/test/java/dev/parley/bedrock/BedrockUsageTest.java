package dev.parley.bedrock;

import static dev.parley.bedrock.Asked.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.bedrock.ScriptedBedrock.Response;
import dev.parley.chat.Refusal;
import dev.parley.chat.Usage;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

/// What a model has used that gave no answer.
class BedrockUsageTest {
    private static final Duration PLENTY = Duration.ofSeconds(20);
    private static final String EMPTY = """
        {"output":{"message":{"role":"assistant","content":[]}},"stopReason":"end_turn"%s}\
        """;

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 408, 424, 429, 500, 503})
    void anErrorThatBedrockAnswersWithHasUsedNothing(int status) {
        assertThat(used(PLENTY, new Response.Whole(status, "", "{}"))).isEqualTo(Usage.NONE);
    }

    @Test
    void aModelThatWasNotAskedHasUsedNothing() {
        assertThat(used(Duration.ZERO, Response.ok("{}"))).isEqualTo(Usage.NONE);
    }

    @Test
    void nobodyKnowsWhatACallHasUsedWhoseEndNobodySaw() {
        assertThat(used(PLENTY, new Response.HangUp())).isEqualTo(Usage.UNKNOWN);
        assertThat(used(Duration.ofMillis(300), new Response.Drip())).isEqualTo(Usage.UNKNOWN);
        assertThat(used(PLENTY, Response.ok("{\"output\":{\"mess"))).isEqualTo(Usage.UNKNOWN);
        assertThat(used(PLENTY, Response.throttled(), new Response.HangUp())).isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void anEmptyAnswerHasUsedWhatBedrockSaysIfItDoes() {
        String usage = ",\"usage\":{\"inputTokens\":12,\"outputTokens\":3,\"totalTokens\":15}";

        assertThat(used(PLENTY, Response.ok(EMPTY.formatted(usage)))).isEqualTo(new Usage.Counted(15));
        assertThat(used(PLENTY, Response.ok(EMPTY.formatted("")))).isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void aCountBelowZeroGivesNothingBack() {
        String usage = ",\"usage\":{\"inputTokens\":-12,\"outputTokens\":%d,\"totalTokens\":-9}";

        assertThat(used(PLENTY, Response.ok(EMPTY.formatted(usage.formatted(3)))))
                .isEqualTo(new Usage.Counted(3));
        assertThat(used(PLENTY, Response.ok(EMPTY.formatted(usage.formatted(-3)))))
                .isEqualTo(Usage.UNKNOWN);
    }

    private static Usage used(Duration within, Response... responses) {
        try (ScriptedBedrock script = ScriptedBedrock.answering(responses);
                BedrockRuntimeClient client = Asked.client(script.endpoint())) {
            BedrockReplyModel model = new BedrockReplyModel(client, "stack", Clock.systemUTC());
            return catchThrowableOfType(Refusal.NoAnswer.class, () -> model.answer(question("Hello"), within))
                    .usage();
        }
    }
}
