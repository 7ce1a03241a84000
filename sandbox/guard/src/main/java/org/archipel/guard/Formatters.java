package org.archipel.guard;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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

    private static final int WIDEST = 1_000;
    // As they are told: there are a few thousand at most.
    private static final int LONGEST_PARTS = 1 << 16;
    private static final int LONGEST_PATTERN = 4_000;
    private static final int LONGEST_LITERAL = 64;
    private static final int MOST_NAMES = 1_000;

    private Formatters() {}

    /** All parts write into each date, in one piece. */
    public static DateTimeFormatter toFormatter(DateTimeFormatterBuilder builder) {
        return few(builder.toFormatter());
    }

    public static DateTimeFormatter toFormatter(DateTimeFormatterBuilder builder, Locale locale) {
        return few(builder.toFormatter(locale));
    }

    private static DateTimeFormatter few(DateTimeFormatter formatter) {
        int length = formatter.toString().length();
        if (length > LONGEST_PARTS) {
            throw new SecurityException(
                    "not allowed to extensions: a formatter whose parts are told in " + length + " characters");
        }
        return formatter;
    }

    /** Blanks are put in one by one, each before all others. */
    public static DateTimeFormatterBuilder padNext(DateTimeFormatterBuilder builder, int width) {
        return padNext(builder, width, ' ');
    }

    public static DateTimeFormatterBuilder padNext(DateTimeFormatterBuilder builder, int width, char padding) {
        if (width > WIDEST) {
            throw new SecurityException("not allowed to extensions: a date of " + width + " characters");
        }
        return builder.padNext(width, padding);
    }

    /** @return the same, if it is short enough for whatever it pads */
    public static String checked(String pattern) {
        if (pattern != null && pattern.length() > LONGEST_PATTERN) {
            throw new SecurityException("not allowed to extensions: a pattern of " + pattern.length() + " characters");
        }
        return pattern;
    }

    /** @return the same digits, if they are few: a date or message may have a number in many places */
    public static int checked(int digits) {
        if (digits > WIDEST) {
            throw new SecurityException("not allowed to extensions: a format with a width of " + digits);
        }
        return digits;
    }

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

    /** The same text may be appended again and again. */
    public static DateTimeFormatterBuilder appendLiteral(DateTimeFormatterBuilder builder, String literal) {
        return builder.appendLiteral(literal(literal));
    }

    private static String literal(String text) {
        if (text != null && text.length() > LONGEST_LITERAL) {
            throw new SecurityException("not allowed to extensions: " + text.length() + " characters in each date");
        }
        return text;
    }

    /** @return the same names, which a pattern may ask for many times */
    public static Map<?, ?> checked(Map<?, ?> names) {
        if (names == null) {
            return null;
        }
        Map<Object, Object> copy = new LinkedHashMap<>();
        // As they are to be: whatever else there is, nobody has weighed.
        names.forEach((value, name) -> copy.put((Long) value, literal((String) name)));
        return copy;
    }

    /** @return the same names, of months or choices, if they are few and short */
    public static String[] checked(String... names) {
        if (names == null) {
            return null;
        }
        String[] copy = names.clone();
        long length = 0;
        for (String name : copy) {
            length += name == null ? 0 : name.length();
        }
        if (copy.length > MOST_NAMES || length > LONGEST_PATTERN) {
            throw new SecurityException(
                    "not allowed to extensions: " + copy.length + " names of " + length + " characters in a format");
        }
        return copy;
    }
}
