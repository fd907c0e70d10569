package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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

        SERVER.delete(id);

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

        SERVER.delete(before);
        SERVER.removeHeader(poisoned);
        SERVER.delete(after);
        SERVER.server().drainStream();

        assertThat(SERVER.sorts(before)).isEmpty();
        assertThat(SERVER.sorts(poisoned)).hasSize(2);
        assertThat(SERVER.sorts(after)).isEmpty();
    }

    private String talkative() {
        String id = ada.create();
        ada.say(id, "user", "one").as(200);
        ada.say(id, "assistant", "two").as(200);
        return id;
    }
}
