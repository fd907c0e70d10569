package dev.parley.promises.turns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.chat.Allowance;
import dev.parley.chat.Blank;
import dev.parley.chat.ChatStore.Lease;
import dev.parley.chat.Message;
import dev.parley.chat.Once;
import dev.parley.chat.Pace;
import dev.parley.chat.Role;
import dev.parley.chat.Utterance;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.standins.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The same as ValidHistoryTest through the whole system: turns that went well and badly over HTTP, and
/// after them one whose request the strict stand-in takes.
class StoredHistoryTest {
    private static final int MOST_TURNS = 40;
    private static final List<String> SWITCHES =
            List.of("!error 400", "!error 424", "!error 500", "!error 503", "!empty", "!reset");
    private static final List<String> BLANKS = List.of(" ", "\u200B", "\u2060\uFEFF", "\u00A0");

    private final Map<State, Integer> tally = new TreeMap<>();
    private int turns;

    /// What becomes of a turn.
    private enum State {
        COMPLETE,
        INCOMPLETE,
        FAILED,
        PENDING
    }

    @Test
    void afterAnyTurnsTheNextOneIsAnswered() {
        Trials trials = Trials.of("valid history, over HTTP");
        RandomGenerator random = trials.random();
        int sessions = trials.count(1_000);
        try (ChatStage stage = ChatStage.open(0)) {
            terse(stage);
            for (int i = 0; i < sessions; i++) {
                Speaker ada = Speaker.begin(stage.server(), "terse");
                int length = random.nextInt(10) == 0 ? random.nextInt(1, MOST_TURNS + 1) : random.nextInt(1, 9);
                for (int turn = 0; turn < length; turn++) {
                    stage.clock().moveOn(Pace.LEASE);
                    appendSome(stage, ada, random);
                    turn(stage, ada, random);
                }
                stage.clock().moveOn(Pace.LEASE);
                next(stage, ada, "newest " + i);
            }
            stage.table().isSound();
        }
        trials.tell(sessions + " sessions with 1 to " + MOST_TURNS + " turns, " + tally
                + ": each next turn was answered, and its request held the whole history once, in its order");
    }

    /// An assistant whose answers are cut off after 80 bytes, and whose context holds any of these histories.
    private static void terse(ChatStage stage) {
        ApiClient admin = ApiClient.signIn(stage.server().address(), "root", "admins");
        admin.post("/catalog/models", "{\"id\":\"terse\",\"context_tokens\":1000000,\"max_tokens\":20}")
                .as(201);
        admin.post("/catalog/assistants", "{\"id\":\"terse\",\"name\":\"Terse\",\"model_id\":\"terse\"}")
                .as(201);
    }

    private void turn(ChatStage stage, Speaker ada, RandomGenerator random) {
        State state = List.of(State.values()).get(random.nextInt(State.values().length));
        tally.merge(state, 1, Integer::sum);
        String text = "turn " + ++turns;
        switch (state) {
            case COMPLETE -> assertThat(Speaker.said(ada.chat(text))).isEqualTo("You said: " + text);
            case INCOMPLETE -> {
                String said = Speaker.said(ada.chat(text + ".".repeat(100)));
                assertThat(said).hasSize(80).startsWith("You said: " + text);
            }
            case FAILED ->
                ada.chat(SWITCHES.get(random.nextInt(SWITCHES.size()))).as(500);
            case PENDING -> {
                Lease lease = new Lease(stage.clock().instant(), Pace.LEASE, Allowance.UNLIMITED);
                stage.table().store().take(stage.table().session(ada.id()), Utterance.ofUser(text), lease, Once.ALWAYS);
                ada.chat("too early").as(409);
            }
        }
    }

    /// Messages of clients, and blank ones, which no client can store.
    private void appendSome(ChatStage stage, Speaker ada, RandomGenerator random) {
        while (random.nextInt(3) == 0) {
            Role role = List.of(Role.values()).get(random.nextInt(Role.values().length));
            if (random.nextInt(3) == 0) {
                String blank = BLANKS.get(random.nextInt(BLANKS.size()));
                ada.say(role.name().toLowerCase(Locale.ROOT), blank).as(400);
                stage.table()
                        .store()
                        .append(
                                stage.table().session(ada.id()),
                                new Utterance(role, blank, null),
                                stage.clock().instant(),
                                Once.ALWAYS);
            } else {
                ada.say(role.name().toLowerCase(Locale.ROOT), "appended " + ++turns)
                        .as(200);
            }
        }
    }

    private static void next(ChatStage stage, Speaker ada, String text) {
        List<String> told = new ArrayList<>();
        stage.table().messages(ada.id()).stream()
                .map(Message::said)
                .filter(said -> said.role() != Role.SYSTEM && !Blank.is(said.text()))
                .dropWhile(said -> said.role() == Role.ASSISTANT)
                .forEach(said -> told.add(said.role() + ": " + said.text()));
        told.add("USER: " + text);

        Answer answer = ada.chat(text);

        assertThat(answer.status()).as("%s: %s", told, answer.shown()).isEqualTo(200);
        assertThat(Speaker.said(answer)).isEqualTo("You said: " + text);
        JsonNode request = stage.bedrock().calls(1).getFirst().body();
        List<String> sent = new ArrayList<>();
        request.path("messages")
                .forEach(message -> message.path("content")
                        .forEach(block -> sent.add(message.path("role").asText().toUpperCase(Locale.ROOT) + ": "
                                + block.path("text").asText())));
        assertThat(sent).isEqualTo(told);
        assertThat(request.path("system")).isEmpty();
    }
}
