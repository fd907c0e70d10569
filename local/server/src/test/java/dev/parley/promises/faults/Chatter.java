package dev.parley.promises.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// A user who writes and chats in sessions of theirs without a pause until the server is gone, and remembers what
/// was acknowledged.
final class Chatter {
    private static final int STEPS_A_SESSION = 8;

    private final String username = "user-" + UUID.randomUUID();
    private final RandomGenerator random;
    private final List<Talk> talks = new ArrayList<>();
    private int acknowledged;

    Chatter(RandomGenerator random) {
        this.random = random;
    }

    /// A session, with the texts of which a place in it was acknowledged, and the one that was on its way last.
    private record Talk(String session, List<String> kept, List<String> onTheWay) {}

    int acknowledged() {
        return acknowledged;
    }

    int sessions() {
        return talks.size();
    }

    /// Talks until the server is gone; `heard` is told of each acknowledgement.
    void talk(ApiClient user, Runnable heard) {
        try {
            for (int step = 0; ; step++) {
                if (step % STEPS_A_SESSION == 0) {
                    begin(user);
                } else {
                    say(user, talks.getLast(), username + " says " + step);
                }
                acknowledged++;
                heard.run();
            }
        } catch (UncheckedIOException gone) {
            // Killed, as it should be.
        }
    }

    ApiClient signIn(URI server) {
        return ApiClient.signIn(server, username);
    }

    private void begin(ApiClient user) {
        String session = user.post("/sessions", "{\"chatbotId\":\"support\",\"clientId\":\"client-1\"}")
                .as(201)
                .at("/data/id")
                .asText();
        talks.add(new Talk(session, new ArrayList<>(), new ArrayList<>()));
    }

    private void say(ApiClient user, Talk talk, String text) {
        talk.onTheWay().add(text);
        if (random.nextBoolean()) {
            user.post("/sessions/history/update/" + talk.session(), content("\"role\":\"user\",", text))
                    .as(200);
            talk.kept().add(text);
        } else {
            JsonNode answer = user.post("/sessions/chat?sessionId=" + talk.session(), content("", text))
                    .as(200);
            talk.kept().add(text);
            talk.kept().add(answer.at("/data/content").asText());
        }
        talk.onTheWay().clear();
    }

    private static String content(String role, String text) {
        return "{" + role + "\"content\":\"" + text + "\"}";
    }

    /// What was acknowledged is there, once and in order; what was on its way is there once at most; and each
    /// session takes the next turn.
    void check(ApiClient user) {
        for (Talk talk : talks) {
            List<String> stored = new ArrayList<>();
            JsonNode found = user.get("/sessions/" + talk.session()).as(200).path("data");
            found.path("messages")
                    .forEach(message -> stored.add(message.path("content").asText()));
            int kept = Math.min(talk.kept().size(), stored.size());
            List<String> beyond = stored.subList(kept, stored.size());

            assertThat(stored.subList(0, kept)).as("%s", stored).isEqualTo(talk.kept());
            assertThat(beyond).hasSizeLessThanOrEqualTo(2 * talk.onTheWay().size());
            assertThat(beyond.stream().limit(1)).as("%s", talk).isSubsetOf(talk.onTheWay());
            Answer next = user.post("/sessions/chat?sessionId=" + talk.session(), content("", "Still there?"));
            assertThat(next.status()).as(next.shown()).isEqualTo(200);
        }
    }
}
