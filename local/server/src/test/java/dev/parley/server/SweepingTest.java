package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standins.HandClock;
import dev.parley.standins.LocalDynamoDb;
import dev.parley.standins.Template;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;

/// What becomes of a deleted session's messages, from the API to the stream's trigger.
class SweepingTest {
    private static final SweptServer SERVER = SweptServer.start(Map.of("PARLEY_PORT", "0"), Clock.systemUTC());

    private final ChatbotUser ada = ChatbotUser.of(SERVER.server());

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void aDeletedSessionIsNotFoundAtOnceAndItsMessagesGoWhenTheStreamIsDrained() {
        String id = talkative();
        String other = talkative();
        SERVER.server().drainStream();

        delete(id);

        assertThat(ada.get(id).status()).isEqualTo(404);
        assertThat(SERVER.sorts(id)).containsExactly("MESSAGE#0000000001", "MESSAGE#0000000002");
        SERVER.server().drainStream();
        assertThat(SERVER.sorts(id)).isEmpty();
        assertThat(SERVER.sorts(other)).hasSize(3);
        assertThat(ada.list("").at("/paginatorInfo/total").asInt()).isEqualTo(1);
    }

    @Test
    void aRecordThatNobodyCanSweepDoesNotKeepTheOthers() {
        String before = talkative();
        String poisoned = talkative();
        String after = talkative();
        Map<String, AttributeValue> header = new HashMap<>(SERVER.header(poisoned));
        header.remove("lastSeq");
        SERVER.put(header);

        delete(before);
        SERVER.removeHeader(poisoned);
        delete(after);
        SERVER.server().drainStream();

        assertThat(SERVER.sorts(before)).isEmpty();
        assertThat(SERVER.sorts(poisoned)).hasSize(2);
        assertThat(SERVER.sorts(after)).isEmpty();
    }

    @Test
    void anExpiredSessionIsGoneAtOnceAndWhenItsTimeIsPlayedItIsSweptAndCountedOutOnce() {
        HandClock clock = new HandClock();
        Map<String, String> settings = Map.of("PARLEY_PORT", "0", "PARLEY_SESSION_RETENTION_DAYS", "2");
        try (SweptServer keeping = SweptServer.start(settings, clock)) {
            String expired = talkative(ChatbotUser.named("ada", keeping.server()));
            clock.moveOn(Duration.ofDays(1));
            String live = talkative(ChatbotUser.named("ada", keeping.server()));
            clock.set(Instant.parse("2026-01-04T00:00:00Z"));
            ChatbotUser user = ChatbotUser.named("ada", keeping.server());

            assertThat(user.get(expired).status()).isEqualTo(404);
            assertThat(user.say(expired, "user", "three").status()).isEqualTo(404);
            assertThat(user.chat(expired, "four").status()).isEqualTo(404);
            assertThat(user.end(expired).status()).isEqualTo(404);
            assertThat(user.put(expired, "{\"title\":\"Five\"}").status()).isEqualTo(404);
            assertThat(user.ids("")).containsExactly(live);
            assertThat(keeping.sorts(expired)).hasSize(3);

            keeping.server().expire();
            keeping.server().drainStream();
            keeping.server().drainStream();

            assertThat(keeping.sorts(expired)).containsExactly("SWEPT");
            assertThat(keeping.sorts(live)).hasSize(3);
            assertThat(user.list("").at("/paginatorInfo/total").asInt()).isEqualTo(1);
            assertThat(user.get(expired).status()).isEqualTo(404);

            clock.moveOn(Duration.ofDays(121));
            keeping.server().expire();
            keeping.server().drainStream();
            assertThat(keeping.sorts(expired)).isEmpty();
            assertThat(keeping.sorts(live)).containsExactly("SWEPT");
        }
    }

    @Test
    void aDynamoDbWhoseStreamCannotBeReadIsServedWithoutIt() {
        try (LocalDynamoDb elsewhere = LocalDynamoDb.inMemory()) {
            elsewhere
                    .client()
                    .createTable(Template.ofProject().tableRequest(Database.TABLE).toBuilder()
                            .streamSpecification((StreamSpecification) null)
                            .build());
            Map<String, String> settings = Map.of(
                    "PARLEY_PORT",
                    "0",
                    "PARLEY_DYNAMODB_ENDPOINT",
                    elsewhere.endpoint().toString());
            try (SweptServer streamless = SweptServer.start(settings, Clock.systemUTC())) {
                String id = talkative(ChatbotUser.of(streamless.server()));

                streamless.server().drainStream();
                streamless.server().expire();

                assertThat(streamless.sorts(id)).hasSize(3);
            }
        }
    }

    /// Deletes a session of the chatbot API as the basic API does.
    private void delete(String id) {
        ada.api().delete("/api/chat_sessions/" + SERVER.number(id)).as(200);
    }

    private String talkative() {
        return talkative(ada);
    }

    private static String talkative(ChatbotUser user) {
        String id = user.create();
        user.say(id, "user", "one").as(200);
        user.say(id, "assistant", "two").as(200);
        return id;
    }
}
