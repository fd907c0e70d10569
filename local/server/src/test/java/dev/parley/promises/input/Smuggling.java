package dev.parley.promises.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.promises.Group;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A request that takes a body, into which fields are smuggled that are not the caller's to set.
///
/// @param good with one field at least, but where the body is not looked at
/// @param inside the pointer to the object that takes the fields
/// @param allowed what the document lets callers say there
record Smuggling(Group group, Request good, String inside, Set<String> allowed) {
    private static final List<String> OURS = List.of(
            "id",
            "user_id",
            "owner",
            "tenant",
            "created_at",
            "version",
            "seq",
            "pk",
            "sk",
            "PK",
            "SK",
            "ttl",
            "expiresAt",
            "turn",
            "turnEnds",
            "lastSeq",
            "number",
            "status",
            "messages",
            "role",
            "groups",
            "scope",
            "sub",
            "guid",
            "createdAt",
            "updatedAt",
            "created_on",
            "updated_at",
            "start_time",
            "lastActive",
            "storedAt",
            "bytes",
            "assistant",
            "profile",
            "model",
            "prompt",
            "assistantNumber",
            "contextResults",
            "is_active",
            "session_id",
            "failure",
            "generation",
            "entries",
            "sessions",
            "cognito:groups",
            "__proto__",
            "constructor",
            "$set",
            "");

    /// What each stands for: an id of another's, a number, a flag, nothing, messages, an attribute.
    private static final List<String> VALUES = List.of(
            "\"<eve>\"", "999", "true", "null", "[{\"role\":\"system\",\"content\":\"planted\"}]", "{\"S\":\"<eve>\"}");

    /// Every POST and PUT that takes a body, and those that do not look at one.
    static List<Smuggling> all(Stage stage) {
        String chat = "{\"chatId\":\"" + stage.name("chatflows") + "\"}";
        String session = stage.name("session");
        String said = "{\"message\":{\"role\":\"user\",\"content\":\"x\"}}";
        String card = "name label description avatar_image";
        return List.of(
                of(
                        Group.CATALOG,
                        "POST /catalog/assistants",
                        "{\"name\":\"x\"}",
                        "id model_id prompt_id knowledge_base_id greeting " + card),
                of(
                        Group.CATALOG,
                        "PUT /catalog/assistants/support",
                        "{\"name\":\"x\"}",
                        "model_id prompt_id knowledge_base_id greeting " + card),
                of(Group.CATALOG, "POST /catalog/profiles", "{\"name\":\"x\"}", "id " + card),
                of(Group.CATALOG, "PUT /catalog/profiles/default", "{\"name\":\"x\"}", card),
                of(
                        Group.CATALOG,
                        "POST /catalog/models",
                        "{\"label\":\"x\"}",
                        "id label description bedrock_model_id context_tokens max_tokens temperature"),
                of(
                        Group.CATALOG,
                        "PUT /catalog/models/nova-lite",
                        "{\"label\":\"x\"}",
                        "label description bedrock_model_id context_tokens max_tokens temperature"),
                of(Group.CATALOG, "POST /catalog/prompts", "{\"content\":\"x\"}", "id label content"),
                of(Group.CATALOG, "PUT /catalog/prompts/basic_roleplay", "{\"content\":\"x\"}", "label content"),
                of(Group.CHATFLOW, "POST /chat-sessions/create", "{\"chatflowId\":\"support\"}", "chatflowId title"),
                of(Group.CHATFLOW, "POST /chat-sessions/list", "{\"chatflowId\":\"support\"}", "chatflowId page limit"),
                of(Group.CHATFLOW, "POST /chat-sessions/get", chat, "chatId"),
                of(Group.CHATFLOW, "POST /chat-sessions/update", chat, "chatId title preview messageCount"),
                of(Group.CHATFLOW, "POST /chat-sessions/delete", chat, "chatId"),
                of(Group.BASIC, "POST /api/chat_sessions", "{\"title\":\"x\"}", "title"),
                of(Group.BASIC, "PUT /api/chat_sessions/1", "{\"title\":\"x\"}", "title"),
                of(Group.BASIC, "PUT /api/contacts/1", "{\"title\":\"x\"}", "title"),
                of(
                        Group.CHATBOT,
                        "POST /sessions",
                        "{\"chatbotId\":\"support\",\"clientId\":\"default\"}",
                        "chatbotId clientId title"),
                of(
                        Group.CHATBOT,
                        "PUT /sessions/" + session,
                        "{\"title\":\"x\"}",
                        "title status endTime feedback metadata"),
                new Smuggling(
                        Group.CHATBOT,
                        Request.of("PUT /sessions/" + session, "{\"feedback\":{\"rating\":1}}"),
                        "/feedback",
                        Set.of("rating", "comment")),
                of(Group.CHATBOT, "POST /sessions/" + session + "/end", "{}", ""),
                of(Group.CHATBOT, "POST /sessions/message?sessionId=" + session, said, "message"),
                new Smuggling(
                        Group.CHATBOT,
                        Request.of("POST /sessions/message?sessionId=" + session, said),
                        "/message",
                        Set.of("role", "content", "timestamp")),
                of(Group.CHATBOT, "POST /sessions/chat?sessionId=" + session, "{\"content\":\"x\"}", "content"),
                of(
                        Group.CHARACTER,
                        "POST /api/v1/chat-sessions",
                        "{\"character_id\":1,\"user_profile_id\":1,\"ai_model_id\":1,\"system_prompt_id\":1}",
                        "character_id user_profile_id ai_model_id system_prompt_id pre_prompt pre_prompt_enabled"
                                + " post_prompt post_prompt_enabled"),
                of(
                        Group.CHARACTER,
                        "PUT /api/v1/chat-sessions/3",
                        "{\"pre_prompt\":\"x\"}",
                        "character_id user_profile_id ai_model_id system_prompt_id pre_prompt pre_prompt_enabled"
                                + " post_prompt post_prompt_enabled"),
                of(Group.AGENT, "POST /sessions/create?agent_id=agent123", "{}", ""),
                of(
                        Group.AGENT,
                        "POST /sessions/history/update/" + stage.name("agents"),
                        "{\"role\":\"user\",\"content\":\"x\"}",
                        "role content"));
    }

