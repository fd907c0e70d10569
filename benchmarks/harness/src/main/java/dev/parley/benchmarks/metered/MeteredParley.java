package dev.parley.benchmarks.metered;

import dev.parley.Backend;
import dev.parley.Tempo;
import dev.parley.agent.AgentFunction;
import dev.parley.basic.BasicFunction;
import dev.parley.benchmarks.lambda.Stage;
import dev.parley.benchmarks.lambda.StandIns;
import dev.parley.benchmarks.traffic.Texts;
import dev.parley.character.CharacterFunction;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import dev.parley.chatbot.ChatbotFunction;
import dev.parley.chatflow.ChatflowFunction;
import dev.parley.server.LambdaFunction;
import dev.parley.server.LocalServer;
import dev.parley.standins.LocalClients;
import dev.parley.standins.Meter;
import dev.parley.standins.MeteredCalls;
import dev.parley.standins.Multiplied;
import dev.parley.standins.RecordingContext;
import dev.parley.standins.Template;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The functions that keep sessions, in this process, on a DynamoDB Local of their own in another one, with a meter
/// at their calls to it.
public final class MeteredParley implements AutoCloseable {
    private static final Duration STORE_CALL = Duration.ofSeconds(25);
    private static final Pattern SUCCESS = Pattern.compile("\"statusCode\":20[0-4]\\b");

    private final Stage stage;
    private final StandIns standIns = StandIns.start();
    private final FixedModel model = new FixedModel(Texts.ANSWER);
    private final DynamoDbClient client;
    private final Meter meter;
    private final Map<String, LambdaFunction> functions;

    private MeteredParley(Stage stage) {
        this.stage = stage;
        client = LocalClients.dynamoDb(standIns.dynamoDb());
        stage.fill(standIns.dynamoDb());
        // On its stream DynamoDB Local would spend most of a write.
        client.updateTable(
                table -> table.tableName(LocalServer.TABLE).streamSpecification(stream -> stream.streamEnabled(false)));
        meter = new Meter(client, Template.ofProject().tableRequest(LocalServer.TABLE));
        Backend backend = new Backend(stage.environment(standIns.dynamoDb(), model.endpoint()), patient());
        functions = Map.of(
                "chatflow", LambdaFunction.make(ChatflowFunction.class.getName(), backend),
                "basic", LambdaFunction.make(BasicFunction.class.getName(), backend),
                "chatbot", LambdaFunction.make(ChatbotFunction.class.getName(), backend),
                "character", LambdaFunction.make(CharacterFunction.class.getName(), backend),
                "agent", LambdaFunction.make(AgentFunction.class.getName(), backend));
    }

    /// As deployed, but that DynamoDB Local may take longer for a call than DynamoDB.
    private static Tempo patient() {
        Tempo deployed = Tempo.of(Clock.systemUTC());
        return new Tempo(deployed.pace(), deployed.patience(), STORE_CALL, STORE_CALL);
    }

    /// Starts with the stage's catalog, and nobody's sessions.
    public static MeteredParley on(Stage stage) {
        return new MeteredParley(stage);
    }

    /// The names of a group's operations.
    public List<String> operations(String group) {
        return stage.events(group);
    }

    /// An operation's sample event, sent by `user` and about their session 1.
    public Event event(String operation, UserId user) {
        return Event.of(operation, stage.event(operation), user);
    }

    /// A turn of the usual size.
    public Event turn(UserId user) {
        return event("chatbot/chat", user).carrying("{\"content\": \"" + Texts.QUESTION + "\"}");
    }

    /// Somebody new, with one session, which has details and no messages yet.
    public UserId newcomer() {
        UserId user = new UserId(UUID.randomUUID().toString());
        send(event("character/create", user));
        return user;
    }

    /// Sends an event, which must succeed.
    public void send(Event event) {
        LambdaFunction function =
                Optional.ofNullable(functions.get(event.group())).orElseThrow();
        RecordingContext context = new RecordingContext();
        String response;
        try {
            response = new String(function.answer(event.bytes(), context), StandardCharsets.UTF_8);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(event.operation() + " failed", e);
        }
        if (!SUCCESS.matcher(response).find()) {
            throw new IllegalStateException(event.operation() + " answered " + response + " " + context.errors());
        }
    }

    /// What sending an event takes, by AWS's rules.
    public Meter.Bill bill(Event event) {
        return MeteredCalls.read(meter, () -> send(event));
    }

    /// A client of the same DynamoDB, metered or not.
    public DynamoDbClient client() {
        return client;
    }

    /// Copies of what a user has stored.
    public Multiplied multiplied(UserId user) {
        return new Multiplied(
                client,
                LocalServer.TABLE,
                user.value(),
                (owner, number) -> SessionId.of(new UserId(owner), number).value());
    }

    @Override
    public void close() {
        client.close();
        model.close();
        standIns.close();
    }
}
