package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.StreamUser.Stream;
import dev.parley.server.StreamUser.Told;
import dev.parley.standins.Gate;
import dev.parley.standins.LocalBedrock;
import dev.parley.standins.LocalDynamoDb;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A server that is killed in the middle of an answer.
class KilledStreamTest {
    private static final String CONTENT = "Tell me all of it";

    /// Longer than the lease of a turn.
    private static final Duration LATER = Duration.ofSeconds(40);

    @Test
    void whatWasKeptIsTheAnswerOnceTheLeaseIsOverAndTheSessionTakesTheNextTurn() {
        try (LocalDynamoDb database = LocalDynamoDb.inMemory();
                LocalBedrock model = LocalBedrock.start();
                Gate _ = model.gate(CONTENT).pass(2)) {
            Map<String, String> environment = Map.of(
                    "PARLEY_PORT", "0",
                    "PARLEY_DYNAMODB_ENDPOINT", database.endpoint().toString(),
                    "PARLEY_BEDROCK_ENDPOINT", model.endpoint().toString());
            String session;
            String kept;
            try (JavaProcess killed = JavaProcess.start(LocalServer.class, environment)) {
                StreamUser user = new StreamUser(new ChatbotUser(ApiClient.signIn(killed.address(), "ada")));
                session = user.chats().create();
                user.send(session, CONTENT).next("message.started");
                // A follower is told what is kept.
                kept = user.follow(session, "0")
                        .next("message.delta")
                        .data()
                        .path("text")
                        .asText();
                killed.kill();
            }

            try (LocalServer later =
                    LocalServer.start(new Options(environment), Clock.offset(Clock.systemUTC(), LATER))) {
                StreamUser user = new StreamUser(ChatbotUser.named("ada", later));
                Stream followed = user.follow(session, "0");
                Told told = followed.next("message.completed");

                assertThat(told.data().path("stopReason").asText()).isEqualTo("incomplete");
                assertThat(told.data().at("/message/content").asText())
                        .startsWith(kept)
                        .isNotEqualTo("You said: " + CONTENT);
                assertThat(user.send(session, "Go on")
                                .next("message.completed")
                                .data()
                                .at("/message/content")
                                .asText())
                        .isEqualTo("You said: Go on");
            }
        }
    }
}
