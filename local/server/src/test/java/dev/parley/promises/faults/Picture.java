package dev.parley.promises.faults;

import dev.parley.chat.UserId;
import dev.parley.server.LocalServer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a table holds of one user and one catalog entry, told so that two users of whom the same is true look
/// alike: without ids, numbers and times.
final class Picture {
    /// What differs from user to user and from try to try.
    private static final Set<String> OF_THIS_TRY = Set.of(
            "pk",
            "id",
            "number",
            "version",
            "sessionId",
            "createdAt",
            "updatedAt",
            "lastActive",
            "endedAt",
            "storedAt",
            "expiresAt",
            "inputTokens");

    private final List<Map<String, AttributeValue>> items;

    private Picture(List<Map<String, AttributeValue>> items) {
        this.items = items;
    }

    /// The pictures that can be drawn of a table as it is now.
    static Picture of(DynamoDbClient client) {
        return new Picture(
                client.scanPaginator(scan -> scan.tableName(LocalServer.TABLE).consistentRead(true)).items().stream()
                        .toList());
    }

    /// Whether a session of the user has a turn that was not given back.
    boolean hasTurn(UserId user) {
        return items.stream()
                .filter(item -> text(item, "owner").equals(user.value()))
                .anyMatch(item -> item.containsKey("turn"));
    }

    /// One line for each item.
    List<String> of(UserId user, String entry) {
        List<String> sessions = items.stream()
                .filter(item -> text(item, "sk").equals("SESSION"))
                .filter(item -> text(item, "owner").equals(user.value()))
                .sorted(Comparator.comparing(header -> Long.valueOf(number(header))))
                .map(header -> text(header, "pk"))
                .toList();
        List<String> lines = new ArrayList<>();
        for (Map<String, AttributeValue> item : items) {
            int session = sessions.indexOf(text(item, "pk")) + 1;
            if (session > 0 || isBeside(item, user, entry)) {
                lines.add((session > 0 ? "session " + session : "beside") + " "
                        + line(item).replace(user.value(), "<user>").replace(entry, "<entry>"));
            }
        }
        lines.sort(null);
        return lines;
    }

    /// Whether it is the catalog entry, which may bear its name in its description only, or tells of the user
    /// without being of a session, a receipt, a number or a count of tokens, of which a call that failed leaves
    /// more than one that did not.
    private static boolean isBeside(Map<String, AttributeValue> item, UserId user, String entry) {
        String sort = text(item, "sk");
        boolean ofTheUser = text(item, "pk").equals("USER#" + user.value());
        return sort.equals(entry)
                || text(item, "description").startsWith(entry)
                || (ofTheUser && !sort.matches("ONCE#.*|NUMBER|TOKENS#.*"));
    }

    private static String line(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> told = new TreeMap<>(item);
        told.keySet().removeAll(OF_THIS_TRY);
        if (text(item, "sk").startsWith("PROFILE#NUMBER#") || text(item, "sk").equals(text(item, "id"))) {
            told.remove("sk");
        }
        return told.toString();
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return String.valueOf(item.getOrDefault(name, AttributeValue.fromS("")).s());
    }

    private static String number(Map<String, AttributeValue> item) {
        return String.valueOf(
                item.getOrDefault("number", AttributeValue.fromN("0")).n());
    }
}
