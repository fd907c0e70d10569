package dev.parley.standins;

import static dev.parley.standins.BedrockClients.assistant;
import static dev.parley.standins.BedrockClients.conversation;
import static dev.parley.standins.BedrockClients.texts;
import static dev.parley.standins.BedrockClients.user;
import static dev.parley.standins.BedrockClients.withPostPrompt;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

class ConverseTest {

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
    void theAnswerRepeatsTheNewestText() {
        var response = client.converse(conversation(user("Hello"), assistant("Hi"), user("How are you?")));

        assertThat(texts(response)).containsExactly("You said: How are you?");
        assertThat(response.output().message().role()).isEqualTo(ConversationRole.ASSISTANT);
        assertThat(response.stopReason()).isEqualTo(StopReason.END_TURN);
        assertThat(response.metrics().latencyMs()).isNotNull();
    }

    @Test
    void ofMergedMessagesTheLastTextIsTheNewest() {
        assertThat(texts(client.converse(conversation(user("First", "Second")))))
                .containsExactly("You said: Second");
    }

    @Test
    void passagesAndPostPromptAreLeftOut() {
        var response = client.converse(withPostPrompt(
                "An older question",
                "<passage>Alpha</passage>",
                "<passage>Beta</passage>",
                "The question",
                "Answer in verse."));

        assertThat(texts(response)).containsExactly("You said: The question");
    }

    @Test
    void aUserMayWriteTheMarksOfPassages() {
        assertThat(texts(client.converse(conversation(user("Hello", "<passage>Alpha</passage>")))))
                .containsExactly("You said: <passage>Alpha</passage>");
    }

    @Test
    void aPostPromptAloneIsWhatTheUserSays() {
        assertThat(texts(client.converse(withPostPrompt("Hello")))).containsExactly("You said: Hello");
    }

    @Test
    void fourBytesOfUtf8AreATokenRoundedUp() {
        var usage = client.converse(request -> request.modelId(BedrockClients.MODEL)
                        .system(SystemContentBlock.fromText("12345"))
                        .messages(user("äöü"), assistant("12"), user("1")))
                .usage();

        // 5 + 6 + 2 + 1 = 14 bytes in, "You said: 1" = 11 bytes out.
        assertThat(usage.inputTokens()).isEqualTo(4);
        assertThat(usage.outputTokens()).isEqualTo(3);
        assertThat(usage.totalTokens()).isEqualTo(7);
    }

    @Test
    void anAnswerIsCutAtMaxTokensBetweenTwoCharacters() {
        var response = client.converse(request -> request.modelId(BedrockClients.MODEL)
                .messages(user("aé€ and more"))
                .inferenceConfig(config -> config.maxTokens(3)));

        // Twelve bytes would end inside of "é", which is two.
        assertThat(texts(response)).containsExactly("You said: a");
        assertThat(response.stopReason()).isEqualTo(StopReason.MAX_TOKENS);
        assertThat(response.usage().outputTokens()).isEqualTo(3);
    }

    @Test
    void anAnswerThatJustFitsIsWhole() {
        var response = client.converse(request -> request.modelId(BedrockClients.MODEL)
                .messages(user("12"))
                .inferenceConfig(config -> config.maxTokens(3)));

        assertThat(texts(response)).containsExactly("You said: 12");
        assertThat(response.stopReason()).isEqualTo(StopReason.END_TURN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model",
                "anthropic.claude-haiku-4-5-20251001-v1:0",
                "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-v1:0"
            })
    void anyModelAnswersWhateverItsIdLooksLike(String model) {
        client.converse(request -> request.modelId(model).messages(user("Hello")));

        assertThat(bedrock.calls(1)).extracting(LocalBedrock.Call::modelId).containsExactly(model);
    }
}
