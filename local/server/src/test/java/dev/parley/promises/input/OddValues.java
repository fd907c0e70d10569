package dev.parley.promises.input;

import java.util.List;
import java.util.Random;

/// Values that are not what somebody meant: numbers and texts at and beyond every limit, and in every encoding.
final class OddValues {
    /// As they stand in JSON, where some of them are no numbers at all.
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "1",
            "2",
            "3",
            "5",
            "99",
            "100",
            "101",
            "1000000",
            "1000001",
            "100002",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9007199254740991",
            "9007199254740992",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1e308",
            "1e309",
            "-1e-400",
            "0.1",
            "1.0",
            "1.5",
            "1e2",
            "1E+2",
            "4.999999999999999999999999",
            "5.0000000000000000000000001",
            "1e99999",
            "1e2147483648",
            "1e-99999999999",
            "NaN",
            "Infinity",
            "01",
            "+1",
            ".5",
            "1.",
            "0x10",
            "9".repeat(400),
            "9".repeat(1_001),
            "0." + "3".repeat(300));

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\t\n",
            "\u200b\u2060 \ufeff",
            "x",
            "null",
            "true",
            "1",
            "-1",
            "1e3",
            "NaN",
            "\u0000",
            "a\u0000b",
            "\ud800",
            "a\udc00b",
            "\udc00\ud800",
            "\u0001\u001b[31m\u007f",
            "line\nbreak\r\n",
            "\u202etxet\u202c",
            "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67",
            "e\u0301 \u00e9",
            "\ufeffx",
            "\uffff\ufffe",
            "\u65e5\u672c\u8a9e",
            "\uff11\uff10",
            "<script>alert(1)</script>",
            "' OR 1=1 --",
            "${jndi:ldap://x.test/a}",
            "{{7*7}}",
            "../../etc/passwd",
            "a#b",
            "SESSION#x",
            "USER#x",
            "%00",
            "%zz",
            "a/b",
            "a,b",
            "__proto__",
            "constructor",
            "$where",
            "*",
            "(a+)+$",
            "\"",
            "\\",
            "\\u0000",
            "undefined",
            "[]",
            "{}");

    /// Lengths of texts that have a limit.
    private static final int[] LIMITS = {64, 128, 256, 1_000, 4_000, 16 * 1024, 32_000};
    private static final int LARGEST = 256 * 1024;
    private static final List<String> UNITS = List.of("x", "\u00e9", "\u20ac", "\ud83d\udc67", "\"", "\u0001");

    private final Random random;
    private final List<String> ids;

    /// @param ids of all kinds that the stage knows
    OddValues(Random random, List<String> ids) {
        this.random = random;
        this.ids = List.copyOf(ids);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    String number() {
        return one(NUMBERS);
    }

    String id() {
        return one(ids);
    }

    /// An odd text: from the list, an id, or one as long as a limit, one less or one more.
    String text() {
        return switch (random.nextInt(6)) {
            case 0 -> id();
            case 1 -> atALimit();
            default -> one(TEXTS);
        };
    }

    /// A text as long as a limit in characters or bytes, one less or one more.
    String atALimit() {
        int limit = random.nextInt(12) == 0 ? LARGEST : LIMITS[random.nextInt(LIMITS.length)];
        String unit = one(UNITS);
        int width = random.nextBoolean() ? 1 : Request.bytes(unit).length();
        return unit.repeat(limit / width + random.nextInt(3) - 1);
    }
}
