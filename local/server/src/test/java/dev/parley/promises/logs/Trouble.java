package dev.parley.promises.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.parley.promises.Operation;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Requests that are in the way of others, or beyond what their users may use, or whose model fails.
record Trouble(URI server, Marked marked, Traffic traffic) {
    private static final int TWINS = 4;

    /// A profile under an id that the user has given to another.
    void anIdIsTaken() {
        ApiClient user = traffic.signedIn(ApiClient.signIn(server, marked.mark() + "-taken"));
        for (int status : List.of(201, 409)) {
            Operation.Request profile = new Operation.Request(
                    "POST /catalog/profiles", Optional.of("{\"id\":\"" + marked.mark() + "-taken\",\"name\":\"\"}"));
            assertThat(traffic.send(user, Optional.empty(), marked.of(profile)).status())
                    .isEqualTo(status);
        }
    }

    /// The same chat several times at once, under one key: while the first is answered, the others are in its way.
    void twinsChat() {
        ApiClient user = traffic.signedIn(ApiClient.signIn(server, marked.mark() + "-twins"));
        begin(user);
        List<Integer> statuses = new CopyOnWriteArrayList<>();
        Traffic.together(
                TWINS,
                Collections.nCopies(TWINS, "!slow 1"),
                text -> statuses.add(chat(user, marked.mark(), text).status()));
        assertThat(statuses).contains(200, 409).containsOnly(200, 409);
    }

    /// A chat for which the one before it has left no room in the day's budget of so many tokens.
    void theBudgetIsSpent(int budget) {
        ApiClient user = traffic.signedIn(ApiClient.signIn(server, marked.mark() + "-spent"));
        begin(user);
        String text = (marked.mark() + " ").repeat(budget / marked.mark().length());
        assertThat(chat(user, marked.mark() + "-first", text).status()).isEqualTo(200);
        assertThat(chat(user, marked.mark() + "-second", text).status()).isEqualTo(429);
    }

    private void begin(ApiClient user) {
        String prompt = TextNode.valueOf(marked.text()).toString();
        traffic.send(
                user,
                Optional.empty(),
                new Operation.Request(
                        "POST /api/v1/chat-sessions",
                        Optional.of(
                                "{\"character_id\":4,\"user_profile_id\":3,\"ai_model_id\":1,\"system_prompt_id\":1,"
                                        + "\"pre_prompt\":" + prompt + ",\"post_prompt\":" + prompt + "}")));
    }

    private Answer chat(ApiClient user, String key, String text) {
        return traffic.send(
                user,
                Optional.of(key),
                new Operation.Request(
                        "POST /sessions/chat?sessionId=" + Operation.first(user.sub()),
                        Optional.of("{\"content\":\"" + text + "\"}")));
    }

    /// A chat in a session full of canaries, with a switch of the stand-in's for its text.
    void theModelFails(String text) {
        ApiClient user = traffic.signedIn(ApiClient.signIn(server, marked.mark() + text.hashCode()));
        begin(user);
        Answer answer = chat(user, marked.mark(), text);
        assertThat(answer.status()).as(text).isEqualTo(500);
        assertThat(marked.isIn(answer.text())).isFalse();
    }
}