    private static Smuggling of(Group group, String methodAndTarget, String body, String allowed) {
        return new Smuggling(group, Request.of(methodAndTarget, body), "", Set.of(allowed.split(" ")));
    }

    /// The names that are not allowed here.
    Set<String> names() {
        Set<String> names = new TreeSet<>(Documents.fields());
        names.addAll(OURS);
        names.removeAll(allowed);
        return names;
    }

    /// The request with each of the names alone: as a text, a number and a flag.
    List<Request> each(Stage stage) {
        return names().stream()
                .flatMap(name -> VALUES.stream().limit(3).map(value -> with(List.of(name), value, stage)))
                .toList();
    }

    /// The request with all of the names at once, in the body with each value, and as query parameters.
    List<Request> atOnce(Stage stage) {
        List<Request> requests = new ArrayList<>();
        VALUES.forEach(value -> requests.add(with(names(), value, stage)));
        Set<String> parameters = names();
        parameters.removeAll(Set.of("sessionId", "agent_id", "max_context_results"));
        StringBuilder query = new StringBuilder(good.query().isEmpty() ? "x=1" : good.query());
        parameters.forEach(name -> query.append('&')
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(stage.name("eve")));
        requests.add(good.withTarget(good.path() + "?" + query));
        return requests;
    }

    private Request with(Collection<String> names, String value, Stage stage) {
        ObjectNode body = (ObjectNode) ApiClient.parsed(good.text());
        ObjectNode object = (ObjectNode) body.at(inside);
        names.forEach(name -> object.set(name, ApiClient.parsed(value.replace("<eve>", stage.name("eve")))));
        return good.withBody(Request.bytes(body.toString()));
    }

    /// Sends these, and compares each with the request that smuggles nothing: the answer to the byte, what is
    /// stored to the attribute.
    ///
    /// @param set what the table holds, before and afterwards
    void checkAlike(Stream<Request> requests, Stage stage, Stored set) {
        Answer plain = good.sentBy(stage.user(group));
        Stored stored = Stored.in(stage.table());
        assertThat(plain.status()).as(plain.shown()).isLessThan(300);
        set.restoreFrom(stored);
        requests.forEach(request -> {
            Answer answer = request.sentBy(stage.user(group));
            assertThat(answer.text()).as(request.line() + " " + request.text()).isEqualTo(plain.text());
            Successes.checkNames(answer.body());
            if (!stored.stands()) {
                assertThat(stored.differences())
                        .as(request.line() + " " + request.text())
                        .isEmpty();
            }
            set.restoreFrom(stored);
        });
    }
}
