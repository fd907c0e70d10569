package dev.parley.bedrock;

import dev.parley.chat.Answer;
import dev.parley.chat.Blank;
import dev.parley.chat.Generation;
import dev.parley.chat.Model;
import dev.parley.chat.Question;
import dev.parley.chat.Refusal;
import dev.parley.chat.ReplyModel;
import dev.parley.chat.Request;
import dev.parley.chat.Role;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/// Amazon Bedrock as the model that answers, by its Converse API.
public final class BedrockReplyModel implements ReplyModel {
    /// Tells who reads an invocation log that the last block is not what the user said.
    private static final Map<String, String> POST_PROMPT_LAST = Map.of("lastBlock", "post-prompt");

    private final BedrockRuntimeClient client;
    private final String stackModel;
    private final Asking asking;

    /// @param client one that does not try again by itself
    /// @param stackModel the Bedrock model of catalog models that name none
    public BedrockReplyModel(BedrockRuntimeClient client, String stackModel, Clock clock) {
        this.client = client;
        this.stackModel = stackModel;
        this.asking = new Asking("", clock);
    }

    @Override
    public Answer answer(Question question, Duration within) {
        return asking.ask(within, left -> {
            Request.tally().askedModel();
            return answer(question.model(), client.converse(request(question, left)));
        });
    }

    private ConverseRequest request(Question question, Duration within) {
        Model model = question.model();
        Double temperature = model.temperature();
        return ConverseRequest.builder()
                .modelId(bedrockModel(model))
                .system(question.system().stream()
                        .map(SystemContentBlock::fromText)
                        .toList())
                .messages(question.conversation().stream()
                        .map(BedrockReplyModel::message)
                        .toList())
                .inferenceConfig(InferenceConfiguration.builder()
                        .maxTokens(model.maxTokens())
                        .temperature(temperature == null ? null : temperature.floatValue())
                        .build())
                .requestMetadata(question.endsWithPostPrompt() ? POST_PROMPT_LAST : null)
                .overrideConfiguration(override -> override.apiCallTimeout(within))
                .build();
    }

    private String bedrockModel(Model model) {
        return Objects.requireNonNullElse(model.bedrockModelId(), stackModel);
    }

    private static Message message(Question.Speech speech) {
        return Message.builder()
                .role(speech.role() == Role.ASSISTANT ? ConversationRole.ASSISTANT : ConversationRole.USER)
                .content(speech.blocks().stream().map(ContentBlock::fromText).toList())
                .build();
    }

    private Answer answer(Model model, ConverseResponse response) {
        String text = response.output() == null || response.output().message() == null
                ? ""
                : response.output().message().content().stream()
                        .filter(block -> block.text() != null)
                        .map(ContentBlock::text)
                        .map(BedrockReplyModel::wellFormed)
                        .collect(Collectors.joining("\n"));
        String stopReason = Objects.requireNonNullElse(response.stopReasonAsString(), "unknown");
        Generation generation = generation(model, stopReason, response);
        // They are paid for, whatever is made of the answer.
        Request.tally().counted(generation.inputTokens(), generation.outputTokens());
        if (Blank.is(text)) {
            throw new Refusal.NoAnswer("empty answer: " + stopReason, generation.usage());
        }
        return new Answer(text, generation);
    }

    /// The text as UTF-8 carries it, in which half a surrogate pair is a question mark: or it would be one text for
    /// the caller and another in the table.
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private Generation generation(Model model, String stopReason, ConverseResponse response) {
        TokenUsage usage = Objects.requireNonNullElse(
                response.usage(), TokenUsage.builder().build());
        return new Generation(
                bedrockModel(model), stopReason, tokens(usage.inputTokens()), tokens(usage.outputTokens()));
    }

    /// A count below zero is none: it would give tokens back that are spent.
    private static int tokens(@Nullable Integer counted) {
        return counted == null ? 0 : Math.max(0, counted);
    }
}
