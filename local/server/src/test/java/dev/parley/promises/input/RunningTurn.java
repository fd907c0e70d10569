package dev.parley.promises.input;

import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.standins.Gate;
import java.util.concurrent.CompletableFuture;

/// What others are answered while a turn is running.
///
/// @param twin the same chat under the same key
/// @param second another chat
/// @param said a message, in the chatbot API
/// @param updated a message, in the agent API
/// @param first the turn itself
record RunningTurn(Answer twin, Answer second, Answer said, Answer updated, Answer first) {
    private static final String HELD = "long in coming";

    /// Runs a turn in Ada's first session, and asks all that while it runs; afterwards the table holds what it
    /// held.
    static RunningTurn run(Stage stage, Stored set) {
        ApiClient ada = stage.cast().ada();
        String session = stage.name("session");
        String chat = "/sessions/chat?sessionId=" + session;
        String held = "{\"content\":\"" + HELD + "\"}";
        try (Gate gate = stage.server().model().orElseThrow().gate(HELD)) {
            CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> ada.postOnce("turn", chat, held));
            while (!isAsked(ada) && !first.isDone()) {
                Thread.onSpinWait();
            }
            Answer twin = ada.postOnce("turn", chat, held);
            Answer second = ada.post(chat, "{\"content\":\"x\"}");
            Answer said = ada.post(
                    "/sessions/message?sessionId=" + session, "{\"message\":{\"role\":\"user\",\"content\":\"x\"}}");
            Answer updated = ada.post("/sessions/history/update/" + session, "{\"role\":\"user\",\"content\":\"x\"}");
            gate.open();
            RunningTurn run = new RunningTurn(twin, second, said, updated, first.join());
            set.restore();
            return run;
        }
    }

    /// Whether the model has been asked.
    private static boolean isAsked(ApiClient user) {
        return user.modelCalls(1).toString().contains("\"" + HELD + "\"");
    }
}
