package dev.parley.standins;

import static dev.parley.standins.BedrockClients.MODEL;
import static dev.parley.standins.BedrockClients.assistant;
import static dev.parley.standins.BedrockClients.conversation;
import static dev.parley.standins.BedrockClients.texts;
import static dev.parley.standins.BedrockClients.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointBlock;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointType;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ImageFormat;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

class ConverseRequestsTest {

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
    void aConversationWithoutMessagesIsRefused() {
        refused(conversation()).withMessageContaining("must start with a user message");
    }

    @Test
    void aConversationThatStartsWithTheAssistantIsRefused() {
        refused(conversation(assistant("Hi"), user("Hello"))).withMessageContaining("must start with a user message");
    }

    @Test
    void aConversationThatEndsWithTheAssistantIsRefused() {
        refused(conversation(user("Hello"), assistant("Hi"))).withMessageContaining("must end with a user message");
    }

    @Test
    void twoMessagesOfOneRoleInARowAreRefused() {
        refused(conversation(user("Hello"), user("Hello?"))).withMessageContaining("must alternate");
    }

    @Test
    void anUnknownRoleIsRefused() {
        refused(conversation(Message.builder()
                        .role("system")
                        .content(ContentBlock.fromText("Hello"))
                        .build()))
                .withMessageContaining("must be user or assistant");
    }

    @Test
    void aMessageWithoutContentIsRefusedWithItsPlace() {
        refused(conversation(user("Hello"), assistant(), user("Hello?")))
                .withMessageContaining("The content field in the Message object at messages.1 is empty");
    }

    @Test
    void emptyAndBlankTextIsRefusedWithItsPlace() {
        refused(conversation(user("Hello"), assistant("Hi"), user("So", "")))
                .withMessageContaining("The text field in the ContentBlock object at messages.2.content.1 is blank");
        refused(conversation(user(" \n"))).withMessageContaining("messages.0.content.0 is blank");
    }

    @Test
    void metadataBeyondBedrocksAlphabetOrNumberIsRefused() {
        refused(request().requestMetadata(Map.of("key", "a\u00E9")).build()).withMessageContaining("requestMetadata");
        refused(request().requestMetadata(Map.of("", "value")).build()).withMessageContaining("requestMetadata");
        Map<String, String> many = IntStream.range(0, 17).boxed().collect(Collectors.toMap(i -> "k" + i, _ -> ""));
        refused(request().requestMetadata(many).build()).withMessageContaining("requestMetadata");
    }

    @Test
    void anEmptySystemPromptIsRefused() {
        refused(request().system(SystemContentBlock.fromText("")).build())
                .withMessageContaining("The text field in the SystemContentBlock object at system.0 is blank");
    }

    @Test
    void lessThanOneTokenIsRefused() {
        refused(request().inferenceConfig(config -> config.maxTokens(0)).build())
                .withMessageContaining("maxTokens must be a whole number from 1");
    }

    @Test
    void aTemperatureAboveOneIsRefused() {
        refused(request().inferenceConfig(config -> config.temperature(1.5f)).build())
                .withMessageContaining("temperature must be a number from 0 to 1");
    }

    @Test
    void contentThatIsNoTextIsRefused() {
        var image = ContentBlock.fromImage(block -> block.format(ImageFormat.PNG));
        refused(conversation(user("Hello").toBuilder().content(image).build()))
                .withMessageContaining("messages.0.content.0 has no member image");
    }

    @Test
    void cachePointsAreNoText() {
        var point = CachePointBlock.builder().type(CachePointType.DEFAULT).build();
        var message = user("Hello").toBuilder()
                .content(ContentBlock.fromText("Hello"), ContentBlock.fromCachePoint(point))
                .build();

        assertThat(texts(client.converse(conversation(message)))).containsExactly("You said: Hello");
        refused(conversation(message.toBuilder()
                        .content(ContentBlock.fromCachePoint(point))
                        .build()))
                .withMessageContaining("The last message has no text");
    }

    private static ThrowableAssertAlternative<ValidationException> refused(ConverseRequest request) {
        return assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(() -> client.converse(request))
                .satisfies(thrown -> assertThat(thrown.statusCode()).isEqualTo(400));
    }

    private static ConverseRequest.Builder request() {
        return ConverseRequest.builder().modelId(MODEL).messages(user("Hello"));
    }
}
