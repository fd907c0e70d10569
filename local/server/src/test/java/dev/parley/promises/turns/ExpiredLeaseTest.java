package dev.parley.promises.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Message;
import dev.parley.chat.Pace;
import dev.parley.server.ApiClient.Answer;
import dev.parley.standins.Trials;
import dev.parley.standins.faults.Fault;
import dev.parley.standins.faults.KnownFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A turn that was never given back frees its session when its lease ends: once, for one of those who wait.
class ExpiredLeaseTest {
    private static final Executor THREADS = command -> Thread.ofVirtual().start(command);
    private static final String HELD = "held too long";

    @Test
    void ofManyChatsAfterTheLeaseOneTakesTheTurnAndTheLateAnswerIsDropped() throws InterruptedException {
        Trials trials = Trials.of("an expired lease frees the session once");
        List<Round> rounds = trials.some(rounds(13));
        int chats = 0;
        try (ChatStage stage = ChatStage.open(0)) {
            for (Round round : rounds) {
                play(stage, round);
                chats += round.rivals();
            }
            stage.server().drainStream();
            stage.table().isSound();
        }
        trials.tell(rounds.size() + " leases, " + chats + " chats after their ends, 2 or 32 at once:"
                + " one took each turn, the others were 409, every late answer or failure was dropped");
    }

    /// @param rivals how many chats come at once when the lease is over
    /// @param twins whether they are the same request, under the same key, as the one that is held
    /// @param lateFirst whether the model answers the held turn before the one that took over
    /// @param late how the model answers the held turn at last
    private record Round(int rivals, boolean twins, boolean lateFirst, Fault late) {}

    private static List<Round> rounds(int each) {
        List<Round> rounds = new ArrayList<>();
        for (int rivals : List.of(2, 32)) {
            for (boolean twins : List.of(true, false)) {
                for (boolean lateFirst : List.of(true, false)) {
                    for (Fault late : List.of(Fault.NONE, KnownFault.FAILED)) {
                        IntStream.range(0, each).forEach(_ -> rounds.add(new Round(rivals, twins, lateFirst, late)));
                    }
                }
            }
        }
        return rounds;
    }

    private static void play(ChatStage stage, Round round) throws InterruptedException {
        Speaker ada = Speaker.begin(stage.server(), "support");
        try (HeldModel model = stage.hold()) {
            CompletableFuture<Answer> held = CompletableFuture.supplyAsync(() -> ada.chatOnce("key", HELD), THREADS);
            model.awaitAsked(1);
            stage.clock().moveOn(Pace.LEASE.minusMillis(1));
            ada.chat("too early").as(409);
            stage.clock().moveOn(Duration.ofMillis(1));

            CompletionService<Answer> rivals = new ExecutorCompletionService<>(THREADS);
            for (int i = 0; i < round.rivals(); i++) {
                String rival = "rival " + i;
                var _ = rivals.submit(() -> round.twins() ? ada.chatOnce("key", HELD) : ada.chat(rival));
            }
            model.awaitAsked(1);
            for (int i = 1; i < round.rivals(); i++) {
                next(rivals).as(409);
            }

            model.answer(round.lateFirst() ? 1 : 2, round.lateFirst() ? round.late() : Fault.NONE);
            Answer first = round.lateFirst() ? held.join() : next(rivals);
            model.answer(round.lateFirst() ? 2 : 1, round.lateFirst() ? Fault.NONE : round.late());
            Answer second = round.lateFirst() ? next(rivals) : held.join();
            String said = Speaker.said(round.lateFirst() ? second : first);
            assertThat((round.lateFirst() ? first : second).status())
                    .isEqualTo(round.late().equals(Fault.NONE) ? 404 : 500);
            assertThat(stage.asked()).as("calls of the model").isEqualTo(2);

            List<String> texts = stage.table().texts(ada.id());
            assertThat(texts.getFirst()).isEqualTo(HELD);
            assertThat(texts.getLast()).isEqualTo(said);
            assertThat(texts).hasSize(round.twins() ? 2 : 3);
            assertThat(said).isEqualTo("You said: " + texts.get(texts.size() - 2));
            assertThat(stage.table().messages(ada.id()))
                    .extracting(Message::failure)
                    .containsOnlyNulls();
            assertThat(stage.table().held(ada.id())).isFalse();
        }
    }

    private static Answer next(CompletionService<Answer> answers) throws InterruptedException {
        Future<Answer> answer = answers.poll(20, TimeUnit.SECONDS);
        assertThat(answer).as("an answer").isNotNull();
        return answer.resultNow();
    }
}
