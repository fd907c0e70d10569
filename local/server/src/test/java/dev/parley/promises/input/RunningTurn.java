package dev.parley.promises.input;

import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import java.util.concurrent.CompletableFuture;

/// What others are answered while a turn is running.
///
/// @param twin the same chat under the same key
/// @param second another chat
/// @param said a message, in the chatbot API
/// @param updated a message, in the agent API
/// @param first the turn itself
record RunningTurn(Answer twin, Answer second, Answer said, Answer updated, Answer first) {
    private static final String SLOW = "!slow 1";

    /// Runs a turn in Ada's first session, and asks all that while it runs; afterwards the table holds what it
    /// held.
    static RunningTurn run(Stage stage, Stored set) {
        ApiClient ada = stage.cast().ada();
        String session = stage.name("session");
        String chat = "/sessions/chat?sessionId=" + session;
        String slow = "{\"content\":\"" + SLOW + "\"}";
        CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> ada.postOnce("turn", chat, slow));
        while (!isAsked(ada) && !first.isDone()) {
            Thread.onSpinWait();
        }
        RunningTurn run = new RunningTurn(
                ada.postOnce("turn", chat, slow),
                ada.post(chat, "{\"content\":\"x\"}"),
                ada.post(
                        "/sessions/message?sessionId=" + session,
                        "{\"message\":{\"role\":\"user\",\"content\":\"x\"}}"),
                ada.post("/sessions/history/update/" + session, "{\"role\":\"user\",\"content\":\"x\"}"),
                first.join());
        set.restore();
        return run;
    }

    /// Whether the model has been asked.
    private static boolean isAsked(ApiClient user) {
        return user.modelCalls(1).toString().contains("\"" + SLOW + "\"");
    }
}
