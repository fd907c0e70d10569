package dev.parley.bedrock;

import dev.parley.chat.Answer;
import dev.parley.chat.Generation;
import dev.parley.chat.Question;
import dev.parley.chat.ReplyModel;
import dev.parley.chat.Request;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;

/// Amazon Bedrock as the model that answers, by its Converse API.
public final class BedrockReplyModel implements ReplyModel {
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
        ConverseQuestion asked = new ConverseQuestion(question, stackModel);
        return asking.ask(within, left -> {
            Request.tally().askedModel();
            return answer(asked, client.converse(request(asked, left)));
        });
    }

    private static ConverseRequest request(ConverseQuestion asked, Duration within) {
        return ConverseRequest.builder()
                .modelId(asked.model())
                .system(asked.system())
                .messages(asked.messages())
                .inferenceConfig(asked.inference())
                .requestMetadata(asked.metadata())
                .overrideConfiguration(override -> override.apiCallTimeout(within))
                .build();
    }

    private static Answer answer(ConverseQuestion asked, ConverseResponse response) {
        String text = response.output() == null || response.output().message() == null
                ? ""
                : response.output().message().content().stream()
                        .filter(block -> block.text() != null)
                        .map(ContentBlock::text)
                        .map(ConverseQuestion::wellFormed)
                        .collect(Collectors.joining(ConverseQuestion.BETWEEN_BLOCKS));
        Generation generation = asked.generation(response.stopReasonAsString(), response.usage());
        // They are paid for, whatever is made of the answer.
        Request.tally().counted(generation.inputTokens(), generation.outputTokens());
        return Answer.of(text, generation);
    }
}
