package org.archipel.integrations.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a date or time and writes it in ISO-8601: a text in the given pattern, an ISO-8601 text, or seconds or milliseconds since
 * 1970. A time without an offset is taken as UTC.
 */
final class DateTransformation {
    /** Numbers above this are milliseconds: as seconds it is the year 5138. */
    private static final long SECONDS_LIMIT = 100_000_000_000L;

    private static final List<DateTimeFormatter> ISO = List.of(
            DateTimeFormatter.ISO_OFFSET_DATE_TIME,
            DateTimeFormatter.ISO_LOCAL_DATE_TIME,
            DateTimeFormatter.ISO_LOCAL_DATE);

    private DateTransformation() {}

    static Transformation date(Optional<String> pattern) {
        List<DateTimeFormatter> formats = formats(pattern);
        return value -> TextNode.valueOf(read(value, formats).toLocalDate().toString());
    }

    static Transformation dateTime(Optional<String> pattern) {
        List<DateTimeFormatter> formats = formats(pattern);
        return value -> TextNode.valueOf(read(value, formats).toInstant().toString());
    }

    private static List<DateTimeFormatter> formats(Optional<String> pattern) {
        return pattern.map(p -> List.of(DateTimeFormatter.ofPattern(p, Locale.ROOT)))
                .orElse(ISO);
    }

    private static OffsetDateTime read(JsonNode value, List<DateTimeFormatter> formats) {
        if (value.isIntegralNumber()) {
            long number = value.longValue();
            Instant instant =
                    Math.abs(number) < SECONDS_LIMIT ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
            return instant.atOffset(ZoneOffset.UTC);
        }
        String text = Transformations.text(value).strip();
        for (DateTimeFormatter format : formats) {
            Optional<OffsetDateTime> parsed = parse(text, format);
            if (parsed.isPresent()) {
                return parsed.get();
            }
        }
        throw new IllegalArgumentException("no date in the expected form");
    }

    private static Optional<OffsetDateTime> parse(String text, DateTimeFormatter format) {
        try {
            TemporalAccessor best = format.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
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
