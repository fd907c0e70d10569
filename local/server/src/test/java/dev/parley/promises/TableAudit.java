package dev.parley.promises;

import dev.parley.chat.Pace;
import dev.parley.chat.SessionId;
import dev.parley.chat.UserId;
import dev.parley.server.LocalServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads the whole table past the API and compares what must agree in it whatever has happened: messages with their
/// session's header, counts, numbers and tokens with a recount, receipts with what they lead to, the catalog's
/// entries with the items that lead to them.
public final class TableAudit {
    private static final String SESSION = "SESSION#";
    private static final String USER = "USER#";
    private static final String HEADER = "SESSION";
    private static final String MESSAGE = "MESSAGE#";
    private static final String CHUNK = "CHUNK#";

    private final Map<String, Map<String, Item>> partitions = new TreeMap<>();
    private final Map<String, Integer> sessionsOf = new TreeMap<>();
    private final Map<String, Long> tokensOf = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private final Instant now;

    private TableAudit(Instant now) {
        this.now = now;
    }

    /// What does not agree in the table at `now`, once every record of its stream was worked off.
    public static List<String> violations(DynamoDbClient client, Instant now) {
        TableAudit audit = new TableAudit(now);
        client.scanPaginator(scan -> scan.tableName(LocalServer.TABLE).consistentRead(true)).items().stream()
                .map(Item::new)
                .forEach(item -> audit.partitions
                        .computeIfAbsent(item.text("pk"), _ -> new TreeMap<>())
                        .put(item.text("sk"), item));
        audit.partitions.forEach((key, items) -> {
            if (key.startsWith(SESSION)) {
                audit.session(key, items);
            }
        });
        audit.partitions.forEach((key, items) -> {
            if (key.startsWith(USER)) {
                audit.user(key, items);
            } else if (!key.startsWith(SESSION)) {
                audit.catalog(key, items);
            }
        });
        audit.sessionsOf.forEach((count, sessions) -> audit.broken(count, sessions + " sessions are not counted"));
        return audit.violations;
    }

    private void session(String key, Map<String, Item> items) {
        Item header = items.get(HEADER);
        if (header == null) {
            items.keySet().stream()
                    .filter(sort -> !sort.equals("SWEPT"))
                    .forEach(sort -> broken(key, sort + " is left without its session"));
            return;
        }
        UserId owner = new UserId(header.text("owner"));
        long number = header.number("number");
        check(key, key.equals(SESSION + SessionId.of(owner, number).value()), "the id is not made of owner and number");
        check(key, numberGiven(owner) >= number, "number " + number + " was never given out");
        messages(key, header, items);
        chunks(key, header, items);
        lease(key, header);
        sessionsOf.merge(USER + owner.value() + " COUNT", 1, Integer::sum);
        if (header.has("assistant")) {
            sessionsOf.merge(USER + owner.value() + " COUNT#" + header.text("assistant"), 1, Integer::sum);
        }
    }

    private long numberGiven(UserId owner) {
        Item last = partitions.getOrDefault(USER + owner.value(), Map.of()).get("NUMBER");
        return last == null ? 0 : last.number("number");
    }

    private void messages(String key, Item header, Map<String, Item> items) {
        List<Item> messages = items.entrySet().stream()
                .filter(item -> item.getKey().startsWith(MESSAGE))
                .map(Map.Entry::getValue)
                .toList();
        long bytes = 0;
        for (int i = 0; i < messages.size(); i++) {
            Item message = messages.get(i);
            check(
                    key,
                    message.text("sk").equals("%s%010d".formatted(MESSAGE, i + 1)),
                    "seq " + (i + 1) + " is missing");
            boolean answer = message.has("stopReason");
            check(key, !answer || message.text("role").equals("ASSISTANT"), "an answer that is not the assistant's");
            check(key, !message.has("failure") || message.text("role").equals("USER"), "an answer with a failure");
            bytes += message.text("content").getBytes(StandardCharsets.UTF_8).length;
            tokensOf.merge(
                    USER + header.text("owner"),
                    message.numberOrNone("inputTokens") + message.numberOrNone("outputTokens"),
                    Long::sum);
        }
        check(key, header.number("lastSeq") == messages.size(), "lastSeq is not the number of messages");
        check(key, header.number("bytes") == bytes, "bytes are not those of the messages");
    }

    private void chunks(String key, Item header, Map<String, Item> items) {
        items.forEach((sort, item) -> {
            if (sort.startsWith(CHUNK)) {
                check(key, header.has("streamed"), "a chunk where nothing was streamed");
                check(key, item.has("expiresAt"), "a chunk that never goes");
            }
        });
        long answer = header.numberOrNone("streamedTo");
        check(key, answer <= header.number("lastSeq"), "the last streamed answer is not there");
    }

