package dev.parley.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.ApiClient;
import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.standins.LocalClients;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The audit that other tests rely on: it has nothing to say of a table that only the API wrote to, and notices
/// each kind of damage.
class TableAuditTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final LocalServer SERVER =
            LocalServer.start(new Options(Map.of("PARLEY_PORT", "0", "PARLEY_DAILY_TOKEN_BUDGET", "1000000")), CLOCK);
    private static final DynamoDbClient TABLE = LocalClients.dynamoDb(SERVER.database());

    private static String user = "";
    private static String session = "";

    @BeforeAll
    static void talk() {
        ApiClient ada = ApiClient.signIn(SERVER.address(), "ada-" + UUID.randomUUID());
        user = "USER#" + ada.sub();
        session = "SESSION#"
                + ada.postOnce("key", "/sessions", "{\"chatbotId\":\"support\",\"clientId\":\"client-1\"}")
                        .as(201)
                        .at("/data/id")
                        .asText();
        ada.post("/sessions/chat?sessionId=" + session.substring(8), "{\"content\":\"Hello\"}")
                .as(200);
        ada.post("/catalog/profiles", "{\"id\":\"mine\",\"name\":\"Ada\"}").as(201);
        String gone = ada.post("/api/chat_sessions", "{\"title\":\"gone\"}")
                .as(201)
                .at("/data/id")
                .asText();
        ada.delete("/api/chat_sessions/" + gone).as(200);
        SERVER.drainStream();
    }

    @AfterAll
    static void close() {
        TABLE.close();
        SERVER.close();
    }

    @Test
    void aTableThatOnlyTheApiWroteToIsSound() {
        assertThat(violations()).isEmpty();
    }

    @Test
    void everyKindOfDamageIsNoticed() {
        noticed(session, "MESSAGE#0000000001", Map.of(), "seq 1 is missing");
        noticed(session, "MESSAGE#0000000002", Map.of(), "lastSeq is not the number of messages");
        noticed(session, "MESSAGE#0000000002", Map.of("content", text("other")), "bytes are not those");
        noticed(session, "SESSION", Map.of(), "MESSAGE#0000000001 is left without its session");
        noticed(session, "SESSION", Map.of("turn", text("t")), "a turn without a lease");
        noticed(
                session,
                "SESSION",
                Map.of(
                        "turn",
                        text("t"),
                        "turnEnds",
                        number(CLOCK.millis() + Duration.ofHours(1).toMillis())),
                "a lease that outlasts any");
        noticed(session, "SESSION", Map.of("number", number(7)), "the id is not made of owner and number");
        noticed(user, "NUMBER", Map.of(), "was never given out");
        noticed(user, "COUNT", Map.of("sessions", number(3)), "COUNT is 3, not 1");
        noticed(user, "COUNT#support", Map.of(), "1 sessions are not counted");
        String today = "TOKENS#" + LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC);
        noticed(user, today, Map.of("tokens", number(1)), "tokens are miscounted");
        noticed(user, today, Map.of("tokens", number(-1)), "fewer tokens than none");
        noticed(user, "PROFILE#mine", Map.of(), "leads nowhere");
        noticed("CATALOG#profiles", "#", Map.of("entries", number(99)), "entries are miscounted");
        noticed("CATALOG#models", "#0000000001", Map.of(), "has no number");
    }

    /// Damages an item, or takes it away where no attributes are given, looks, and mends it.
    private static void noticed(String pk, String sk, Map<String, AttributeValue> damage, String words) {
        Map<String, AttributeValue> key = Map.of("pk", text(pk), "sk", text(sk));
        Map<String, AttributeValue> sound =
                TABLE.getItem(get -> get.tableName(LocalServer.TABLE).key(key)).item();
        assertThat(sound).as("%s %s", pk, sk).isNotEmpty();
        if (damage.isEmpty()) {
            TABLE.deleteItem(delete -> delete.tableName(LocalServer.TABLE).key(key));
        } else {
            Map<String, AttributeValue> damaged = new HashMap<>(sound);
            damaged.putAll(damage);
            TABLE.putItem(put -> put.tableName(LocalServer.TABLE).item(damaged));
        }
        assertThat(violations()).as("%s %s", pk, sk).anyMatch(found -> found.contains(words));
        TABLE.putItem(put -> put.tableName(LocalServer.TABLE).item(sound));
    }

    private static List<String> violations() {
        return TableAudit.violations(TABLE, CLOCK.instant());
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
