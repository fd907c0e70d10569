package dev.parley.standins;

import static dev.parley.standins.BedrockClients.assistant;
import static dev.parley.standins.BedrockClients.conversation;
import static dev.parley.standins.BedrockClients.texts;
import static dev.parley.standins.BedrockClients.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

class InProcessBedrockTest {
    private static final InProcessBedrock BEDROCK = new InProcessBedrock();
    private static final BedrockRuntimeClient CLIENT =
            BedrockRuntimeClient.builder().httpClient(BEDROCK).build();

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    @Test
    void theAnswerRepeatsTheNewestText() {
        assertThat(texts(CLIENT.converse(conversation(user("Hello"))))).containsExactly("You said: Hello");
        assertThat(BEDROCK.lastRequest().at("/messages/0/content/0/text").textValue())
                .isEqualTo("Hello");
    }

    @Test
    void twoOfOneRoleInARowAreRefused() {
        refused(conversation(user("Hello"), user("Hello?")), "must alternate");
        refused(conversation(user("Hello"), assistant("Hi"), assistant("Hi!"), user("So")), "must alternate");
    }

    @Test
    void anEmptyTextAndAnAnswerWithoutOneAreRefused() {
        refused(conversation(user("")), "messages.0.content.0 is blank");
        refused(conversation(user("Hello"), assistant(), user("Hello?")), "messages.1 is empty");
    }

    @Test
    void aConversationThatBeginsOrEndsWithTheAssistantIsRefused() {
        refused(conversation(assistant("Hi"), user("Hello")), "must start with a user message");
        refused(conversation(user("Hello"), assistant("Hi")), "must end with a user message");
    }

    private static void refused(ConverseRequest request, String words) {
        assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(() -> CLIENT.converse(request))
                .withMessageContaining(words);
    }
}
