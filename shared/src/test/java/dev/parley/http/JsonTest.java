package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final String LIMITS =
            "body must not nest beyond 32 levels, nor hold numbers beyond 1000 or names beyond 50000 characters";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "{\"a\"}",
                "{\"a\": }",
                "{\"a\": 1,}",
                "{\"a\": [1,]}",
                "{'a': 1}",
                "{a: 1}",
                "{\"a\": 01}",
                "{\"a\": +1}",
                "{\"a\": .5}",
                "{\"a\": NaN}",
                "{\"a\": Infinity}",
                "{\"a\": -Infinity}",
                "{\"a\": tru}",
                "{\"a\": \"\n\"}",
                "{\"a\": \"\\x\"}",
                "{\"a\": \"\\u12\"}",
                "{\"a\": 1} // the end",
                "{} {}",
                "{}x",
                "{}]",
                "chatbotId=1&clientId=2",
                "\uFEFF\uFEFF{}"
            })
    void whatIsNotOneJsonTextIsRefused(String text) {
        Refused.asInvalid("body must be valid JSON", () -> Fields.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\uFEFF", "[]", "[{\"a\": 1}]", "\"a\"", "1", "1.5", "true", "null"})
    void anotherTopLevelTypeIsRefused(String text) {
        Refused.asInvalid("body must be a JSON object", () -> Fields.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":\"b\"}", "\uFEFF{\"a\":\"b\"}", " \r\n\t{\"a\" : \"b\"}\n "})
    void aByteOrderMarkAndWhiteSpaceAreIgnored(String text) {
        assertThat(Fields.parse(text).requiredText("a")).isEqualTo("b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a': 1, 'a': 1}                          | a",
                "{'a': 1, 'b': 2, '\\u0061': null}         | a",
                "{'unknown': 1, 'unknown': {'x': 1}}       | unknown",
                "{'a': {'x': 1}, 'a': [1]}                 | a",
                "{'a': {'b': 1, 'b': 2}}                   | a.b",
                "{'a': [{}, {'b': {'c': 1, 'c': [2]}}]}    | a.b.c",
                "{'__proto__': 1, '__proto__': 2}          | __proto__"
            })
    void aFieldGivenTwiceIsRefusedByItsName(String text, String field) {
        Refused.asInvalid(field + " must be given once", () -> Fields.parse(text.replace('\'', '"')));
    }

    @Test
    void theSameNameInTwoObjectsIsNoRepetition() {
        assertThat(Fields.parse("{\"a\": {\"a\": {\"a\": \"x\"}}, \"A\": [{\"a\": 1}, {\"a\": 2}]}")
                        .requiredObject("a")
                        .requiredObject("a")
                        .requiredText("a"))
                .isEqualTo("x");
    }

    @Test
    void thirtyTwoLevelsAreAcceptedAndMoreAreRefused() {
        assertThat(Json.readObject(nested(32)).has("a")).isTrue();
        Refused.asInvalid(LIMITS, () -> Fields.parse(nested(33)));
        Refused.asInvalid(LIMITS, () -> Fields.parse(nested(10_000)));
        Refused.asInvalid(LIMITS, () -> Fields.parse("[".repeat(10_000)));
        Refused.asInvalid(LIMITS, () -> Fields.parse("{\"a\":".repeat(33)));
    }

    @Test
    void numbersMayHaveAThousandDigitsAndNoMore() {
        assertThat(Fields.parse("{\"a\": " + "9".repeat(1_000) + "}").number("a"))
                .hasValueSatisfying(number -> assertThat(number.precision()).isEqualTo(1_000));
        Refused.asInvalid(LIMITS, () -> Fields.parse("{\"a\": " + "9".repeat(1_001) + "}"));
        Refused.asInvalid(LIMITS, () -> Fields.parse("{\"a\": 0." + "9".repeat(1_001) + "}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1E+2147483649", "1E+10000000000", "1e99999999999999999999", "-1E-99999999999", "0e99999999999"})
    void anExponentBeyondThirtyTwoBitsIsRefused(String number) {
        Refused.asInvalid(
                "body must not hold numbers with endless exponents",
                () -> Fields.parse("{\"unknown\": [" + number + "]}"));
    }

    @Test
    void aNameBeyondFiftyThousandCharactersIsRefused() {
        assertThat(Json.readObject("{\"" + "a".repeat(50_000) + "\": 1}").size())
                .isOne();
        Refused.asInvalid(LIMITS, () -> Fields.parse("{\"" + "a".repeat(50_001) + "\": 1}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "\"\\/",
                "\b\t\n\f\r",
                "\u0000\u0001\u000B\u001F\u007F",
                "\u0080\u07FF\u0800\uFFFF",
                "\u2028\u2029<>&'",
                "\uD83D\uDC69\u200D\uD83D\uDCBB"
            })
    void theWeightOfATextIsItsSizeAsAJsonString(String text) throws JsonProcessingException {
        assertThat(Json.weight(text)).isEqualTo(sizeAsJsonString(text));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theWeightOfAnyTextIsItsSizeAsAJsonString(long seed) throws JsonProcessingException {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            String text = anyText(random, random.nextInt(400));
            assertThat(Json.weight(text)).as(text).isEqualTo(sizeAsJsonString(text));
        }
    }

    private static String nested(int levels) {
        return "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
    }

    private static String anyText(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(6)) {
                case 0 -> text.append('"');
                case 1 -> text.append('\\');
                case 2 -> text.append((char) random.nextInt(0x20));
                case 3 -> text.append((char) random.nextInt(0x20, 0x800));
                case 4 -> text.appendCodePoint(random.nextInt(0x1F300, 0x1F700));
                default -> text.append((char) random.nextInt(0x800, Character.MIN_SURROGATE));
            }
        }
        return text.toString();
    }

    /// What Jackson writes, which the interface client of Lambda writes with.
    private static int sizeAsJsonString(String text) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsBytes(text).length - "\"\"".length();
    }
}
