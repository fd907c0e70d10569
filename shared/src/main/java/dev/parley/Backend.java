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
import dev.parley.chat.Retention;
import dev.parley.chat.Titles;
import dev.parley.chat.TokenBudget;
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
import java.util.Optional;
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

    private final Map<String, String> settings;
    private final Tempo tempo;
    private final DynamoDbClient dynamoDb;

    /// A backend with these settings, named as template.yaml names the functions' environment variables.
    public Backend(Map<String, String> settings, Clock clock) {
        this(settings, Tempo.of(clock));
    }

    /// A backend that takes its time otherwise than a deployed one, for tests.
    public Backend(Map<String, String> settings, Tempo tempo) {
        this.settings = Map.copyOf(settings);
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
                new BedrockReplyModel(bedrock(BedrockRuntimeClient.builder()), required("PARLEY_MODEL_ID"), clock),
                new BedrockRetriever(bedrock(BedrockAgentRuntimeClient.builder()), clock),
                tokenBudget()));
    }

    /// The sessions, for a function whose answers stream.
    public Chats streamingChats() {
        Clock clock = tempo.clock();
        return chats(Answering.streamed(
                new BedrockStreamingModel(streamingBedrock(), required("PARLEY_MODEL_ID"), clock),
                new BedrockRetriever(bedrock(BedrockAgentRuntimeClient.builder()), clock),
                tokenBudget()));
    }

    private Chats chats(Answering answering) {
        DynamoChatStore store = new DynamoChatStore(dynamoDb, required("PARLEY_TABLE"), tempo.patience(), retention());
        return new Chats(store, catalogStore(), answering, tempo.pace());
    }

    public Catalog catalog() {
        ModelAccess access = ArnAccess.of(
                setting("PARLEY_MODEL_ARNS").orElse(""),
                setting("PARLEY_KNOWLEDGE_BASE_ARNS").orElse(""));
        return new Catalog(catalogStore(), access);
    }

    /// What sweeps up after sessions that are gone.
    public SessionSweeper sweeper() {
        return new SessionSweeper(dynamoDb, required("PARLEY_TABLE"), tempo.patience());
    }

    /// What gives titles to sessions that have none.
    public Titles titles() {
        return new Titles(
                new DynamoTitleStore(dynamoDb, required("PARLEY_TABLE"), tempo.patience(), retention()),
                new BedrockReplyModel(
                        bedrock(BedrockRuntimeClient.builder()), required("PARLEY_MODEL_ID"), tempo.clock()),
                tempo.pace());
    }

    private Retention retention() {
        String days = setting("PARLEY_SESSION_RETENTION_DAYS").orElse("0");
        try {
            return new Retention(Integer.parseInt(days));
        } catch (NumberFormatException e) {
            throw new IllegalStateException("PARLEY_SESSION_RETENTION_DAYS is no number of days: " + days, e);
        }
    }

    private TokenBudget tokenBudget() {
        String tokens = setting("PARLEY_DAILY_TOKEN_BUDGET").orElse("0");
        try {
            return new TokenBudget(Long.parseLong(tokens));
        } catch (NumberFormatException e) {
            throw new IllegalStateException("PARLEY_DAILY_TOKEN_BUDGET is no number of tokens: " + tokens, e);
        }
    }

    private CatalogStore catalogStore() {
        return new DynamoCatalogStore(dynamoDb, required("PARLEY_TABLE"), tempo.patience());
    }

    /// Who sent an event: the claims of its token; for `sam local`, which passes none, the identity in
    /// `PARLEY_LOCAL_IDENTITY`. It can open nothing that is deployed.
    public Callers callers() {
        Optional<String> localIdentity = setting("PARLEY_LOCAL_IDENTITY")
                .filter(_ -> setting("AWS_SAM_LOCAL").isPresent())
                .filter(_ -> !isDeployed());
        return localIdentity.map(Callers::always).orElseGet(() -> Callers.byClaims(required("PARLEY_CLIENT_ID")));
    }

    /// The pages that may read what a function behind a REST API answers.
    public Origins origins() {
        return Origins.parse(setting("PARLEY_ALLOWED_ORIGINS").orElse(""));
    }

    /// Lambda says in every deployed function how it was initialised; so does `sam local` of late, but it has one
    /// log stream, `$LATEST`, where a deployed function's is named by day, version and environment. Neither name
    /// can be set by a deployment: Lambda reserves them.
    private boolean isDeployed() {
        return setting("AWS_LAMBDA_INITIALIZATION_TYPE").isPresent()
                && !setting("AWS_LAMBDA_LOG_STREAM_NAME").equals(Optional.of("$LATEST"));
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

    private <B extends AwsClientBuilder<B, ?>> B at(String setting, B builder) {
        setting(setting).map(URI::create).ifPresent(builder::endpointOverride);
        return builder;
    }

    private Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name)).filter(value -> !value.isBlank());
    }

    private String required(String name) {
        return setting(name)
                .orElseThrow(() -> new IllegalStateException("the environment variable " + name + " is not set"));
    }
}
