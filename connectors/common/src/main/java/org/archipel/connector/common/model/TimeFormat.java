package org.archipel.connector.common.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a remote system writes times. */
public enum TimeFormat {
    /** ISO 8601; without an offset it is UTC, without a time of day it is the day's beginning. */
    ISO_8601,
    /** The same, written with the offset {@code +00:00}. */
    ISO_OFFSET,
    /** The same, written without an offset; it is UTC. */
    ISO_LOCAL,
    /** The day alone, in UTC. */
    DATE,
    /** {@code 2026-01-01 12:00:00}, in UTC. */
    SPACED,
    /** A fraction is understood, and left out when written. */
    EPOCH_SECONDS,
    EPOCH_MILLIS,
    /** {@code /Date(1439434356790+0000)/}, milliseconds in UTC. */
    MICROSOFT_JSON;

    private static final Pattern MICROSOFT = Pattern.compile("/Date\\((-?\\d{1,18})([+-]\\d{4})?\\)/");

    /** The time as a parameter, rounded down so that nothing is missed. */
    public String format(Instant time) {
        return switch (this) {
            case ISO_8601 -> time.truncatedTo(ChronoUnit.SECONDS).toString();
            case ISO_OFFSET -> time.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "+00:00");
            case ISO_LOCAL -> time.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
            case DATE -> time.toString().substring(0, 10);
            case SPACED ->
                time.truncatedTo(ChronoUnit.SECONDS)
                        .toString()
                        .replace('T', ' ')
                        .replace("Z", "");
            case MICROSOFT_JSON -> "/Date(" + time.toEpochMilli() + "+0000)/";
            case EPOCH_SECONDS -> String.valueOf(Math.floorDiv(time.toEpochMilli(), 1000));
            case EPOCH_MILLIS -> String.valueOf(time.toEpochMilli());
        };
    }

    /** The time in a field; empty if there is none that can be read. */
    public Optional<Instant> parse(JsonNode value) {
        try {
            return switch (this) {
                case ISO_8601, ISO_OFFSET, ISO_LOCAL, DATE, SPACED ->
                    value.isTextual() ? Optional.of(iso(value.textValue().replace(' ', 'T'))) : Optional.empty();
                case MICROSOFT_JSON ->
                    Optional.of(MICROSOFT.matcher(value.asText()))
                            .filter(Matcher::matches)
                            .map(matcher -> Instant.ofEpochMilli(Long.parseLong(matcher.group(1))));
                case EPOCH_SECONDS -> number(value).map(Instant::ofEpochSecond);
                case EPOCH_MILLIS -> number(value).map(Instant::ofEpochMilli);
            };
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Instant iso(String text) {
        if (text.length() <= 10) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        TemporalAccessor parsed =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime time
                ? time.toInstant()
                : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
    }

    private static Optional<Long> number(JsonNode value) {
        if (value.isNumber() && value.canConvertToLong()) {
            return Optional.of(value.longValue());
        }
        return value.isTextual() && value.textValue().matches("-?\\d{1,18}(\\.\\d{1,9})?")
                ? Optional.of(Long.valueOf(value.textValue().replaceFirst("\\..*", "")))
                : Optional.empty();
    }
}
