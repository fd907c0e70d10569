package dev.parley;

import dev.parley.bedrock.ArnAccess;
import dev.parley.bedrock.BedrockReplyModel;
import dev.parley.bedrock.BedrockRetriever;
import dev.parley.bedrock.BedrockStreamingModel;
import dev.parley.chat.Answering;
import dev.parley.chat.Catalog;
import dev.parley.chat.CatalogStore;
import dev.parley.chat.Chats;
import dev.parley.chat.ModelAccess;
import dev.parley.chat.Titles;
import dev.parley.dynamodb.DynamoCatalogStore;
import dev.parley.dynamodb.DynamoChatStore;
import dev.parley.dynamodb.DynamoTitleStore;
import dev.parley.dynamodb.SessionSweeper;
import dev.parley.http.Callers;
import dev.parley.http.Json;
import dev.parley.http.Origins;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The composition root: the settings of the environment become the services that functions are made of. The only
/// reader of the environment and the only maker of AWS clients.
public final class Backend {
    /// More than run at once anywhere: a function of Lambda's answers one request at a time, the local server many.
    private static final int STREAMS = 1_000;

    private final Settings settings;
    private final Tempo tempo;
    private final DynamoDbClient dynamoDb;

    /// A backend with these settings, named as template.yaml names the functions' environment variables.
    public Backend(Map<String, String> settings, Clock clock) {
        this(settings, Tempo.of(clock));
    }

    /// A backend that takes its time otherwise than a deployed one, for tests.
    public Backend(Map<String, String> settings, Tempo tempo) {
        this.settings = new Settings(settings);
        this.tempo = tempo;
        this.dynamoDb = at("PARLEY_DYNAMODB_ENDPOINT", DynamoDbClient.builder())
                .httpClient(UrlConnectionHttpClient.builder()
                        .socketTimeout(tempo.storeTry())
                        .build())
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallAttemptTimeout(tempo.storeTry())
                        .addExecutionInterceptor(new WithinDeadline(tempo.storeCall()))
                        .addExecutionInterceptor(new CountedCapacity())
                        .build())
                .build();
    }

    /// The backend of a deployed function.
    public static Backend fromEnvironment() {
        // Beside the client of DynamoDB, which this thread makes: a second core, where there is one, has little to do.
        Thread.ofPlatform().name("json").start(Json::load);
        return new Backend(System.getenv(), Clock.systemUTC());
    }

    public Clock clock() {
        return tempo.clock();
    }

    /// The sessions, for a function that keeps them and never answers: it needs no setting of the model's, and the
    /// SDK's clients of Bedrock are not packed with it.
    public Chats chats() {
        return chats(Answering.NONE);
    }

    /// The sessions, for a function that answers in them.
    public Chats answeringChats() {
        Clock clock = tempo.clock();
        return chats(Answering.whole(
                new BedrockReplyModel(
                        bedrock(BedrockRuntimeClient.builder()), settings.required("PARLEY_MODEL_ID"), clock),
                new BedrockRetriever(bedrock(BedrockAgentRuntimeClient.builder()), clock),
                settings.tokenBudget()));
    }

    /// The sessions, for a function whose answers stream.
    public Chats streamingChats() {
        Clock clock = tempo.clock();
        return chats(Answering.streamed(
                new BedrockStreamingModel(streamingBedrock(), settings.required("PARLEY_MODEL_ID"), clock),
                new BedrockRetriever(bedrock(BedrockAgentRuntimeClient.builder()), clock),
                settings.tokenBudget()));
    }

    private Chats chats(Answering answering) {
        DynamoChatStore store = new DynamoChatStore(
                dynamoDb, settings.required("PARLEY_TABLE"), tempo.patience(), settings.retention());
        return new Chats(store, catalogStore(), answering, tempo.pace());
    }

    public Catalog catalog() {
        ModelAccess access = ArnAccess.of(
                settings.get("PARLEY_MODEL_ARNS").orElse(""),
                settings.get("PARLEY_KNOWLEDGE_BASE_ARNS").orElse(""));
        return new Catalog(catalogStore(), access);
    }

    /// What sweeps up after sessions that are gone.
    public SessionSweeper sweeper() {
        return new SessionSweeper(dynamoDb, settings.required("PARLEY_TABLE"), tempo.patience());
    }

    /// What gives titles to sessions that have none.
    public Titles titles() {
        return new Titles(
                new DynamoTitleStore(
                        dynamoDb, settings.required("PARLEY_TABLE"), tempo.patience(), settings.retention()),
                new BedrockReplyModel(
                        bedrock(BedrockRuntimeClient.builder()), settings.required("PARLEY_MODEL_ID"), tempo.clock()),
                tempo.pace());
    }

    private CatalogStore catalogStore() {
        return new DynamoCatalogStore(dynamoDb, settings.required("PARLEY_TABLE"), tempo.patience());
    }

    /// Who sent an event: the claims of its token; for `sam local`, which passes none, the identity that is set.
    public Callers callers() {
        return settings.localIdentity()
                .map(Callers::always)
                .orElseGet(() -> Callers.byClaims(settings.required("PARLEY_CLIENT_ID")));
    }

    /// The pages that may read what a function behind a REST API answers.
    public Origins origins() {
        return Origins.parse(settings.get("PARLEY_ALLOWED_ORIGINS").orElse(""));
    }

    /// A client of Bedrock. It never tries again by itself, or one turn could be billed four times and outlast its
    /// request.
    private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C bedrock(B builder) {
        return at("PARLEY_BEDROCK_ENDPOINT", builder)
                .httpClient(UrlConnectionHttpClient.builder()
                        .socketTimeout(tempo.pace().model())
                        .build())
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .build())
                .build();
    }

    /// The client of Bedrock that reads streams. How long one may take is said with each call; a model that thinks
    /// is silent.
    private BedrockRuntimeAsyncClient streamingBedrock() {
        return at("PARLEY_BEDROCK_ENDPOINT", BedrockRuntimeAsyncClient.builder())
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .protocol(Protocol.HTTP1_1)
                        .maxConcurrency(STREAMS)
                        .readTimeout(tempo.pace().streaming().longest()))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .build())
                .build();
    }

    private <B extends AwsClientBuilder<B, ?>> B at(String name, B builder) {
        settings.get(name).map(URI::create).ifPresent(builder::endpointOverride);
        return builder;
    }
}
