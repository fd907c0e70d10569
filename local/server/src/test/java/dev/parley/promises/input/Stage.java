package dev.parley.promises.input;

import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import dev.parley.promises.Group;
import dev.parley.server.ApiClient;
import dev.parley.server.LocalServer;
import dev.parley.server.Options;
import dev.parley.standins.HandClock;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// A server whose clock stands, and what the documents' requests speak of: Ada's sessions, one of each kind, Eve's
/// one, and the catalog.
record Stage(LocalServer server, Table table, Cast cast, Map<String, String> names) implements AutoCloseable {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final String NOBODYS = "0123456789abcdef01234567";

    /// Who asks.
    ///
    /// @param late whose token has expired
    record Cast(ApiClient ada, ApiClient eve, ApiClient admin, ApiClient late) {}

    static Stage set() {
        HandClock clock = new HandClock();
        LocalServer server = LocalServer.start(new Options(Map.of("PARLEY_PORT", "0")), clock);
        Cast cast = cast(server.address());
        clock.moveOn(SHORT);
        furnish(cast);
        return new Stage(server, Table.of(server.database()), cast, names(cast));
    }

    private static Cast cast(URI address) {
        String form = "username=late&expires_in=" + SHORT.toSeconds();
        return new Cast(
                ApiClient.signIn(address, "ada"),
                ApiClient.signIn(address, "eve"),
                ApiClient.signIn(address, "admin", "admins"),
                new ApiClient(
                        address,
                        ApiClient.tokens(address, form).path("access_token").asText()));
    }

    @Override
    public void close() {
        table.close();
        server.close();
    }

    /// Ada's sessions 1 to 7: a chatbot's, an agent's, two characters', a chatflow's, one that has ended, one that
    /// is deleted. Eve's session 1. Private profiles of both; three assistants more, and one that is gone.
    private static void furnish(Cast cast) {
        ApiClient ada = cast.ada();
        ada.post("/sessions", "{\"chatbotId\":\"support\",\"clientId\":\"client-1\",\"title\":\"Where is my order?\"}")
                .as(201);
        String first = id(ada, 1);
        ada.post("/sessions/message?sessionId=" + first, "{\"message\":{\"role\":\"user\",\"content\":\"Hello\"}}")
                .as(200);
        ada.post("/sessions/chat?sessionId=" + first, "{\"content\":\"When does it arrive?\"}")
                .as(200);
        ada.put(
                        "/sessions/" + first,
                        "{\"feedback\":{\"rating\":4.5,\"comment\":\"Quick\"},\"metadata\":{\"channel\":\"web\"}}")
                .as(200);
        ada.post("/sessions/create?agent_id=agent123&max_context_results=3", "").as(201);
        for (int i = 1; i <= 4; i++) {
            ada.post("/sessions/history/update/" + id(ada, 2), "{\"role\":\"user\",\"content\":\"Message " + i + "\"}")
                    .as(200);
        }
        ada.post(
                        "/api/v1/chat-sessions",
                        character(3, ",\"pre_prompt\":\"Talk like HAL.\",\"post_prompt\":\"Be brief.\""))
                .as(201);
        ada.post("/api/v1/chat-sessions", character(1, "")).as(201);
        ada.post("/chat-sessions/create", "{\"chatflowId\":\"chatflow-guid-12345\",\"title\":\"My Session\"}")
                .as(200);
        ada.post(
                        "/chat-sessions/update",
                        "{\"chatId\":\"" + id(ada, 5) + "\",\"preview\":\"It began\",\"messageCount\":3}")
                .as(200);
        ada.post("/sessions", "{\"chatbotId\":\"support\",\"clientId\":\"default\",\"title\":\"Ended\"}")
                .as(201);
        ada.post("/sessions/" + id(ada, 6) + "/end", "").as(200);
        ada.post("/api/chat_sessions", "{\"title\":\"Deleted\"}").as(201);
        ada.delete("/api/chat_sessions/7").as(200);
        ada.post("/catalog/profiles", "{\"id\":\"ada-herself\",\"name\":\"Ada\"}")
                .as(201);
        cast.eve().post("/api/chat_sessions", "{\"title\":\"Eve's secret\"}").as(201);
        cast.eve()
                .post("/catalog/profiles", "{\"id\":\"eve-herself\",\"name\":\"Eve\"}")
                .as(201);
        for (String assistant : new String[] {"agent1", "agent2", "watson", "retired"}) {
            cast.admin()
                    .post("/catalog/assistants", "{\"id\":\"" + assistant + "\"}")
                    .as(201);
        }
        cast.admin().delete("/catalog/assistants/retired").as(204);
    }

    private static String character(int number, String more) {
        return "{\"character_id\":" + number + ",\"user_profile_id\":2,\"ai_model_id\":2,\"system_prompt_id\":1" + more
                + "}";
    }

    private static Map<String, String> names(Cast cast) {
        return Map.of(
                "sub", cast.ada().sub(),
                "session", id(cast.ada(), 1),
                "agents", id(cast.ada(), 2),
                "characters", id(cast.ada(), 3),
                "chatflows", id(cast.ada(), 5),
                "ended", id(cast.ada(), 6),
                "deleted", id(cast.ada(), 7),
                "eves", id(cast.eve(), 1),
                "eve", cast.eve().sub(),
                "nobodys", NOBODYS);
    }

    /// The string id of a user's session.
    private static String id(ApiClient user, long number) {
        return SessionId.of(new UserId(user.sub()), number).value();
    }

    String name(String key) {
        String value = names.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the stage has no " + key);
        }
        return value;
    }

    /// What the group's user is: the catalog's an administrator.
    ApiClient user(Group group) {
        return group == Group.CATALOG ? cast.admin() : cast.ada();
    }
}
