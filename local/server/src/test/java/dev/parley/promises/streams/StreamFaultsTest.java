package dev.parley.promises.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.Tempo;
import dev.parley.chat.Pace;
import dev.parley.dynamodb.Patience;
import dev.parley.promises.TableAudit;
import dev.parley.server.ApiClient;
import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.standins.HandClock;
import dev.parley.standins.LocalBedrock;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Trials;
import dev.parley.standins.faults.FaultProxy;
import dev.parley.standins.faults.KnownFault;
import dev.parley.standins.faults.OutboundCall;
import dev.parley.standins.faults.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A streamed turn whose calls to the table meet faults. One that passes is not noticed. One that lasts and befalls
/// what is kept meanwhile does not hurt the answer; one that befalls its storing leaves it as it was kept.
class StreamFaultsTest {
    private static final Trials TRIALS = Trials.of("faults: a streamed turn");
    private static final String SAID = "!drip 0.05 a b c";
    private static final String ANSWER = "You said: " + SAID;
    private static final Duration SHORT = Duration.ofMillis(20);

    /// What a streamed turn does at least once, in whatever pace.
    private static final List<OutboundCall> CALLS = List.of(
            new OutboundCall("Query", 1, 1),
            new OutboundCall("BatchGetItem", 1, 1),
            new OutboundCall("BatchGetItem", 2, 1),
            new OutboundCall("TransactWriteItems", 1, 1),
            new OutboundCall("UpdateItem", 1, 1),
            new OutboundCall("UpdateItem", 2, 1),
            new OutboundCall("PutItem", 1, 1),
            new OutboundCall("PutItem", 2, 1),
            new OutboundCall("TransactWriteItems", 2, 1));

    private static LocalDynamoDb dynamoDb;
    private static LocalBedrock bedrock;
    private static FaultProxy proxy;
    private static HandClock clock;
    private static LocalServer server;

    @BeforeAll
    static void start() {
        dynamoDb = LocalDynamoDb.inMemory();
        bedrock = LocalBedrock.start();
        proxy = FaultProxy.before(dynamoDb.endpoint(), Duration.ofSeconds(1));
        clock = new HandClock();
        // DynamoDB Local removes by the machine's clock what has expired.
        clock.set(Instant.now());
        Map<String, String> options = Map.of(
                "PARLEY_PORT", "0",
                "PARLEY_DYNAMODB_ENDPOINT", proxy.endpoint().toString(),
                "PARLEY_BEDROCK_ENDPOINT", bedrock.endpoint().toString());
        Pace pace = Pace.of(clock).with(new Pace.Streaming(Duration.ofSeconds(30), SHORT, SHORT));
        Patience patience = new Patience(clock, Duration.ofSeconds(10), _ -> clock.moveOn(SHORT));
        server = LocalServer.start(
                new Options(options), new Tempo(pace, patience, Duration.ofMillis(700), Duration.ofSeconds(4)));
    }

    @AfterAll
    static void stop() {
        server.close();
        proxy.close();
        bedrock.close();
        dynamoDb.close();
    }

    private record Case(OutboundCall call, KnownFault fault) {}

    @Test
    void aFaultThatPassesIsNotNoticed() {
        List<Case> cases = TRIALS.some(cases(CALLS));
        for (Case tried : cases) {
            Talk talk = Talk.begin();
            proxy.follow(Plan.once(tried.call(), tried.fault()));
            try (OpenStream answer = OpenStream.send(talk.user(), talk.session(), SAID)) {
                assertThat(answer.status()).as("%s", tried).isEqualTo(200);
                answer.next("message.started");
                assertThat(answer.textUntil("message.completed"))
                        .as("%s", tried)
                        .isEqualTo(ANSWER);
            }
            assertThat(proxy.calls()).as("the call that was to fail").contains(tried.call());
            settle();
            assertThat(talk.contents()).as("%s", tried).containsExactly(SAID, ANSWER);
        }
        isSound();
        TRIALS.tell(cases.size() + " faults that passed, none of them noticed");
    }

    @Test
    void whatCannotBeKeptMeanwhileDoesNotHurtTheAnswer() {
        List<Case> cases =
                TRIALS.some(cases(List.of(new OutboundCall("UpdateItem", 1, 1), new OutboundCall("PutItem", 1, 1))));
        for (Case tried : cases) {
            Talk talk = Talk.begin();
            proxy.follow(Plan.lasting(tried.call(), tried.fault()));
            try (OpenStream answer = OpenStream.send(talk.user(), talk.session(), SAID)) {
                answer.next("message.started");
                assertThat(answer.textUntil("message.completed"))
                        .as("%s", tried)
                        .isEqualTo(ANSWER);
            }
            settle();
            assertThat(talk.contents()).as("%s", tried).containsExactly(SAID, ANSWER);
        }
        isSound();
        TRIALS.tell(cases.size() + " faults that lasted, beside the answer: it came and was stored");
    }

    @Test
    void anAnswerThatCannotBeStoredIsKeptAndFoundOnceItsLeaseIsOver() {
        List<Case> cases = TRIALS.some(cases(List.of(new OutboundCall("TransactWriteItems", 2, 1))));
        for (Case tried : cases) {
            Talk talk = Talk.begin();
            proxy.follow(Plan.lasting(tried.call(), tried.fault()));
            try (OpenStream answer = OpenStream.send(talk.user(), talk.session(), SAID)) {
                answer.next("message.started");
                assertThat(answer.textUntil("error")).as("%s", tried).isEqualTo(ANSWER);
            }
            settle();
            clock.moveOn(Pace.LEASE);
            assertThat(talk.contents()).as("%s", tried).containsExactly(SAID, ANSWER);
            try (OpenStream next = OpenStream.send(talk.user(), talk.session(), "and now")) {
                next.next("message.started");
                assertThat(next.textUntil("message.completed")).isEqualTo("You said: and now");
            }
        }
        isSound();
        TRIALS.tell(cases.size() + " answers that could not be stored: all of them was kept, and the next turn works");
    }

    private static List<Case> cases(List<OutboundCall> calls) {
        List<Case> all = new ArrayList<>();
        for (OutboundCall call : calls) {
            for (KnownFault fault : KnownFault.values()) {
                // No transaction touches a chunk, so none is in the way of its put.
                boolean impossible =
                        fault == KnownFault.CONFLICT && call.operation().equals("PutItem");
                if (fault.concerns(call.operation()) && !impossible) {
                    all.add(new Case(call, fault));
                }
            }
        }
        return all;
    }

    private static void settle() {
        proxy.follow(Plan.FAIR);
        proxy.settle();
    }

    private static void isSound() {
        server.drainStream();
        assertThat(TableAudit.violations(dynamoDb.client(), clock.instant())).isEmpty();
    }

    /// A user and a session in which nothing was said.
    private record Talk(ApiClient user, String session) {
        static Talk begin() {
            ApiClient user = ApiClient.signIn(server.address(), "user-" + UUID.randomUUID());
            JsonNode session = user.post("/sessions", "{\"chatbotId\":\"support\",\"clientId\":\"default\"}")
                    .as(201);
            return new Talk(user, session.at("/data/id").asText());
        }

        List<String> contents() {
            return user.get("/sessions/" + session).as(200).at("/data/messages").findValuesAsText("content");
        }
    }
}
