package dev.parley.bedrock;

import dev.parley.chat.AnswerStream;
import dev.parley.chat.Question;
import dev.parley.chat.StreamingModel;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

/// Amazon Bedrock as the model that answers, by its ConverseStream API.
public final class BedrockStreamingModel implements StreamingModel {
    private final BedrockRuntimeAsyncClient client;
    private final String stackModel;
    private final Asking asking;

    /// @param client one that does not try again by itself
    /// @param stackModel the Bedrock model of catalog models that name none
    public BedrockStreamingModel(BedrockRuntimeAsyncClient client, String stackModel, Clock clock) {
        this.client = client;
        this.stackModel = stackModel;
        this.asking = new Asking("", clock);
    }

    @Override
    public AnswerStream stream(Question question, Duration within) {
        BedrockStream stream = new BedrockStream(client, asking, new ConverseQuestion(question, stackModel));
        stream.open(within);
        return stream;
    }
}
