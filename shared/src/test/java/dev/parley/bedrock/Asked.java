package dev.parley.bedrock;

import dev.parley.chat.EntryId.ModelId;
import dev.parley.chat.Model;
import dev.parley.chat.Question;
import dev.parley.chat.Question.Speech;
import dev.parley.chat.Role;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.bedrockagentruntime.BedrockAgentRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

/// What the model is asked, and clients that ask as a deployed function does.
final class Asked {
    static final String MODEL = "eu.anthropic.claude-haiku-4-5-20251001-v1:0";

    private Asked() {}

    static BedrockRuntimeClient client(URI endpoint) {
        return asDeployed(BedrockRuntimeClient.builder(), endpoint);
    }

    static BedrockRuntimeAsyncClient asyncClient(URI endpoint) {
        return BedrockRuntimeAsyncClient.builder()
                .endpointOverride(endpoint)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .build())
                .build();
    }

    static BedrockAgentRuntimeClient agentClient(URI endpoint) {
        return asDeployed(BedrockAgentRuntimeClient.builder(), endpoint);
    }

    private static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C asDeployed(
            B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .httpClient(UrlConnectionHttpClient.builder()
                        .socketTimeout(Duration.ofSeconds(24))
                        .build())
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .build())
                .build();
    }

    static Question question(String text) {
        return question(model(100, null), List.of(), new Speech(Role.USER, List.of(text)));
    }

    static Question question(Model model, List<String> system, Speech... conversation) {
        return new Question(model, system, List.of(conversation), Question.LastBlock.SAID);
    }

    static Model model(int maxTokens, @Nullable Double temperature) {
        return new Model(new ModelId("m"), 1, null, null, MODEL, 8_000, maxTokens, temperature);
    }
}
