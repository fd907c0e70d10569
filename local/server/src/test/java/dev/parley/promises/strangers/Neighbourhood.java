package dev.parley.promises.strangers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import dev.parley.promises.strangers.StrangersTable.Row;
import dev.parley.promises.strangers.StrangersTable.Whose;
import dev.parley.server.ApiClient;
import dev.parley.standins.Trials;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Three users of one server, the owner, the stranger and the administrator, and every id that one of them may try.
final class Neighbourhood {
    private static final String MINE = "\"mine\"";
    private static final int CROWD = 60;

    final Resident owner;
    final Resident stranger;
    final Resident admin;
    private final Map<Resident, List<String>> filled = new HashMap<>();
    private final List<Runnable> untidy = new ArrayList<>();
    private int changes;

    Neighbourhood(URI address) {
        owner = new Resident("owner", ApiClient.signIn(address, "owner"));
        stranger = new Resident("stranger", ApiClient.signIn(address, "stranger"));
        admin = new Resident("admin", ApiClient.signIn(address, "admin", "admins"));
        shareCatalog();
        settle(owner, 1);
        settle(stranger, 2);
        settle(admin, 3);
    }

    List<Resident> residents() {
        return List.of(owner, stranger, admin);
    }

    /// Who calls in a line: all that may, or, where a tenth is tried, one of them.
    List<Resident> callers(Row row, Trials trials, RandomGenerator random) {
        List<Resident> callers = new ArrayList<>(residents());
        callers.removeIf(resident -> !row.isOf(resident.name()));
        Collections.shuffle(callers, random);
        return callers.stream().limit(trials.count(residents().size())).toList();
    }

    /// Whose things are another's to a resident.
    Resident otherOf(Resident caller) {
        return caller.equals(owner) ? stranger : owner;
    }

    /// How often something was made or removed that is not the caller's alone.
    int changes() {
        return changes;
    }

    /// Removes what was made anew, if it is still there: else its numbers would come to mean something.
    void tidy() {
        changes += untidy.size();
        untidy.forEach(Runnable::run);
        untidy.clear();
    }

    /// The id of a thing that is somebody's, seen by `caller`.
    String id(String thing, Whose whose, Resident caller) {
        return thing.endsWith("+")
                ? anew(thing.substring(0, thing.length() - 1), whose, caller)
                : standing(thing, whose, caller);
    }

    private String standing(String thing, Whose whose, Resident caller) {
        Resident other = otherOf(caller);
        return switch (whose) {
            case OWN -> thing.equals("session") ? filledSession(caller) : caller.own(thing);
            case ANOTHERS -> thing.equals("session") ? filledSession(other) : other.own(thing);
            case DELETED -> caller.deleted(thing);
            case ANOTHERS_DELETED -> other.deleted(thing);
            case NEVER -> never(thing);
            case OF_ANOTHER_KIND -> caller.own("no-" + thing);
        };
    }

    private String anew(String thing, Whose whose, Resident caller) {
        boolean alone = thing.equals("session") || thing.equals("number");
        changes += alone ? 0 : 1;
        return switch (thing) {
            case "session", "number" -> whose == Whose.OWN ? newSession(thing, caller) : standing(thing, whose, caller);
            case "flow" -> newFlow(whose, caller);
            case "profile" -> newEntry("profiles", whose, caller, otherOf(caller));
            case "shared-profile" -> newEntry("profiles", whose, admin, admin);
            default -> newEntry(thing + "s", whose, admin, admin);
        };
    }

    private String filledSession(Resident resident) {
        return resident.next(filled.getOrDefault(resident, List.of()));
    }

    private static String newSession(String thing, Resident caller) {
        if (thing.equals("number")) {
            return caller.post("/api/chat_sessions", "{\"title\":\"mine\"}", 201)
                    .at("/data/id")
                    .asText();
        }
        return chatbotSession(caller, "support", "default", "mine");
    }

    private String newFlow(Whose whose, Resident caller) {
        String flow = "flow-" + UUID.randomUUID();
        Resident maker = whose == Whose.ANOTHERS || whose == Whose.ANOTHERS_DELETED ? otherOf(caller) : caller;
        switch (whose) {
            case OWN, ANOTHERS -> flowSession(maker, flow);
            case DELETED, ANOTHERS_DELETED -> delete(maker, flowSession(maker, flow));
            case NEVER -> {}
            case OF_ANOTHER_KIND -> {
                return newSession("session", caller);
            }
        }
        return flow;
    }

    private String newEntry(String kind, Whose whose, Resident caller, Resident other) {
        return switch (whose) {
            case OWN -> passing(caller, kind);
            case ANOTHERS -> passing(other, kind);
            case DELETED -> gone(caller, kind, entry(caller, kind, MINE));
            case ANOTHERS_DELETED -> gone(other, kind, entry(other, kind, MINE));
            case NEVER -> "never-" + UUID.randomUUID();
            case OF_ANOTHER_KIND -> passing(admin, kind.equals("prompts") ? "models" : "prompts");
        };
    }

    private String passing(Resident maker, String kind) {
        String id = entry(maker, kind, MINE);
        untidy.add(() -> maker.api().delete("/catalog/" + kind + "/" + id));
        return id;
    }

    private static String never(String thing) {
        return switch (thing) {
            case "session" -> "0123456789abcdef01234567";
            case "user" -> "99999999-9999-4999-8999-999999999999";
            default -> thing.endsWith("number") ? "4000000" : "never-there";
        };
    }

