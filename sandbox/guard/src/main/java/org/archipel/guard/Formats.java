package org.archipel.guard;

import java.math.BigDecimal;
import java.text.AttributedCharacterIterator;
import java.text.FieldPosition;
import java.text.Format;
import java.text.MessageFormat;
import java.time.temporal.TemporalField;

/** Bounds what formats write. */
public final class Formats {
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

    // One argument may be written many times.
    private static void checkRepetitions(Format format, Object value) {
        if (format instanceof MessageFormat message && value instanceof Object[] values) {
            checkRepetitions(message.getFormats().length, values);
        }
    }

    private static void checkRepetitions(long places, Object... values) {
        for (Object each : values) {
            if (each instanceof CharSequence text) {
                Sizes.checkTotal(places * text.length());
            }
        }
    }

    public static String format(Format format, Object value) {
        checked(value);
        checkRepetitions(format, value);
        return format.format(value);
    }

    public static StringBuffer format(Format format, Object value, StringBuffer out, FieldPosition position) {
        checked(value);
        checkRepetitions(format, value);
        return format.format(value, out, position);
    }

    public static StringBuffer format(MessageFormat format, Object value, StringBuffer out, FieldPosition position) {
        return format((Format) format, value, out, position);
    }

    public static StringBuffer format(MessageFormat format, Object[] values, StringBuffer out, FieldPosition position) {
        return format((Format) format, values, out, position);
    }

    public static AttributedCharacterIterator formatToCharacterIterator(Format format, Object value) {
        checked(value);
        checkRepetitions(format, value);
        return format.formatToCharacterIterator(value);
    }

    public static AttributedCharacterIterator formatToCharacterIterator(MessageFormat format, Object value) {
        return formatToCharacterIterator((Format) format, value);
    }

    public static String format(String pattern, Object... values) {
        if (values != null) {
            checkRepetitions(
                    pattern.chars().filter(character -> character == '{').count(), values);
        }
        return MessageFormat.format(pattern, checked(values));
    }

    /** @return the same; a field of an extension would be kept, with its class, by the JDK that looks for its texts */
    public static TemporalField checked(TemporalField field) {
        if (field != null && OwnAct.of(() -> field.getClass().getClassLoader()) != null) {
            throw new SecurityException("not allowed to extensions: texts of a field of their own; give the texts");
        }
        return field;
    }
}
