package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {
    private static final String NO_DATE_TIME = "at must be a date-time with its zone, in ISO 8601";
    private static final String NO_DATE = "at must be a date or a date-time with its zone, in ISO 8601";

    @ParameterizedTest
    @CsvSource({
        "2024-01-01T00:00:00Z, 2024-01-01T00:00:00Z",
        "2024-01-01T00:00Z, 2024-01-01T00:00:00Z",
        "2024-01-01t00:00:00z, 2024-01-01T00:00:00Z",
        "2024-01-01T01:30:00+01:30, 2024-01-01T00:00:00Z",
        "2023-12-31T19:00:00-05:00, 2024-01-01T00:00:00Z",
        "2024-02-29T12:00:00Z, 2024-02-29T12:00:00Z",
        "2024-01-01T00:00:00.1Z, 2024-01-01T00:00:00.100Z",
        "2024-01-01T00:00:00.123999999Z, 2024-01-01T00:00:00.123Z",
        "1969-12-31T23:59:59.9999Z, 1969-12-31T23:59:59.999Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z"
    })
    void aDateTimeIsReadWithItsZoneToTheMillisecond(String text, String meant) {
        assertThat(IsoTime.parse("at", text)).isEqualTo(Instant.parse(meant));
        assertThat(IsoTime.from("at", text)).isEqualTo(Instant.parse(meant));
        assertThat(IsoTime.to("at", text)).isEqualTo(Instant.parse(meant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024",
                "2024-01-01T00:00:00",
                "2024-01-01 00:00:00Z",
                "2024-01-01T00:00:00 02:00",
                "2024-01-01T24:00:00Z",
                "2024-01-01T23:59:60Z",
                "2024-13-01T00:00:00Z",
                "2023-02-29T00:00:00Z",
                "2024-02-30T00:00:00Z",
                "2024-01-01T00:00:00[Europe/Paris]",
                "2024-01-01T00:00:00+19:00",
                "\uFF12\uFF10\uFF12\uFF14-01-01T00:00:00Z",
                "99999-01-01T00:00:00Z",
                "+99999-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59-18:00",
                "9999-12-31T23:59:59-00:01",
                "-0001-12-31T00:00:00Z",
                "0000-01-01T00:00:00+00:01",
                "1704067200000"
            })
    void anythingElseIsNoDateTime(String text) {
        Refused.asInvalid(NO_DATE_TIME, () -> IsoTime.parse("at", text));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-01, 2024-01-01T00:00:00Z, 2024-01-01T23:59:59.999Z",
        "2024-02-29, 2024-02-29T00:00:00Z, 2024-02-29T23:59:59.999Z",
        "0000-01-01, 0000-01-01T00:00:00Z, 0000-01-01T23:59:59.999Z",
        "9999-12-31, 9999-12-31T00:00:00Z, 9999-12-31T23:59:59.999Z"
    })
    void aDateMeansTheWholeDayInUtc(String text, String first, String last) {
        assertThat(IsoTime.from("at", text)).isEqualTo(Instant.parse(first));
        assertThat(IsoTime.to("at", text)).isEqualTo(Instant.parse(last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2024-13-01", "2023-02-29", "2024-02-30", "2024-1-001", "01/02/2024", "99999-1-01", "yesterday!"
            })
    void aDayThatIsNotInTheCalendarIsRefused(String text) {
        Refused.asInvalid(NO_DATE, () -> IsoTime.from("at", text));
        Refused.asInvalid(NO_DATE, () -> IsoTime.to("at", text));
    }

    @Test
    void aTimeIsWrittenInUtcToTheMillisecond() {
        assertThat(IsoTime.milliseconds(Instant.parse("2024-01-01T00:00:00Z"))).isEqualTo("2024-01-01T00:00:00.000Z");
        assertThat(IsoTime.milliseconds(Instant.parse("2024-02-29T23:59:59.9999Z")))
                .isEqualTo("2024-02-29T23:59:59.999Z");
    }

    @Test
    void aTimeIsWrittenInUtcToTheSecondThatHasBegun() {
        assertThat(IsoTime.seconds(Instant.parse("2023-01-16T14:00:00Z"))).isEqualTo("2023-01-16T14:00:00Z");
        assertThat(IsoTime.seconds(Instant.parse("2024-02-29T23:59:59.999Z"))).isEqualTo("2024-02-29T23:59:59Z");
    }
}
