package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Role;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    private static final Map<String, Role> ROLES = Map.of("user", Role.USER, "system", Role.SYSTEM);
    private static final String NOT_ENCODED = "q must be percent-encoded UTF-8";
    private static final String NOT_KEEPABLE = "q must not contain U+0000 or half a surrogate pair";

    @ParameterizedTest
    @CsvSource({
        "a+b, a b",
        "a%20b, a b",
        "a%2Bb, a+b",
        "a%2cb, 'a,b'",
        "'a,b', 'a,b'",
        "a=b=, a=b=",
        "%26%3D%25, &=%",
        "%2525, %25",
        "%F0%9F%98%80, \uD83D\uDE00",
        "%EF%BF%BD, \uFFFD",
        "\u00E9%C3%A9\uD83D\uDE00, \u00E9\u00E9\uD83D\uDE00",
        "%01, '\u0001'"
    })
    void aValueIsDecoded(String raw, String value) {
        assertThat(Query.parse("q=" + raw).text("q")).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%2", "a%", "%zz", "%2g", "%-1", "%+1", "% 1", "%\uFF11\uFF11", "%u0041"})
    void aPercentSignWithoutTwoHexDigitsIsRefused(String raw) {
        Refused.asInvalid(NOT_ENCODED, () -> Query.parse("q=" + raw));
        Refused.asInvalid("query must be percent-encoded UTF-8", () -> Query.parse(raw + "=q"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%FF", "%C3", "%C3+", "%C0%80", "%ED%A0%80", "%F4%90%80%80", "%EF%BF%BD%FF"})
    void whatIsNoUtf8IsRefused(String raw) {
        Refused.asInvalid(NOT_ENCODED, () -> Query.parse("q=" + raw));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "a%00b", "\uD800", "\uDE00\uD83D", "a\u0000"})
    void whatCannotBeKeptIsRefused(String raw) {
        Refused.asInvalid(NOT_KEEPABLE, () -> Query.parse("q=" + raw));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=1&limit=2", "limit=1&limit=1", "limit&limit", "limit=1&x=2&%6Cimit=3"})
    void aParameterGivenTwiceIsRefused(String raw) {
        Refused.asInvalid("limit must be given once", () -> Query.parse(raw));
    }

    @Test
    void namesDifferByCase() {
        assertThat(Query.parse("limit=1&Limit=2").text("Limit")).contains("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "&&&", "other=1"})
    void whatIsNotGivenIsEmpty(String raw) {
        Query query = Query.parse(raw);

        assertThat(query.text("q")).isEmpty();
        assertThat(query.choice("q", ROLES)).isEmpty();
        assertThat(query.from("q")).isEmpty();
        assertThat(query.to("q")).isEmpty();
        assertThat(query.wholeNumber("q", 7)).isEqualTo(7);
        assertThat(query.wholeNumber("q")).isEmpty();
        Refused.asInvalid("q is required", () -> query.requiredText("q"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"q", "q=", "&q=&", "=x&q"})
    void anEmptyValueIsGivenButNotEnoughWhereOneIsRequired(String raw) {
        Query query = Query.parse(raw);

        assertThat(query.text("q")).contains("");
        Refused.asInvalid("q is required", () -> query.requiredText("q"));
        Refused.asInvalid("q must be a whole number", () -> query.wholeNumber("q", 7));
        Refused.asInvalid("q must be one of system, user", () -> query.choice("q", ROLES));
        Refused.asInvalid("q must be a date-time with its zone, in ISO 8601", () -> query.from("q"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=+", "q=%20%09", "q=%E2%80%8B"})
    void aBlankValueIsNotEnoughWhereOneIsRequired(String raw) {
        Refused.asInvalid("q is required", () -> Query.parse(raw).requiredText("q"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-1, -1",
        "-0, 0",
        "007, 7",
        "1000000000, 1000000000",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, 9223372036854775807",
        "1000000000000000000000000000000, 9223372036854775807",
        "-1000000000000000000000000000000, -9223372036854775808"
    })
    void aWholeNumberBeyondSixtyFourBitsIsTheLargestOrSmallest(String raw, long number) {
        assertThat(Query.parse("q=" + raw).wholeNumber("q", 7)).isEqualTo(number);
        assertThat(Query.parse("q=" + raw).wholeNumber("q")).contains(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5",
                "1.0",
                "1e3",
                "NaN",
                "Infinity",
                "abc",
                "--1",
                "+1",
                "%2B1",
                "1+",
                "%201",
                "0x10",
                "1%2C2",
                "1_000",
                "%EF%BC%91%EF%BC%90",
                "\uFF11\uFF10",
                "%D9%A1",
                "-"
            })
    void whatIsNotWrittenInDigitsIsNoWholeNumber(String raw) {
        Query query = Query.parse("q=" + raw);

        Refused.asInvalid("q must be a whole number", () -> query.wholeNumber("q", 7));
    }

    @Test
    void aNumberOfMoreThanAThousandDigitsIsRefused() {
        Query query = Query.parse("q=" + "1".repeat(1_001));

        Refused.asInvalid("q must be a whole number", () -> query.wholeNumber("q", 7));
    }

    @Test
    void aChoiceIsMadeByItsExactWord() {
        assertThat(Query.parse("q=user").choice("q", ROLES)).contains(Role.USER);
        Refused.asInvalid(
                "q must be one of system, user", () -> Query.parse("q=User").choice("q", ROLES));
    }

    @Test
    void aDateMeansItsWholeDayInUtc() {
        Query query = Query.parse("startDate=2024-02-29&endDate=2024-02-29");

        assertThat(query.from("startDate")).contains(Instant.parse("2024-02-29T00:00:00Z"));
        assertThat(query.to("endDate")).contains(Instant.parse("2024-02-29T23:59:59.999Z"));
    }

    @Test
    void aDateTimeMeansItself() {
        Query query = Query.parse("startDate=2024-01-01T01:00:00%2B01:00&endDate=2024-01-01T00:00:00.5Z");

        assertThat(query.from("startDate")).contains(Instant.parse("2024-01-01T00:00:00Z"));
        assertThat(query.to("endDate")).contains(Instant.parse("2024-01-01T00:00:00.500Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-13-01", "2023-02-29"})
    void aDayThatIsNotInTheCalendarIsRefused(String raw) {
        Query query = Query.parse("q=" + raw);

        Refused.asInvalid("q must be a date or a date-time with its zone, in ISO 8601", () -> query.from("q"));
        Refused.asInvalid("q must be a date or a date-time with its zone, in ISO 8601", () -> query.to("q"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2024-01-01T00:00:00", "99999-01-01", "%2B99999-01-01T00:00:00Z", "2024-01-01T00:00:00+02:00"})
    void aDateTimeWithoutZoneOrBeyondTheYears0To9999IsRefused(String raw) {
        Query query = Query.parse("q=" + raw);

        Refused.asInvalid("q must be a date-time with its zone, in ISO 8601", () -> query.from("q"));
        Refused.asInvalid("q must be a date-time with its zone, in ISO 8601", () -> query.to("q"));
    }
}
