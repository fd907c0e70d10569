package dev.parley.server;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What is malformed in every API alike: ids of sessions, idempotency keys.
public final class Malformed {
    private Malformed() {}

    /// What stands in a path for a session, and is the id of none.
    public static List<String> sessionIds() {
        String hex = ChatbotUser.NOBODYS;
        return List.of(
                "abc",
                "1",
                "-1",
                "1e3",
                "9007199254740993",
                hex.substring(1),
                hex + "0",
                hex.toUpperCase(Locale.ROOT),
                hex.replace('0', 'g'),
                hex + "%00",
                hex + "%0A",
                "%20" + hex,
                "%23",
                "%2F",
                "..%2f" + hex,
                "..",
                ".",
                "%2e%2e",
                "%00",
                "%FF",
                "%ZZ",
                "%",
                "null",
                "undefined",
                "create",
                "message",
                "chat",
                "history",
                "__proto__",
                "$where",
                "{id}",
                hex + ";jsessionid=1",
                "%EF%BC%91".repeat(24),
                "a".repeat(1_025),
                "a".repeat(2_048));
    }

    /// Idempotency keys that are none.
    public static Stream<Bad> keys(String target, String body) {
        Bad bad = Bad.of("key", "POST", target, body, 400, "Idempotency-Key ");
        Stream<Bad> single = Stream.of("", "k".repeat(256), "a b", "a,b", "clé", "a\tb")
                .map(key -> bad.with("idempotency-key: " + key));
        return Stream.concat(single, Stream.of(bad.with("Idempotency-Key: one", "idempotency-key: two")));
    }
}
