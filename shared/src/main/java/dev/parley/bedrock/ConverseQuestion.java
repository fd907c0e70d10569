package dev.parley.bedrock;

import dev.parley.chat.Generation;
import dev.parley.chat.Model;
import dev.parley.chat.Question;
import dev.parley.chat.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/// A question in the words that Converse and ConverseStream share.
///
/// @param stackModel the Bedrock model of catalog models that name none
record ConverseQuestion(Question question, String stackModel) {
    private static final String LAST_BLOCK = "lastBlock";

    /// What separates the blocks of an answer when they become one text.
    static final String BETWEEN_BLOCKS = "\n";

    String model() {
        return Objects.requireNonNullElse(question.model().bedrockModelId(), stackModel);
    }

    List<SystemContentBlock> system() {
        return question.system().stream().map(SystemContentBlock::fromText).toList();
    }

    List<Message> messages() {
        return question.conversation().stream().map(ConverseQuestion::message).toList();
    }

    InferenceConfiguration inference() {
        Model model = question.model();
        Double temperature = model.temperature();
        return InferenceConfiguration.builder()
                .maxTokens(model.maxTokens())
                .temperature(temperature == null ? null : temperature.floatValue())
                .build();
    }

    /// Tells who reads an invocation log where the last block is not what the user said.
    @Nullable
    Map<String, String> metadata() {
        return switch (question.last()) {
            case SAID -> null;
            case POST_PROMPT -> Map.of(LAST_BLOCK, "post-prompt");
            case TITLE_REQUEST -> Map.of(LAST_BLOCK, "title-request");
        };
    }

    /// How the answer came about, by what Bedrock says of it.
    Generation generation(@Nullable String stopReason, @Nullable TokenUsage counted) {
        TokenUsage usage = counted == null ? TokenUsage.builder().build() : counted;
        return new Generation(
                model(),
                Objects.requireNonNullElse(stopReason, "unknown"),
                tokens(usage.inputTokens()),
                tokens(usage.outputTokens()));
    }

    /// The text as UTF-8 carries it, in which half a surrogate pair is a question mark: or it would be one text for
    /// the caller and another in the table.
    static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static Message message(Question.Speech speech) {
        return Message.builder()
                .role(speech.role() == Role.ASSISTANT ? ConversationRole.ASSISTANT : ConversationRole.USER)
                .content(speech.blocks().stream().map(ContentBlock::fromText).toList())
                .build();
    }

    /// A count below zero is none: it would give tokens back that are spent.
    private static int tokens(@Nullable Integer counted) {
        return counted == null ? 0 : Math.max(0, counted);
    }
}
