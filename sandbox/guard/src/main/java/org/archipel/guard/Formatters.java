package org.archipel.guard;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Set;

/** Formatters that are made of formatters: one that is appended to itself, forty times, writes a date a billion times. */
public final class Formatters {
    private static final Set<DateTimeFormatter> OF_THE_JDK = OwnAct.of(() -> Set.of(
            DateTimeFormatter.BASIC_ISO_DATE,
            DateTimeFormatter.ISO_DATE,
            DateTimeFormatter.ISO_DATE_TIME,
            DateTimeFormatter.ISO_INSTANT,
            DateTimeFormatter.ISO_LOCAL_DATE,
            DateTimeFormatter.ISO_LOCAL_DATE_TIME,
            DateTimeFormatter.ISO_LOCAL_TIME,
            DateTimeFormatter.ISO_OFFSET_DATE,
            DateTimeFormatter.ISO_OFFSET_DATE_TIME,
            DateTimeFormatter.ISO_OFFSET_TIME,
            DateTimeFormatter.ISO_ORDINAL_DATE,
            DateTimeFormatter.ISO_TIME,
            DateTimeFormatter.ISO_WEEK_DATE,
            DateTimeFormatter.ISO_ZONED_DATE_TIME,
            DateTimeFormatter.RFC_1123_DATE_TIME));

    private Formatters() {}

    private static DateTimeFormatter known(DateTimeFormatter formatter) {
        if (!OF_THE_JDK.contains(formatter)) {
            throw new SecurityException(
                    "not allowed to extensions: a formatter within a formatter, but for those of the JDK; append its pattern");
        }
        return formatter;
    }

    public static DateTimeFormatterBuilder append(DateTimeFormatterBuilder builder, DateTimeFormatter formatter) {
        return builder.append(known(formatter));
    }

    public static DateTimeFormatterBuilder appendOptional(
            DateTimeFormatterBuilder builder, DateTimeFormatter formatter) {
        return builder.appendOptional(known(formatter));
    }
}
