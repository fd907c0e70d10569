package dev.parley.standins.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A batch, over one table, of which DynamoDB leaves a part undone.
final class Batch {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Batch() {}

    /// Lets the first half happen, none of a batch of one, and answers that the rest was not processed.
    static Reply half(Exchange exchange) throws IOException {
        boolean read = exchange.call().operation().equals("BatchGetItem");
        ObjectNode asked = (ObjectNode) JSON.readTree(exchange.body());
        String table = asked.path("RequestItems").fieldNames().next();
        ObjectNode left = asked.deepCopy().withObject("RequestItems");
        int done = members(asked, table, read).size() / 2;
        cut(members(asked, table, read), done, Integer.MAX_VALUE);
        cut(members(left, table, read), 0, done);

        Reply reply = done == 0 ? nothing() : exchange.forward(JSON.writeValueAsBytes(asked));
        ObjectNode answer = (ObjectNode) JSON.readTree(reply.body());
        answer.set(read ? "UnprocessedKeys" : "UnprocessedItems", left);
        return reply.with(JSON.writeValueAsBytes(answer));
    }

    private static Reply nothing() {
        return new Reply(
                200,
                Map.of("content-type", "application/x-amz-json-1.0"),
                "{\"Responses\":{}}".getBytes(StandardCharsets.UTF_8));
    }

    private static ArrayNode members(JsonNode request, String table, boolean read) {
        JsonNode tables = request.path("RequestItems").isMissingNode() ? request : request.path("RequestItems");
        JsonNode part = tables.path(table);
        return (ArrayNode) (read ? part.path("Keys") : part);
    }

    private static void cut(ArrayNode members, int from, int to) {
        for (int i = Math.min(to, members.size()) - 1; i >= from; i--) {
            members.remove(i);
        }
    }
}
