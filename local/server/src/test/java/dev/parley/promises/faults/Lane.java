package dev.parley.promises.faults;

import dev.parley.Tempo;
import dev.parley.chat.Pace;
import dev.parley.dynamodb.Patience;
import dev.parley.promises.Subject;
import dev.parley.promises.TableAudit;
import dev.parley.promises.Unhurried;
import dev.parley.server.ApiClient;
import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.standins.HandClock;
import dev.parley.standins.LocalBedrock;
import dev.parley.standins.LocalClients;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.faults.Fault;
import dev.parley.standins.faults.FaultProxy;
import dev.parley.standins.faults.KnownFault;
import dev.parley.standins.faults.OutboundCall;
import dev.parley.standins.faults.Plan;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A whole Parley of its own, whose every call to DynamoDB and Bedrock goes through a network that fails by plan,
/// and whose times are a fraction of the deployed ones.
final class Lane implements AutoCloseable {
    static final Duration LEASE = Pace.LEASE;
    /// More tokens than anybody uses here: they are counted, and nobody is refused.
    static final String BUDGET = "1000000000";

    private static final Duration STORE_TRY = Duration.ofMillis(700);
    private static final Duration STORE_CALL = Duration.ofSeconds(4);
    private static final Duration MODEL = Duration.ofMillis(600);
    private static final Duration TOO_LATE = Duration.ofSeconds(1);

    private final HandClock clock = new HandClock();
    private final URI dynamoDb;
    private final Runnable closing;
    private final DynamoDbClient client;
    private final LocalBedrock bedrock = LocalBedrock.start();
    private final FaultProxy beforeDynamoDb;
    private final FaultProxy beforeBedrock = FaultProxy.before(bedrock.endpoint(), TOO_LATE);
    private final LocalServer patient;
    private final LocalServer hurried;

    /// A lane with a DynamoDB Local of its own, in memory.
    static Lane inMemory() {
        LocalDynamoDb own = LocalDynamoDb.inMemory();
        return new Lane(own.endpoint(), own::close);
    }

    /// @param closing closes the DynamoDB
    Lane(URI dynamoDb, Runnable closing) {
        this.dynamoDb = dynamoDb;
        this.closing = closing;
        client = LocalClients.dynamoDb(dynamoDb);
        beforeDynamoDb = FaultProxy.before(dynamoDb, TOO_LATE);
        // DynamoDB Local removes by the machine's clock what has expired.
        clock.set(Instant.now());
        Map<String, String> options = Map.of(
                "PARLEY_PORT",
                "0",
                "PARLEY_DAILY_TOKEN_BUDGET",
                BUDGET,
                "PARLEY_DYNAMODB_ENDPOINT",
                beforeDynamoDb.endpoint().toString(),
                "PARLEY_BEDROCK_ENDPOINT",
                beforeBedrock.endpoint().toString(),
                // Calls are counted, and only those of requests are to fail.
                "PARLEY_GENERATE_TITLES",
                "false");
        Pace pace = new Pace(clock, MODEL, Duration.ofMillis(100), LEASE);
        // Contention is waited for by the clock that a pause moves.
        Patience patience = new Patience(clock, Duration.ofSeconds(10), _ -> clock.moveOn(Duration.ofSeconds(1)));
        patient = LocalServer.start(new Options(options), Unhurried.tempo(clock));
        hurried = LocalServer.start(new Options(options), new Tempo(pace, patience, STORE_TRY, STORE_CALL));
    }

    LocalServer patient() {
        return patient;
    }

    LocalServer hurried() {
        return hurried;
    }

    /// Where its DynamoDB and its Bedrock are, past the network that fails.
    Map<String, URI> services() {
        return Map.of("PARLEY_DYNAMODB_ENDPOINT", dynamoDb, "PARLEY_BEDROCK_ENDPOINT", bedrock.endpoint());
    }

    /// The sender of a request, signed in at the patient server, with all that the request is about.
    ApiClient prepared(Subject subject) {
        ApiClient user = subject.signIn(patient.address());
        subject.prepare(user);
        if (subject.operation().isAskedAgain()) {
            follow(call -> call.isBedrock() ? KnownFault.FAILED : Fault.NONE);
            subject.send(user).as(500);
            follow(Plan.FAIR);
        }
        return user;
    }

    HandClock clock() {
        return clock;
    }

    /// What calls meet from now on.
    void follow(Plan plan) {
        beforeDynamoDb.follow(plan);
        beforeBedrock.follow(plan);
    }

    /// Every try since then.
    List<OutboundCall> calls() {
        return Stream.concat(beforeDynamoDb.calls().stream(), beforeBedrock.calls().stream())
                .toList();
    }

    /// How often the model was asked since then.
    int asked() {
        return (int) beforeBedrock.calls().stream()
                .filter(call -> call.operation().equals("Converse"))
                .count();
    }

    /// Lets what is on its way arrive; from then on nothing fails.
    void settle() {
        follow(Plan.FAIR);
        beforeDynamoDb.settle();
        beforeBedrock.settle();
    }

    /// What does not agree in the table, after the stream's records were worked off.
    List<String> violations() {
        patient.drainStream();
        return TableAudit.violations(client, clock.instant());
    }

    Picture picture() {
        return Picture.of(client);
    }

    @Override
    public void close() {
        hurried.close();
        patient.close();
        beforeDynamoDb.close();
        beforeBedrock.close();
        bedrock.close();
        client.close();
        closing.run();
    }
}
