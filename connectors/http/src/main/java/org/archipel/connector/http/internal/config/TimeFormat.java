package org.archipel.connector.http.internal.config;

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

/** How a remote system writes times. */
public enum TimeFormat {
    /** ISO 8601; without an offset it is UTC, without a time of day it is the day's beginning. */
    ISO_8601,
    EPOCH_SECONDS,
    EPOCH_MILLIS;

    /** The time as a parameter, rounded down so that nothing is missed. */
    public String format(Instant time) {
        return switch (this) {
            case ISO_8601 -> time.truncatedTo(ChronoUnit.SECONDS).toString();
            case EPOCH_SECONDS -> String.valueOf(Math.floorDiv(time.toEpochMilli(), 1000));
            case EPOCH_MILLIS -> String.valueOf(time.toEpochMilli());
        };
    }

    /** The time in a field; empty if there is none that can be read. */
    public Optional<Instant> parse(JsonNode value) {
        try {
            return switch (this) {
                case ISO_8601 -> value.isTextual() ? Optional.of(iso(value.textValue())) : Optional.empty();
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
        return value.isTextual() && value.textValue().matches("-?\\d{1,18}")
                ? Optional.of(Long.valueOf(value.textValue()))
                : Optional.empty();
    }
}
