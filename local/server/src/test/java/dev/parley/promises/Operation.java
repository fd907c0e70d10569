package dev.parley.promises;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One operation of a group as its event in `events/` has it, sent over HTTP by any user, about that user's first
/// session or about an entry of the catalog that nobody else speaks of.
///
/// @param event the file's name in `events/`, without its ending
/// @param character the number of the assistant of the session
/// @param words what the operation says otherwise than the event, if anything
public record Operation(String name, String event, int character, Map<String, String> words) {
    private static final Path EVENTS = Path.of(System.getProperty("parley.root"), "events");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USER = "11111111-2222-4333-8444-555555555555";
    private static final String ENTRY = "watson";
    private static final String PROFILES = "profiles";
    private static final String ASKED_AGAIN = ", asked again after the model failed";
    private static final String AS_ADMINISTRATOR = " as an administrator";
    private static final Set<String> KEYED = Set.of(
            "chatflow/create",
            "basic/create",
            "chatbot/create",
            "character/create",
            "agent/create",
            "chatbot/message",
            "chatbot/chat",
            "agent/update-history",
            "catalog/create");

    /// Every event, and what an event cannot show twice.
    public static List<Operation> all() {
        List<Operation> operations = new ArrayList<>();
        for (Group group : Group.values()) {
            String folder = group.folder();
            for (String file : files(folder)) {
                String event = folder + "/" + file;
                operations.add(new Operation(event, event, character(group), Map.of()));
            }
        }
        operations.addAll(variants());
        return operations;
    }

    private static List<Operation> variants() {
        List<Operation> operations = new ArrayList<>();
        operations.add(new Operation("chatbot/chat with passages", "chatbot/chat", 4, Map.of()));
        operations.add(new Operation("chatbot/chat" + ASKED_AGAIN, "chatbot/chat", 1, Map.of()));
        operations.add(new Operation(
                "chatbot/list of those that meet every condition",
                "chatbot/list",
                1,
                Map.of("skip=0", "skip=0&clientId=client-1&status=ACTIVE&startDate=2020-01-01&endDate=2200-01-01")));
        operations.add(new Operation(
                "agent/get-by-agent" + AS_ADMINISTRATOR,
                "agent/get-by-agent",
                4,
                Map.of("sort_by=last_active&sort_order=1", "sort_by=created_at")));
        operations.add(new Operation(
                "catalog/create under an id that is made up",
                "catalog/create",
                1,
                Map.of("\\\"id\\\":\\\"" + ENTRY + "\\\",", "", "A doctor", ENTRY)));
        for (String verb : List.of("create", "update", "delete")) {
            operations.add(new Operation(
                    "catalog/" + verb + " of a private profile", "catalog/" + verb, 1, Map.of("assistants", PROFILES)));
            operations.add(new Operation(
                    "catalog/" + verb + " of a model", "catalog/" + verb, 1, Map.of("assistants", "models")));
            operations.add(new Operation(
                    "catalog/" + verb + " of a prompt",
                    "catalog/" + verb,
                    1,
                    Map.of("assistants", "prompts", "description", "content")));
        }
        return operations;
    }

    private static List<String> files(String folder) {
        try (var files = Files.list(EVENTS.resolve(folder))) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int character(Group group) {
        return switch (group) {
            case AGENT -> 4;
            case CHATFLOW -> 5;
            case BASIC, CHATBOT, CHARACTER, CATALOG -> 1;
        };
    }

    public Group group() {
        return Group.of(event.substring(0, event.indexOf('/')));
    }

    /// Whether it honours an idempotency key.
    public boolean isKeyed() {
        return KEYED.contains(event);
    }

    /// Whether it finds nothing to do once it was done.
    public boolean isOnceOnly() {
        return event.matches("(.*/(delete|remove|remove-as-documented)|chatbot/end)");
    }

    /// Whether it may change anything.
    public boolean writes() {
        return !event.matches(".*/(get.*|list|history|recent-history)");
    }

    /// Whether its answer shows what other users have made meanwhile.
    public boolean showsOthers() {
        return event.equals("catalog/list") || isAsAdministrator();
    }

    /// Whether it is sent after the same request, under the same key, found a model that failed.
    public boolean isAskedAgain() {
        return name.endsWith(ASKED_AGAIN);
    }

    /// Whether it makes an entry under an id that its sender has chosen.
    public boolean choosesId() {
        return event.equals("catalog/create")
                && request(USER, ENTRY).body().orElse("").contains("\"id\":");
    }

    /// The groups that its sender must be in, comma-separated.
    public String groups() {
        boolean ofAdministrators = group() == Group.CATALOG ? !words.containsValue(PROFILES) : isAsAdministrator();
        return ofAdministrators ? "admins" : "";
    }

    private boolean isAsAdministrator() {
        return name.endsWith(AS_ADMINISTRATOR);
    }

    /// The event's request, about the first session of the user with that `sub` and the entry with that id.
    public Request request(String sub, String entry) {
        try {
            String text = Files.readString(EVENTS.resolve(event + ".json"))
                    .replace(first(USER), first(sub))
                    .replace(USER, sub);
            for (Map.Entry<String, String> word : words.entrySet()) {
                text = text.replace(word.getKey(), word.getValue());
            }
            text = text.replace(ENTRY, entry);
            JsonNode json = JSON.readTree(text);
            String query = json.path("rawQueryString").asText();
            return new Request(
                    json.at("/requestContext/http/method").asText() + " "
                            + json.path("rawPath").asText() + (query.isEmpty() ? "" : "?" + query),
                    Optional.ofNullable(json.path("body").textValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The id of the first session of the user with that `sub`.
    public static String first(String sub) {
        return SessionId.of(new UserId(sub), 1).value();
    }

    /// What is sent.
    ///
    /// @param line method and target
    public record Request(String line, Optional<String> body) {}

    @Override
    public String toString() {
        return name;
    }
}
