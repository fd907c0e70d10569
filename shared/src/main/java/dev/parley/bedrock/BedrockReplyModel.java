package dev.parley.bedrock;

import dev.parley.chat.Answer;
import dev.parley.chat.Blank;
import dev.parley.chat.Generation;
import dev.parley.chat.Model;
import dev.parley.chat.Question;
import dev.parley.chat.Refusal;
import dev.parley.chat.ReplyModel;
import dev.parley.chat.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/// Amazon Bedrock as the model that answers, by its Converse API.
///
/// The client must not try again by itself: a turn may ask once, and once more only when it was throttled so
/// quickly that there is time left.
public final class BedrockReplyModel implements ReplyModel {
    private static final Duration QUICK = Duration.ofSeconds(2);
    private static final Duration WORTH_ANOTHER_TRY = Duration.ofSeconds(10);

    private final BedrockRuntimeClient client;
    private final String stackModel;
    private final Clock clock;

    /// @param stackModel the Bedrock model of catalog models that name none
    public BedrockReplyModel(BedrockRuntimeClient client, String stackModel, Clock clock) {
        this.client = client;
        this.stackModel = stackModel;
        this.clock = clock;
    }

    @Override
    public Answer answer(Question question, Duration within) {
        Instant begun = clock.instant();
        try {
            return converse(question, within);
        } catch (ThrottlingException throttled) {
            Duration used = Duration.between(begun, clock.instant());
            Duration left = within.minus(used);
            if (used.compareTo(QUICK) > 0 || left.compareTo(WORTH_ANOTHER_TRY) < 0) {
                throw failed(throttled);
            }
            return again(question, left);
        } catch (AwsServiceException failure) {
            throw failed(failure);
        }
    }

    private Answer again(Question question, Duration within) {
        try {
            return converse(question, within);
        } catch (AwsServiceException failure) {
            throw failed(failure);
        }
    }

    private Answer converse(Question question, Duration within) {
        if (!within.isPositive()) {
            throw new Refusal.NoAnswer("out of time");
        }
        try {
            return answer(question.model(), client.converse(request(question, within)));
        } catch (ApiCallTimeoutException e) {
            throw new Refusal.NoAnswer("out of time");
        } catch (SdkClientException e) {
            throw new Refusal.NoAnswer("out of reach");
        }
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
                        .collect(Collectors.joining("\n"));
        String stopReason = Objects.requireNonNullElse(response.stopReasonAsString(), "unknown");
        if (Blank.is(text)) {
            throw new Refusal.NoAnswer("empty answer: " + stopReason);
        }
        return new Answer(text, generation(model, stopReason, response));
    }

    private Generation generation(Model model, String stopReason, ConverseResponse response) {
        TokenUsage usage = Objects.requireNonNullElse(
                response.usage(), TokenUsage.builder().build());
        return new Generation(
                bedrockModel(model), stopReason, tokens(usage.inputTokens()), tokens(usage.outputTokens()));
    }

    private static int tokens(@Nullable Integer counted) {
        return counted == null ? 0 : counted;
    }

    private static Refusal.NoAnswer failed(AwsServiceException failure) {
        String code = Optional.ofNullable(failure.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .map(name -> " " + name)
                .orElse("");
        return new Refusal.NoAnswer("status " + failure.statusCode() + code);
    }
}
