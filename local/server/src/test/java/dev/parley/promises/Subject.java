package dev.parley.promises;

import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One try of an operation: a user of its own, with what the operation is about.
///
/// @param entry the id of the catalog entry
/// @param key the idempotency key, where the operation honours one
public record Subject(Operation operation, String username, String entry, String key) {
    public static Subject of(Operation operation) {
        String id = UUID.randomUUID().toString();
        return new Subject(operation, "user-" + id, "entry-" + id, "key-" + id);
    }

    public ApiClient signIn(URI server) {
        return ApiClient.signIn(server, username, operation.groups());
    }

    /// Makes what the operation is about: a session with details and two messages, and the entry, unless making it
    /// is the operation.
    public void prepare(ApiClient user) {
        user.post(
                        "/api/v1/chat-sessions",
                        "{\"character_id\":" + operation.character() + ",\"user_profile_id\":3,\"ai_model_id\":1,"
                                + "\"system_prompt_id\":1,\"pre_prompt\":\"Stay in character.\"}")
                .as(201);
        String session = Operation.first(user.sub());
        for (String role : List.of("user", "assistant")) {
            user.post("/sessions/history/update/" + session, "{\"role\":\"" + role + "\",\"content\":\"Earlier.\"}")
                    .as(200);
        }
        user.put("/sessions/" + session, "{\"metadata\":{\"lang\":\"en\"},\"feedback\":{\"rating\":4}}")
                .as(200);
        if (operation.group() == Group.CATALOG && !operation.event().equals("catalog/create")) {
            Operation creating = new Operation("", "catalog/create", operation.character(), operation.words());
            send(user, creating, Optional.empty()).as(201);
        }
    }

    /// Sends the operation, under its key where it honours one.
    public Answer send(ApiClient user) {
        return send(user, operation, operation.isKeyed() ? Optional.of(key) : Optional.empty());
    }

    private Answer send(ApiClient user, Operation what, Optional<String> under) {
        Operation.Request request = what.request(user.sub(), entry);
        return user.send(request.line(), under, request.body());
    }
}
