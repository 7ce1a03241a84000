package org.archipel.guard;

import java.math.BigDecimal;
import java.text.AttributedCharacterIterator;
import java.text.CompactNumberFormat;
import java.text.DecimalFormat;
import java.text.FieldPosition;
import java.text.Format;
import java.text.MessageFormat;
import java.time.temporal.TemporalField;

/** Bounds what formats write. */
public final class Formats {
    // Each of its places may make a format of its own.
    private static final int LONGEST_PATTERN = 1 << 16;
    // Each mark between thousands is a part of its own, looked for among all others.
    private static final int MOST_PARTS = 1 << 14;
    private static final String LISTS = "java.text.ListFormat";

    private Formats() {}

    /** @return the same, if it is no number of too many digits, and does not hold values without end */
    public static Object checked(Object value) {
        Weights.text(value);
        if (value instanceof BigDecimal number) {
            DecimalSizes.writtenOut(number);
        } else if (value instanceof Object[] values) {
            for (Object each : values) {
                checked(each);
            }
        }
        return value;
    }

    /** @return the same, if none of them is a number of too many digits */
    public static Object[] checked(Object... values) {
        if (values != null) {
            for (Object each : values) {
                checked(each);
            }
        }
        return values;
    }

    /** @return the same, if it is short enough for a pattern of a message */
    public static String checked(String pattern) {
        if (pattern != null && pattern.length() > LONGEST_PATTERN) {
            throw new SecurityException(
                    "not allowed to extensions: a pattern of a message of " + pattern.length() + " characters");
        }
        return pattern;
    }

    // One argument may be written many times.
    private static void checkRepetitions(Format format, Object value) {
        if (format instanceof MessageFormat message && value instanceof Object[] values) {
            checkRepetitions(message.toPattern(), values);
        }
    }

    // A choice between texts has places in them as well.
    private static void checkRepetitions(String pattern, Object... values) {
        long places = places(pattern);
        for (Object each : values) {
            Sizes.checkTotal(places * FormatArguments.length(each));
        }
    }

    private static long places(String pattern) {
        return pattern.chars().filter(each -> each == '{').count();
    }

    /** The format as it is now: what is asked of its arguments may change it. */
    private static Format fixed(Format format) {
        return format instanceof MessageFormat ? (Format) format.clone() : format;
    }

    // The parameters of a message, as they are now.
    private static Object written(Format format, Object value) {
        checked(value);
        if (format instanceof MessageFormat && value instanceof Object[] values) {
            return written(values);
        }
        // It is asked of the class, as a later JDK has it.
        return format.getClass().getName().equals(LISTS) ? ListTexts.checked(value) : value;
    }

    private static Object[] written(Object... values) {
        Object[] written = values.clone();
        for (int i = 0; i < written.length; i++) {
            written[i] = FormatArguments.written(written[i]);
        }
        return written;
    }

    public static String format(Format format, Object value) {
        Object written = written(format, value);
        Format fixed = fixed(format);
        checkRepetitions(fixed, written);
        return fixed.format(written);
    }

    public static StringBuffer format(Format format, Object value, StringBuffer out, FieldPosition position) {
        Object written = written(format, value);
        Format fixed = fixed(format);
        checkRepetitions(fixed, written);
        return fixed.format(written, out, position);
    }

    public static StringBuffer format(MessageFormat format, Object value, StringBuffer out, FieldPosition position) {
        return format((Format) format, value, out, position);
    }

    public static StringBuffer format(MessageFormat format, Object[] values, StringBuffer out, FieldPosition position) {
        return format((Format) format, values, out, position);
    }

    private static void checkParts(Format format, Object value) {
        long places = format instanceof MessageFormat message ? places(message.toPattern()) : 1;
        for (Object each : value instanceof Object[] values ? values : new Object[] {value}) {
            if (places * FormatArguments.length(each) > MOST_PARTS) {
                throw new SecurityException("not allowed to extensions: more than " + MOST_PARTS + " parts of a text");
            }
        }
    }

    public static AttributedCharacterIterator formatToCharacterIterator(Format format, Object value) {
        Object written = written(format, value);
        Format fixed = fixed(format);
        checkParts(fixed, written);
        return fixed.formatToCharacterIterator(written);
    }

    public static AttributedCharacterIterator formatToCharacterIterator(MessageFormat format, Object value) {
        return formatToCharacterIterator((Format) format, value);
    }

    public static AttributedCharacterIterator formatToCharacterIterator(DecimalFormat format, Object value) {
        return formatToCharacterIterator((Format) format, value);
    }

    public static AttributedCharacterIterator formatToCharacterIterator(CompactNumberFormat format, Object value) {
        return formatToCharacterIterator((Format) format, value);
    }

    public static String format(String pattern, Object... values) {
        checked(values);
        if (values == null) {
            return MessageFormat.format(checked(pattern), values);
        }
        Object[] written = written(values);
        checkRepetitions(pattern, written);
        return MessageFormat.format(checked(pattern), written);
    }

    /** @return the same; a field of an extension would be kept, with its class, by the JDK that looks for its texts */
    public static TemporalField checked(TemporalField field) {
        if (field != null && OwnAct.of(() -> field.getClass().getClassLoader()) != null) {
            throw new SecurityException("not allowed to extensions: texts of a field of their own; give the texts");
        }
        return field;
    }
}
