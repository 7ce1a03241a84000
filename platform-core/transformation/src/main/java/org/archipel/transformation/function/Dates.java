package org.archipel.transformation.function;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads dates and times: a text in a pattern, an ISO-8601 text, or seconds or milliseconds since 1970. A time without an offset is
 * taken as UTC.
 */
final class Dates {
    /** Numbers above this are milliseconds: as seconds it is the year 5138. */
    private static final long SECONDS_LIMIT = 100_000_000_000L;

    private static final List<DateTimeFormatter> ISO = List.of(
            DateTimeFormatter.ISO_OFFSET_DATE_TIME,
            DateTimeFormatter.ISO_LOCAL_DATE_TIME,
            DateTimeFormatter.ISO_LOCAL_DATE);

    private Dates() {}

    /** The forms of a pattern; of ISO-8601 without one. */
    static List<DateTimeFormatter> forms(Optional<String> pattern) {
        return pattern.map(Dates::form).map(List::of).orElse(ISO);
    }

    static DateTimeFormatter form(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("there is no time zone '" + name + "'", e);
        }
    }

    static OffsetDateTime read(JsonNode value, List<DateTimeFormatter> forms) {
        if (value.isIntegralNumber()) {
            return ofNumber(value);
        }
        String text = Values.text(value).strip();
        for (DateTimeFormatter form : forms) {
            Optional<OffsetDateTime> parsed = parse(text, form);
            if (parsed.isPresent()) {
                return parsed.get();
            }
        }
        throw new IllegalArgumentException("no date in the expected form");
    }

    private static OffsetDateTime ofNumber(JsonNode value) {
        if (!value.canConvertToLong()) {
            throw new IllegalArgumentException("no date in the expected form");
        }
        try {
            long number = value.longValue();
            Instant instant =
                    Math.abs(number) < SECONDS_LIMIT ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
            return instant.atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no date in the expected form", e);
        }
    }

    private static Optional<OffsetDateTime> parse(String text, DateTimeFormatter form) {
        try {
            TemporalAccessor best = form.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            if (best instanceof OffsetDateTime offset) {
                return Optional.of(offset);
            }
            LocalDateTime local = best instanceof LocalDateTime time ? time : ((LocalDate) best).atStartOfDay();
            return Optional.of(local.atOffset(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
