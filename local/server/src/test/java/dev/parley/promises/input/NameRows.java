package dev.parley.promises.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.promises.Group;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import dev.parley.server.Malformed;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The rows about ids, for every route that names one thing.
record NameRows(Stage stage, Stored set) {
    private static final String SAID = "{\"message\":{\"role\":\"user\",\"content\":\"x\"}}";

    /// Method, target and body, with `<id>` for the thing; how an id of another shape is refused.
    private static final Map<Group, List<String[]>> ROUTES = Map.of(
            Group.CHATFLOW,
            List.of(
                    new String[] {"POST /chat-sessions/get", "{\"chatId\":\"<id>\"}", "404 Chat session not found"},
                    new String[] {
                        "POST /chat-sessions/update",
                        "{\"chatId\":\"<id>\",\"title\":\"x\"}",
                        "404 Chat session not found"
                    },
                    new String[] {"POST /chat-sessions/delete", "{\"chatId\":\"<id>\"}", "404 Chat session not found"}),
            Group.BASIC,
            List.of(
                    new String[] {"GET /api/chat_sessions/<id>", "", "400 sessionId "},
                    new String[] {"PUT /api/chat_sessions/<id>", "{\"title\":\"x\"}", "400 sessionId "},
                    new String[] {"PUT /api/contacts/<id>", "{\"title\":\"x\"}", "400 contactId "},
                    new String[] {"DELETE /api/chat_sessions/<id>", "", "400 sessionId "},
                    new String[] {"DELETE /api/chat_session/<id>", "", "400 chatSessionId "}),
            Group.CHATBOT,
            List.of(
                    new String[] {"GET /sessions/<id>", "", "404 Session not found"},
                    new String[] {"PUT /sessions/<id>", "{\"title\":\"x\"}", "400 id "},
                    new String[] {"POST /sessions/<id>/end", "", "404 Session not found"},
                    new String[] {"POST /sessions/message?sessionId=<id>", SAID, "400 sessionId "},
                    new String[] {"POST /sessions/chat?sessionId=<id>", "{\"content\":\"x\"}", "400 sessionId "}),
            Group.CHARACTER,
            List.of(
                    new String[] {"GET /api/v1/chat-sessions/<id>", "", "404 Chat session not found"},
                    new String[] {"PUT /api/v1/chat-sessions/<id>", "{}", "404 Chat session not found"},
                    new String[] {"DELETE /api/v1/chat-sessions/<id>", "", "404 Chat session not found"}),
            Group.AGENT,
            List.of(
                    new String[] {"GET /sessions/get/<id>", "", "404 Session not found."},
                    new String[] {"GET /sessions/history/<id>", "", "404 Session not found."},
                    new String[] {"GET /sessions/history/recent/<id>", "", "404 Session not found."},
                    new String[] {
                        "POST /sessions/history/update/<id>",
                        "{\"role\":\"user\",\"content\":\"x\"}",
                        "404 Session not found."
                    },
                    new String[] {"DELETE /sessions/delete/<id>", "", "404 Session not found."}),
            Group.CATALOG,
            List.of(
                    new String[] {"GET /catalog/profiles/<id>", "", "404 Profile not found"},
                    new String[] {"PUT /catalog/profiles/<id>", "{\"name\":\"x\"}", "404 Profile not found"},
                    new String[] {"DELETE /catalog/profiles/<id>", "", "404 Profile not found"}));

    /// Ids of another shape.
    void malformed(Group group) {
        boolean byNumber = group == Group.BASIC || group == Group.CHARACTER;
        refused(group, Malformed.sessionIds().stream().filter(id -> !(byNumber && id.equals("1"))));
    }

    /// Ids with what keys and paths are made of, around an own one; and ids that are too long.
    void injected(Group group) {
        String own = switch (group) {
            case CHATFLOW, CHATBOT, AGENT -> stage.name("session");
            case BASIC, CHARACTER -> "1";
            case CATALOG -> "default";
        };
        refused(
                group,
                Stream.of(
                        own + "%23",
                        own + "%23x",
                        "%23" + own,
                        own + "%2F",
                        "..%2F" + own,
                        own + "%2F..",
                        "SESSION%23" + own,
                        "USER%23" + own,
                        own + "%00",
                        own + "," + own,
                        "..",
                        "a".repeat(1_025),
                        "a".repeat(2_048)));
    }

    private void refused(Group group, Stream<String> ids) {
        ids.forEach(id -> {
            ROUTES.getOrDefault(group, List.of()).forEach(route -> {
                Answer answer = request(route, id).sentBy(stage.user(group));
                boolean unknown = group == Group.BASIC && id.matches("[1-9][0-9]*");
                String meant = unknown ? "404 Not Found" : route[2];
                assertThat(answer.status() + " " + group.reason(answer))
                        .as(route[0] + " of " + id)
                        .startsWith(meant);
            });
            set.checkStands();
        });
    }

    /// Ids of the right shape that nothing has.
    void unknown(Group group) {
        ROUTES.getOrDefault(group, List.of()).forEach(route -> {
            Answer answer = request(route, nothing(group)).sentBy(stage.user(group));
            assertThat(answer.status()).as(answer.shown()).isEqualTo(404);
            assertThat(group.reason(answer)).isNotBlank();
            set.checkStands();
        });
    }

    /// Ids of Ada's, asked for by somebody who has nothing: like ids of nothing, to the byte.
    void another(Group group) {
        ApiClient mallory = ApiClient.signIn(stage.server().address(), "mallory");
        String adas = switch (group) {
            case CHATFLOW, CHATBOT, AGENT -> stage.name("session");
            case BASIC, CHARACTER -> "1";
            case CATALOG -> "ada-herself";
        };
        ROUTES.getOrDefault(group, List.of()).forEach(route -> {
            Answer other = request(route, adas).sentBy(mallory);
            Answer nothing = request(route, nothing(group)).sentBy(mallory);
            assertThat(other.status()).as(other.shown()).isEqualTo(404).isEqualTo(nothing.status());
            assertThat(other.text()).isEqualTo(nothing.text());
            set.checkStands();
        });
    }

    private String nothing(Group group) {
        return switch (group) {
            case CHATFLOW, CHATBOT, AGENT -> stage.name("nobodys");
            case BASIC, CHARACTER -> "99";
            case CATALOG -> "nobody-herself";
        };
    }

    private static Request request(String[] route, String id) {
        return Request.of(route[0].replace("<id>", id), route[1].replace("<id>", id));
    }
}
