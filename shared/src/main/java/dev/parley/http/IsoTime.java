package dev.parley.http;

import dev.parley.chat.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// ISO 8601 as the documents write it: read with any zone, written in UTC.
public final class IsoTime {
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private IsoTime() {}

    /// To the millisecond: `2024-01-01T00:00:00.000Z`.
    public static String milliseconds(Instant instant) {
        return MILLISECONDS.format(instant);
    }

    /// To the second that has begun: `2024-01-01T00:00:00Z`.
    public static String seconds(Instant instant) {
        return SECONDS.format(instant);
    }

    /// A date-time with its zone, kept to the millisecond.
    ///
    /// @throws Refusal.Invalid naming `field` for anything else, a year beyond 9999 included
    static Instant parse(String field, String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
            if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
                throw notADateTime(field);
            }
            return instant;
        } catch (DateTimeParseException e) {
            throw notADateTime(field);
        }
    }

    /// The first instant that `text` means: of a date its start in UTC, of a date-time itself.
    static Instant from(String field, String text) {
        return isDate(text) ? day(field, text).atStartOfDay(ZoneOffset.UTC).toInstant() : parse(field, text);
    }

    /// The last instant, to the millisecond, that `text` means: of a date its end in UTC, of a date-time itself.
    static Instant to(String field, String text) {
        return isDate(text)
                ? day(field, text)
                        .plusDays(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .minusMillis(1)
                : parse(field, text);
    }

    private static boolean isDate(String text) {
        return text.length() == "2024-01-01".length();
    }

    private static LocalDate day(String field, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new Refusal.Invalid(field, "must be a date or a date-time with its zone, in ISO 8601");
        }
    }

    private static Refusal notADateTime(String field) {
        return new Refusal.Invalid(field, "must be a date-time with its zone, in ISO 8601");
    }
}
