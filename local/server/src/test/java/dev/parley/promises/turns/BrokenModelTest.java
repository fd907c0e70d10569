package dev.parley.promises.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Tempo;
import dev.parley.chat.Message;
import dev.parley.chat.Pace;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.standins.HandClock;
import dev.parley.standins.Trials;
import dev.parley.standins.faults.Fault;
import dev.parley.standins.faults.KnownFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// However the model fails, the user's message is kept once and says why it got no answer, the next turn works, and
/// the model was asked once, or twice where it was too busy for the first.
class BrokenModelTest {
    private static final String SAID = "what the user said";
    private static final String REFUSAL =
            "{\"success\":false,\"message\":\"The chatbot could not answer; your message is kept\"}";
    /// Where the assistant looks passages up.
    private static final String LEARNED = "agent123";
    /// Much less than what the proxy delays a call by.
    private static final Duration LITTLE = Duration.ofMillis(300);

    @Test
    void whateverTheModelDoesTheMessageIsKeptOnceAndTheNextTurnWorks() {
        Trials trials = Trials.of("a broken model breaks no session");
        try (ChatStage stage = ChatStage.open(0);
                LocalServer hasty = hasty(stage)) {
            List<Misbehaviour> modes = modes(stage.clock());
            List<Case> cases = new ArrayList<>(cases(trials, "Converse", "support", modes));
            List<Misbehaviour> lookups = trials.some(Misbehaviour.failures());
            cases.addAll(cases(trials, "Retrieve", LEARNED, lookups));
            cases.forEach(one -> play(stage, hasty, one));
            stage.server().drainStream();
            stage.table().isSound();
            trials.tell(modes.size() + " modes of the model and " + lookups.size() + " of its knowledge base x "
                    + cases.size() / (modes.size() + lookups.size()) + " of the positions "
                    + List.of(Position.values()) + ": no message lost or doubled, every next turn worked");
        }
    }

    /// Where in its session the turn is that fails.
    private enum Position {
        FIRST,
        MIDDLE,
        AFTER_A_FAILURE
    }

    /// @param operation what fails
    private record Case(String operation, String chatbot, Misbehaviour mode, Position position) {}

    /// Every mode at every position, or at one of them.
    private static List<Case> cases(Trials trials, String operation, String chatbot, List<Misbehaviour> modes) {
        List<Position> positions = new ArrayList<>(List.of(Position.values()));
        Random random = new Random(trials.seed());
        List<Case> cases = new ArrayList<>();
        for (Misbehaviour mode : modes) {
            Collections.shuffle(positions, random);
            positions
                    .subList(0, trials.count(positions.size()))
                    .forEach(position -> cases.add(new Case(operation, chatbot, mode, position)));
        }
        return cases;
    }

    private static List<Misbehaviour> modes(HandClock clock) {
        Fault late = exchange -> {
            clock.moveOn(Duration.ofMillis(2_001));
            KnownFault.THROTTLED.befall(exchange);
        };
        return Stream.of(
                        Misbehaviour.failures(),
                        Misbehaviour.unusable(),
                        Misbehaviour.answers(),
                        Misbehaviour.throttled(),
                        List.of(new Misbehaviour("throttled after two seconds", late, 1, "", false)))
                .flatMap(List::stream)
                .toList();
    }

    private static void play(ChatStage stage, LocalServer hasty, Case one) {
        stage.beFair();
        Speaker ada = Speaker.begin(stage.server(), one.chatbot());
        List<String> texts = before(stage, ada, one.position());
        stage.proxy()
                .follow(call ->
                        call.operation().equals(one.operation()) ? one.mode().fault() : Fault.NONE);

        Answer answer = (one.mode().outOfTime() ? ada.at(hasty) : ada).chat(SAID);

        asked(stage, one);
        texts.add(SAID);
        if (one.mode().answer().isEmpty()) {
            assertThat(answer.status()).as("%s: %s", one, answer.shown()).isEqualTo(500);
            assertThat(answer.body()).hasToString(REFUSAL);
            Message kept = stage.table().messages(ada.id()).getLast();
            assertThat(kept.failure()).as("%s", one).isNotBlank();
        } else {
            assertThat(answer.status()).as("%s: %s", one, answer.shown()).isEqualTo(200);
            assertThat(Speaker.said(answer)).isEqualTo(one.mode().answer());
            texts.add(one.mode().answer());
        }
        assertThat(stage.table().texts(ada.id())).as("%s", one).isEqualTo(texts);
        assertThat(stage.table().held(ada.id())).as("%s", one).isFalse();
        next(stage, ada, one, texts);
    }

    /// Tries that the proxy saw: the SDK and the HTTP client under it may make more than they tell.
    private static void asked(ChatStage stage, Case one) {
        int tries = stage.tries(one.operation()).size();
        if (one.mode().outOfTime()) {
            assertThat(tries).as("%s", one).isLessThanOrEqualTo(one.mode().most());
        } else {
            assertThat(tries).as("%s", one).isEqualTo(one.mode().most());
        }
        if (!one.operation().equals("Converse")) {
            assertThat(stage.asked()).as("%s", one).isZero();
        }
    }

    private static List<String> before(ChatStage stage, Speaker ada, Position position) {
        List<String> texts = new ArrayList<>();
        switch (position) {
            case FIRST -> {}
            case MIDDLE ->
                List.of("one", "two").forEach(text -> texts.addAll(List.of(text, Speaker.said(ada.chat(text)))));
            case AFTER_A_FAILURE -> {
                stage.proxy().follow(call -> call.operation().equals("Converse") ? KnownFault.FAILED : Fault.NONE);
                ada.chat("failed before").as(500);
                texts.add("failed before");
            }
        }
        return texts;
    }

    private static void next(ChatStage stage, Speaker ada, Case one, List<String> texts) {
        stage.beFair();
        Answer next = ada.chat("next");
        assertThat(next.status()).as("%s: %s", one, next.shown()).isEqualTo(200);
        texts.addAll(List.of("next", "You said: next"));
        assertThat(stage.table().texts(ada.id())).as("%s", one).isEqualTo(texts);
        String told =
                stage.bedrock().calls(1).getFirst().body().path("messages").toString();
        assertThat(told.split(SAID, -1)).as("%s: %s", one, told).hasSize(2);
    }

    /// A server over the same table whose functions give the model little time.
    private static LocalServer hasty(ChatStage stage) {
        Tempo usual = Tempo.of(stage.clock());
        Pace pace = new Pace(
                stage.clock(), LITTLE, usual.pace().reserve(), usual.pace().lease());
        Map<String, String> options = Map.of(
                "PARLEY_PORT",
                "0",
                "PARLEY_BEDROCK_ENDPOINT",
                stage.proxy().endpoint().toString(),
                "PARLEY_DYNAMODB_ENDPOINT",
                stage.server().database().toString());
        return LocalServer.start(
                new Options(options), new Tempo(pace, usual.patience(), usual.storeTry(), usual.storeCall()));
    }
}
