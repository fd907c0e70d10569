package dev.parley.agent;

import dev.parley.chat.Details;
import dev.parley.chat.EntryId.AssistantId;
import dev.parley.chat.NewSession;
import dev.parley.chat.Order;
import dev.parley.chat.References;
import dev.parley.chat.Role;
import dev.parley.chat.Utterance;
import dev.parley.chat.Window;
import dev.parley.http.Fields;
import dev.parley.http.Query;
import java.util.Map;

/// What callers of the agent API send, in the document's words.
final class AgentRequests {
    private static final Map<String, Role> ROLES = Map.of("user", Role.USER, "assistant", Role.ASSISTANT);
    private static final Map<String, Order.By> SORT_BY =
            Map.of("created_at", Order.By.CREATED, "last_active", Order.By.LAST_ACTIVE);
    private static final Map<String, Order.Direction> SORT_ORDER =
            Map.of("1", Order.Direction.OLDEST_FIRST, "-1", Order.Direction.NEWEST_FIRST);
    private static final long DEFAULT_LIMIT = 20;

    private AgentRequests() {}

    static NewSession newSession(Query query) {
        String agent = query.requiredText("agent_id");
        long contextResults = query.wholeNumber("max_context_results", NewSession.DEFAULT_CONTEXT_RESULTS);
        return new NewSession(
                new References(AssistantId.sought(agent), null, null, null),
                true,
                null,
                Details.NONE,
                Math.clamp(contextResults, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    static Utterance message(Fields body) {
        Role role = body.requiredChoice("role", ROLES);
        return Utterance.given("content", role, body.requiredText("content"), null);
    }

    static Window window(Query query) {
        return new Window(query.wholeNumber("skip", 0), query.wholeNumber("limit", DEFAULT_LIMIT));
    }

    static Order order(Query query) {
        return new Order(
                query.choice("sort_by", SORT_BY).orElse(Order.By.CREATED),
                query.choice("sort_order", SORT_ORDER).orElse(Order.Direction.NEWEST_FIRST));
    }
}
