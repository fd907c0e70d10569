package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standins.Gate;
import dev.parley.standins.HandClock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What becomes of a title when something else happens to its session while the model writes it.
class TitlesMeanwhileTest {
    private static final TitleStage STAGE = TitleStage.open();

    private final ChatbotUser ada = STAGE.user();

    @AfterAll
    static void close() {
        STAGE.close();
    }

    @Test
    void aTitleThatSomebodySetsMeanwhileStays() {
        String id = ada.create();

        whileTheModelWrites(
                "Too late for a title",
                id,
                () -> ada.put(id, "{\"title\": \"Mine\"}").as(200));

        assertThat(ada.session(id).path("title").textValue()).isEqualTo("Mine");
    }

    @Test
    void aTitleThatSomebodySetsAndTakesAwayMeanwhileStaysAway() {
        String id = ada.create();

        whileTheModelWrites("Too late for none", id, () -> {
            ada.put(id, "{\"title\": \"Mine\"}").as(200);
            ada.put(id, "{\"title\": null}").as(200);
        });

        assertThat(ada.session(id).has("title")).isFalse();
    }

    @Test
    void aSessionThatEndsMeanwhileGetsNone() {
        String id = ada.create();

        whileTheModelWrites("Too late for the end", id, () -> ada.end(id).as(200));

        assertThat(ada.session(id).has("title")).isFalse();
    }

    @Test
    void aSessionThatIsDeletedMeanwhileStaysDeleted() {
        String id = ada.create();

        whileTheModelWrites(
                "Too late for anything",
                id,
                () -> ada.api().delete("/sessions/delete/" + id).as(200));

        STAGE.drain();
        assertThat(ada.get(id).status()).isEqualTo(404);
        assertThat(STAGE.swept().sorts(id)).isEmpty();
    }

    @Test
    void aTurnThatBeginsMeanwhileAndTheTitleDoNotDisturbEachOther() {
        String id = ada.create();

        whileTheModelWrites("In the middle", id, () -> ada.chat(id, "Next").as(200));

        assertThat(ada.session(id).path("title").textValue()).isEqualTo("In the middle");
        assertThat(ada.session(id).path("messageCount").intValue()).isEqualTo(4);
    }

    @Test
    void aSessionThatHasExpiredByThenGetsNone() {
        HandClock clock = new HandClock();
        try (TitleStage keeping = TitleStage.open(Map.of("PARLEY_SESSION_RETENTION_DAYS", "1"), clock)) {
            ChatbotUser user = keeping.user();
            String id = user.create();
            user.chat(id, "!title Too late by days").as(200);
            clock.moveOn(Duration.ofDays(3));

            keeping.drain();

            assertThat(keeping.requests("!title Too late by days")).isEmpty();
            assertThat(keeping.swept().header(id)).doesNotContainKey("title");
        }
    }

    /// Has a turn in the session, and does `deed` when the model has been asked for the title and not answered yet.
    private void whileTheModelWrites(String title, String id, Runnable deed) {
        ada.chat(id, "!title " + title).as(200);
        try (Gate gate = STAGE.bedrock().gate(title)) {
            CompletableFuture<Void> drained = CompletableFuture.runAsync(STAGE::drain);
            ChatbotUser.await(() -> !STAGE.requests("!title " + title).isEmpty());
            deed.run();
            gate.open();
            drained.join();
        }
    }
}
