package dev.parley.promises.strangers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.server.ApiClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A user with something of every kind, all of it full of canaries: words and numbers that nobody else uses.
final class Resident {
    private final String name;
    private final ApiClient api;
    private final Set<String> canaries = new LinkedHashSet<>();
    private final Map<String, String> own = new HashMap<>();
    private final Map<String, String> deleted = new HashMap<>();
    private final List<String> sessions = new ArrayList<>();
    private int turn;

    Resident(String name, ApiClient api) {
        this.name = name;
        this.api = api;
        canaries.add(api.sub());
        own.put("user", api.sub());
    }

    String name() {
        return name;
    }

    boolean isAdmin() {
        return name.equals("admin");
    }

    ApiClient api() {
        return api;
    }

    /// A word that only this user's `what` has.
    String canary(String what) {
        String canary = "canary-" + name + "-" + what;
        canaries.add(canary);
        return canary;
    }

    /// A number that only this user's data have.
    int canary() {
        int number = 7_000_000 + 1_000 * Math.floorMod(name.hashCode(), 900) + canaries.size();
        canaries.add(String.valueOf(number));
        return number;
    }

    Set<String> canaries() {
        return canaries;
    }

    /// The session under that id is this user's.
    String has(String session) {
        sessions.add(session);
        canaries.add(session);
        return session;
    }

    /// The sessions whose ids are canaries, live or deleted.
    List<String> filledSessions() {
        return sessions;
    }

    Resident owns(String thing, String id) {
        own.put(thing, id);
        return this;
    }

    Resident deleted(String thing, String id) {
        deleted.put(thing, id);
        return this;
    }

    String own(String thing) {
        return required(own, thing);
    }

    String deleted(String thing) {
        return required(deleted, thing);
    }

    /// A session of this user's that holds canaries, another one each time.
    String next(List<String> filled) {
        return filled.get(turn++ % filled.size());
    }

    JsonNode post(String path, String body, int status) {
        return api.post(path, body).as(status);
    }

    private String required(Map<String, String> ids, String thing) {
        return Optional.ofNullable(ids.get(thing))
                .orElseThrow(() -> new AssertionError(name + " has no " + thing + ", live or deleted"));
    }
}
