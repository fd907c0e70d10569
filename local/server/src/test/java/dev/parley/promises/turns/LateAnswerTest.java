package dev.parley.promises.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Message;
import dev.parley.chat.Session;
import dev.parley.server.ApiClient.Answer;
import dev.parley.standins.Trials;
import dev.parley.standins.faults.Fault;
import dev.parley.standins.faults.KnownFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the model says after its session was deleted, ended or has expired is dropped, and brings nothing back.
class LateAnswerTest {
    private static final Executor THREADS = command -> Thread.ofVirtual().start(command);
    private static final String ASKED = "asked before";

    @Test
    void anAnswerAfterTheEndOfItsSessionIsDroppedAndBringsNothingBack() throws InterruptedException {
        Trials trials = Trials.of("a late answer brings nothing back");
        Map<String, List<Round>> rounds = rounds();
        Random random = new Random(trials.seed());
        int played = 0;
        try (ChatStage stage = ChatStage.open(30)) {
            for (List<Round> alike : rounds.values()) {
                Collections.shuffle(alike, random);
                for (Round round : alike.subList(0, trials.count(alike.size()))) {
                    play(stage, round);
                    played++;
                }
                stage.table().isSound();
            }
        }
        trials.tell(played + " answers and failures after " + List.of(Leave.values())
                + ", before and after what was left was swept");
    }

    /// How a session is left while the model is at work.
    private enum Leave {
        CHATFLOW_DELETE {
            @Override
            Answer leave(Speaker ada, Session session) {
                return ada.api().post("/chat-sessions/delete", "{\"chatId\":\"" + ada.session() + "\"}");
            }
        },
        BASIC_DELETE {
            @Override
            Answer leave(Speaker ada, Session session) {
                return ada.api().delete("/api/chat_sessions/" + session.number());
            }
        },
        BASIC_DELETE_AS_ITS_DOCUMENT_SPELLS_IT {
            @Override
            Answer leave(Speaker ada, Session session) {
                return ada.api().delete("/api/chat_session/" + session.number());
            }
        },
        CHARACTER_DELETE {
            @Override
            Answer leave(Speaker ada, Session session) {
                return ada.api().delete("/api/v1/chat-sessions/" + session.number());
            }
        },
        AGENT_DELETE {
            @Override
            Answer leave(Speaker ada, Session session) {
                return ada.api().delete("/sessions/delete/" + ada.session());
            }
        },
        CHATBOT_END {
            @Override
            Answer leave(Speaker ada, Session session) {
                return ada.api().post("/sessions/" + ada.session() + "/end", "");
            }
        },
        CHATBOT_COMPLETED {
            @Override
            Answer leave(Speaker ada, Session session) {
                return put(ada, "COMPLETED");
            }
        },
        CHATBOT_TERMINATED {
            @Override
            Answer leave(Speaker ada, Session session) {
                return put(ada, "TERMINATED");
            }
        },
        /// The session takes messages again, but no more the answer.
        CHATBOT_TERMINATED_AND_ACTIVE_AGAIN {
            @Override
            Answer leave(Speaker ada, Session session) {
                put(ada, "TERMINATED").as(200);
                return put(ada, "ACTIVE");
            }
        },
        EXPIRY {
            @Override
            Answer leave(Speaker ada, Session session) {
                return ada.api().get("/sessions/" + ada.session());
            }
        };

        abstract Answer leave(Speaker ada, Session session);

        boolean keepsTheSession() {
            return name().startsWith("CHATBOT");
        }

        private static Answer put(Speaker ada, String status) {
            return ada.api().put("/sessions/" + ada.session(), "{\"status\":\"" + status + "\"}");
        }
    }

    /// @param answered whether the model answers, and does not fail
    /// @param key empty for a request without one
    /// @param earlier whether the session has a turn before
    /// @param swept whether what is left is swept up before the model answers
    private record Round(Leave leave, boolean answered, String key, boolean earlier, boolean swept) {}

    /// By how the session is left and whether the model answers after it.
    private static Map<String, List<Round>> rounds() {
        List<Round> rounds = new ArrayList<>();
        List<Boolean> either = List.of(true, false);
        for (Leave leave : Leave.values()) {
            for (boolean answered : either) {
                for (String key : List.of("key", "")) {
                    either.forEach(earlier ->
                            either.forEach(swept -> rounds.add(new Round(leave, answered, key, earlier, swept))));
                }
            }
        }
        return rounds.stream()
                .collect(Collectors.groupingBy(
                        round -> round.leave() + " " + round.answered(), TreeMap::new, Collectors.toList()));
    }

    private static void play(ChatStage stage, Round round) throws InterruptedException {
        stage.beFair();
        Speaker ada = Speaker.begin(stage.server(), "support");
        List<String> before = new ArrayList<>();
        if (round.earlier()) {
            before.addAll(List.of("earlier", Speaker.said(ada.chat("earlier"))));
        }
        before.add(ASKED);
        Session session = stage.table().session(ada.id());
        try (HeldModel model = stage.hold()) {
            CompletableFuture<Answer> turn =
                    CompletableFuture.supplyAsync(() -> ada.chatOnce(round.key(), ASKED), THREADS);
            model.awaitAsked(1);
            assertThat(stage.table().texts(ada.id())).isEqualTo(before);
            leave(stage, round, ada, session);
            if (round.swept()) {
                sweep(stage);
            }
            model.answer(1, round.answered() ? Fault.NONE : KnownFault.FAILED);
            Answer answer = turn.join();
            assertThat(answer.status()).as("%s", round).isEqualTo(round.answered() ? 404 : 500);
            assertThat(answer.text().contains("your message is kept"))
                    .as("%s", round)
                    .isEqualTo(!round.answered() && round.leave().keepsTheSession());
            assertThat(stage.asked()).isOne();
        }
        stage.beFair();
        sweep(stage);
        if (round.leave().keepsTheSession()) {
            keptAsItWas(stage, round, ada, before);
        } else {
            gone(stage, round, ada);
        }
    }

    private static void leave(ChatStage stage, Round round, Speaker ada, Session session) {
        if (round.leave() == Leave.EXPIRY) {
            stage.clock().moveOn(Duration.ofDays(31));
            stage.server().expire();
        } else {
            round.leave().leave(ada, session).as(200);
        }
    }

    private static void sweep(ChatStage stage) {
        stage.server().drainStream();
        // What the sweeper wrote is in the stream as well.
        stage.server().drainStream();
    }

    private static void keptAsItWas(ChatStage stage, Round round, Speaker ada, List<String> before) {
        assertThat(stage.table().texts(ada.id())).as("%s", round).isEqualTo(before);
        assertThat(stage.table().messages(ada.id()))
                .extracting(Message::failure)
                .containsOnlyNulls();
        assertThat(stage.table().held(ada.id())).isFalse();
        ada.api().put("/sessions/" + ada.session(), "{\"status\":\"ACTIVE\"}").as(200);
        assertThat(Speaker.said(ada.chat("next"))).isEqualTo("You said: next");
    }

    private static void gone(ChatStage stage, Round round, Speaker ada) {
        assertThat(stage.table().sorts(ada.id()))
                .as("%s", round)
                .isEqualTo(round.leave() == Leave.EXPIRY ? List.of("SWEPT") : List.of());
        Speaker again = ada.at(stage.server());
        again.api().get("/sessions/" + ada.session()).as(404);
        again.chatOnce(round.key(), ASKED).as(404);
        assertThat(again.api()
                        .get("/sessions")
                        .as(200)
                        .at("/data/paginatorInfo/total")
                        .asInt())
                .isZero();
    }
}