    /// What all share: an assistant, a model and a prompt of each state, and numbers that are of one kind only.
    private void shareCatalog() {
        for (int i = 0; i < CROWD; i++) {
            gone(admin, "profiles", entry(admin, "profiles", MINE));
        }
        for (String kind : List.of("assistants", "models", "prompts")) {
            String thing = kind.substring(0, kind.length() - 1);
            JsonNode entry = admin.post("/catalog/" + kind, bodyOf(kind, MINE), 201);
            gone(admin, kind, entry.path("id").asText());
            for (Resident resident : residents()) {
                resident.deleted(thing, entry.path("id").asText())
                        .deleted(thing + "-number", entry.path("number").asText())
                        .owns(thing + "-number", "2");
            }
        }
        for (Resident resident : residents()) {
            resident.owns("assistant", "support")
                    .owns("model", "nova-lite")
                    .owns("prompt", "helpful_assistant")
                    .owns("no-assistant", "helpful_assistant")
                    .owns("no-model", "helpful_assistant")
                    .owns("no-prompt", "nova-lite")
                    .owns("no-model-number", "5")
                    .owns("no-prompt-number", "5")
                    .owns("no-profile-number", "5")
                    .owns("kind", "profiles")
                    .owns("no-kind", "default");
        }
    }

    /// Gives a resident something of every kind.
    ///
    /// @param kept which number names a session of the resident's and of nobody else's; 4 names nobody's now
    private void settle(Resident resident, int kept) {
        for (int number = 1; number <= 4; number++) {
            resident.post("/api/chat_sessions", "{\"title\":\"" + resident.canary("basic") + "\"}", 201);
            String session = resident.has(sessionOf(resident, String.valueOf(number)));
            if (number != kept) {
                delete(resident, session);
            }
        }
        resident.api()
                .put("/api/v1/chat-sessions/" + kept, "{\"pre_prompt\":\"" + resident.canary("prompt") + "\"}")
                .as(200);
        resident.owns("number", String.valueOf(kept))
                .deleted("number", "4")
                .owns("no-number", String.valueOf(kept % 3 + 1));
        profiles(resident);
        JsonNode partner = admin.post(
                "/catalog/assistants", "{\"model_id\":\"nova-lite\",\"prompt_id\":\"helpful_assistant\"}", 201);
        resident.owns("partner", partner.path("id").asText())
                .owns("partner-number", partner.path("number").asText())
                .deleted("partner", resident.deleted("assistant"))
                .deleted("partner-number", resident.deleted("assistant-number"))
                .owns("no-partner", "helpful_assistant")
                .owns("no-partner-number", resident.own("profile-number"))
                .owns("no-assistant-number", resident.own("profile-number"));
        filled.put(resident, new FilledSessions(resident).ids());
    }

    /// Profiles of the resident's: private ones, but an administrator's are shared.
    private static void profiles(Resident resident) {
        JsonNode gone = profile(resident, "gone");
        JsonNode kept = profile(resident, "profile");
        gone(resident, "profiles", gone.path("id").asText());
        resident.owns("profile", kept.path("id").asText())
                .owns("profile-number", kept.path("number").asText())
                .deleted("profile", gone.path("id").asText())
                .deleted("profile-number", gone.path("number").asText())
                .owns("no-profile", "support")
                // A generated id looks like a session's.
                .owns("no-session", profile(resident, "other").path("id").asText())
                .owns("no-user", sessionOf(resident, resident.own("number")))
                .owns("no-flow", sessionOf(resident, resident.own("number")));
    }

    private static JsonNode profile(Resident resident, String what) {
        List<String> fields = new ArrayList<>();
        for (String field : List.of("name", "label", "description", "avatar_image")) {
            String text = resident.isAdmin() ? "shared" : resident.canary(what + "-" + field);
            fields.add("\"" + field + "\":\"" + text + "\"");
        }
        return resident.post("/catalog/profiles", "{" + String.join(",", fields) + "}", 201);
    }

    private static String entry(Resident maker, String kind, String text) {
        return maker.post("/catalog/" + kind, bodyOf(kind, text), 201)
                .path("id")
                .asText();
    }

    private static String bodyOf(String kind, String text) {
        return kind.equals("prompts") ? "{\"content\":" + text + "}" : "{\"label\":" + text + "}";
    }

    private static String gone(Resident maker, String kind, String id) {
        maker.api().delete("/catalog/" + kind + "/" + id).as(204);
        return id;
    }

    static String chatbotSession(Resident resident, String chatbot, String client, String title) {
        return resident.post(
                        "/sessions",
                        "{\"chatbotId\":\"" + chatbot + "\",\"clientId\":\"" + client + "\",\"title\":\"" + title
                                + "\"}",
                        201)
                .at("/data/id")
                .asText();
    }

    static String flowSession(Resident resident, String flow) {
        return resident.post("/chat-sessions/create", "{\"chatflowId\":\"" + flow + "\"}", 200)
                .path("guid")
                .asText();
    }

    static void delete(Resident resident, String session) {
        resident.api().delete("/sessions/delete/" + session).as(200);
    }

    static String sessionOf(Resident resident, String number) {
        return SessionId.of(new UserId(resident.api().sub()), Long.parseLong(number))
                .value();
    }
}
