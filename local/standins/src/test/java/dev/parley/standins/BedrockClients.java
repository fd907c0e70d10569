package dev.parley.standins;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.bedrockagentruntime.BedrockAgentRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/// The real SDK clients, which try once, and words for what they send.
final class BedrockClients {

    static final String MODEL = "eu.anthropic.claude-haiku-4-5-20251001-v1:0";

    private BedrockClients() {}

    static BedrockRuntimeClient runtime(URI endpoint) {
        return BedrockRuntimeClient.builder()
                .endpointOverride(endpoint)
                .overrideConfiguration(once())
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(10)))
                .build();
    }

    static BedrockRuntimeAsyncClient async(URI endpoint) {
        return BedrockRuntimeAsyncClient.builder()
                .endpointOverride(endpoint)
                .overrideConfiguration(once())
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                .build();
    }

    static BedrockAgentRuntimeClient agentRuntime(URI endpoint) {
        return BedrockAgentRuntimeClient.builder()
                .endpointOverride(endpoint)
                .overrideConfiguration(once())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    static Message user(String... texts) {
        return message(ConversationRole.USER, texts);
    }

    static Message assistant(String... texts) {
        return message(ConversationRole.ASSISTANT, texts);
    }

    static ConverseRequest conversation(Message... messages) {
        return ConverseRequest.builder().modelId(MODEL).messages(messages).build();
    }

    /// A conversation of one message whose last text is a post-prompt.
    static ConverseRequest withPostPrompt(String... texts) {
        return conversation(user(texts)).toBuilder()
                .requestMetadata(Map.of("lastBlock", "post-prompt"))
                .build();
    }

    static List<String> texts(ConverseResponse response) {
        return response.output().message().content().stream()
                .map(ContentBlock::text)
                .toList();
    }

    private static Message message(ConversationRole role, String... texts) {
        return Message.builder()
                .role(role)
                .content(Arrays.stream(texts).map(ContentBlock::fromText).toList())
                .build();
    }

    private static ClientOverrideConfiguration once() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .build();
    }
}
