package org.archipel.transformation.function;

import static org.archipel.transformation.function.Values.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.archipel.transformation.ValueFunction;

/** Functions of dates and times. */
final class DateFunctions {
    private static final int MOST_DAYS = 4_000_000;

    private DateFunctions() {}

    static void addTo(Map<String, Function<Arguments, ValueFunction>> functions) {
        functions.put("date", reading(time -> text(time.toLocalDate().toString())));
        functions.put("dateTime", reading(time -> text(time.toInstant().toString())));
        functions.put("epochSeconds", reading(time -> LongNode.valueOf(time.toEpochSecond())));
        functions.put(
                "epochMillis", reading(time -> LongNode.valueOf(time.toInstant().toEpochMilli())));
        functions.put("formatDate", arguments -> {
            DateTimeFormatter form = Dates.form(arguments.between(1, 2).text(0));
            ZoneId zone = Dates.zone(arguments.optional(1).orElse("UTC"));
            return reading(Optional.empty(), time -> text(form.format(time.atZoneSameInstant(zone))));
        });
        functions.put("addDays", arguments -> {
            int days = arguments.between(1, 1).whole(0, -MOST_DAYS, MOST_DAYS);
            ValueFunction dates = reading(
                    Optional.empty(),
                    time -> text(time.plusDays(days).toLocalDate().toString()));
            ValueFunction times = reading(
                    Optional.empty(),
                    time -> text(time.plusDays(days).toInstant().toString()));
            return value -> {
                boolean date = value.isTextual() && !value.textValue().contains("T");
                return (date ? dates : times).apply(value);
            };
        });
    }

    private static Function<Arguments, ValueFunction> reading(Function<OffsetDateTime, JsonNode> then) {
        return arguments -> reading(arguments.between(0, 1).optional(0), then);
    }

    private static ValueFunction reading(Optional<String> pattern, Function<OffsetDateTime, JsonNode> then) {
        List<DateTimeFormatter> forms = Dates.forms(pattern);
        return value -> {
            try {
                return then.apply(Dates.read(value, forms));
            } catch (DateTimeException | ArithmeticException e) {
                throw new IllegalArgumentException("no date in the expected form", e);
            }
        };
    }
}