    private void lease(String key, Item header) {
        check(key, header.has("turn") == header.has("turnEnds"), "a turn without a lease, or a lease without a turn");
        if (header.has("turnEnds")) {
            Instant end = Instant.ofEpochMilli(header.number("turnEnds"));
            check(key, !end.isAfter(now.plus(Pace.LEASE)), "a lease that outlasts any");
        }
    }

    private void user(String key, Map<String, Item> items) {
        items.forEach((sort, item) -> {
            if (sort.startsWith("COUNT")) {
                Integer found = sessionsOf.remove(key + " " + sort);
                long recount = found == null ? 0 : found;
                check(
                        key,
                        item.number("sessions") == recount,
                        sort + " is " + item.number("sessions") + ", not " + recount);
            } else if (sort.startsWith("ONCE#")) {
                receipt(key, item);
            }
        });
        numbered(key, items, "PROFILE#NUMBER#", "PROFILE#");
        tokens(key, items);
    }

    /// Where tokens are counted, what the answers that are still there have used is counted at least; more for
    /// those that are gone or were never heard of.
    private void tokens(String key, Map<String, Item> items) {
        List<Item> days = items.entrySet().stream()
                .filter(item -> item.getKey().startsWith("TOKENS#"))
                .map(Map.Entry::getValue)
                .toList();
        days.forEach(day -> check(key, day.number("tokens") >= 0, "fewer tokens than none"));
        long counted = days.stream().mapToLong(day -> day.number("tokens")).sum();
        check(key, days.isEmpty() || counted >= tokensOf.getOrDefault(key, 0L), "tokens are miscounted");
    }

    private void receipt(String key, Item receipt) {
        Map<String, Item> session = partitions.getOrDefault(SESSION + receipt.text("subject"), Map.of());
        if (session.containsKey(HEADER)) {
            for (String message : List.of("asked", "answered")) {
                long seq = receipt.number(message);
                check(
                        key,
                        seq == 0 || session.containsKey("%s%010d".formatted(MESSAGE, seq)),
                        "a receipt of a message that is not there");
            }
        }
    }

    private void catalog(String key, Map<String, Item> items) {
        numbered(key, items, "#", "");
        Item count = items.get("#");
        long entries =
                items.keySet().stream().filter(sort -> !sort.startsWith("#")).count();
        check(key, count != null && count.numberOrNone("entries") == entries, "entries are miscounted");
        long privates = items.keySet().stream()
                .filter(sort -> sort.startsWith("#PRIVATE#"))
                .count();
        check(key, count != null && count.numberOrNone("privates") == privates, "private entries are miscounted");
        items.forEach((sort, item) -> {
            if (sort.startsWith("#PRIVATE#")) {
                Map<String, Item> owner = partitions.getOrDefault(USER + item.text("owner"), Map.of());
                check(key, owner.containsKey("PROFILE#" + item.text("id")), sort + " leads nowhere");
            }
        });
    }

    /// Entries and the items that lead from a number to an entry are one to one.
    private void numbered(String key, Map<String, Item> items, String pointer, String entry) {
        Set<String> led = new HashSet<>();
        items.forEach((sort, item) -> {
            if (sort.matches(pointer + "[0-9]+")) {
                Item target = items.get(entry + item.text("id"));
                long number = Long.parseLong(sort.substring(pointer.length()));
                check(key, target != null && target.number("number") == number, sort + " leads nowhere");
                check(key, led.add(item.text("id")), item.text("id") + " has two numbers");
            }
        });
        items.keySet().stream()
                .filter(sort -> sort.startsWith(entry) && !sort.startsWith(pointer) && !sort.startsWith("#"))
                .forEach(sort -> check(key, led.contains(sort.substring(entry.length())), sort + " has no number"));
    }

    private void check(String where, boolean holds, String otherwise) {
        if (!holds) {
            broken(where, otherwise);
        }
    }

    private void broken(String where, String what) {
        violations.add(where + ": " + what);
    }

    /// An item of the table.
    private record Item(Map<String, AttributeValue> attributes) {
        boolean has(String name) {
            return attributes.containsKey(name);
        }

        String text(String name) {
            return String.valueOf(
                    attributes.getOrDefault(name, AttributeValue.fromS("?")).s());
        }

        long number(String name) {
            AttributeValue value = attributes.get(name);
            return value == null || value.n() == null ? -1 : Long.parseLong(value.n());
        }

        /// None is as good as 0.
        long numberOrNone(String name) {
            return has(name) ? number(name) : 0;
        }
    }
}
